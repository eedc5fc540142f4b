"""Form for visitors who report a mistake: needs no account, asks nothing about a case."""

from typing import Any, cast
from uuid import UUID, uuid4, uuid5

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge.models import ContactDetail, CorrectionReport, Service
from knowledge.models.review.correction_report import parts_of

MAX_LENGTH = 500


class _ContactForm(forms.Form):
    gegeven = forms.SlugField(max_length=80)


def contact_from_query(query: QueryDict, service: Service) -> ContactDetail | None:
    """The contact detail named in the query string, among the loaded ones of `service`.

    None for any other, hidden ones included: the report is then about the desk as a whole.
    """
    form = _ContactForm(query)
    slug = form.cleaned_data["gegeven"] if form.is_valid() else ""
    return next((detail for detail in service.contact_details.all() if detail.slug == slug), None)


class _MultilineField(forms.CharField):
    """Text in which a line break counts as one character, as browsers count it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class _TokenField(forms.Field):
    """The token of one page with the form; any other text counts as a page of its own."""

    def to_python(self, value: Any) -> UUID:
        try:
            return UUID(value or "")
        except ValueError:
            return uuid4()


class ReportForm(forms.ModelForm):
    part = forms.ChoiceField(
        label=_("What is wrong?"), error_messages={"required": _("Choose what is wrong.")}
    )
    message = _MultilineField(
        label=_("What should it be?"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Do not write about people or cases. Use no more than 500 characters."),
        error_messages={
            "required": _("Enter what it should be."),
            "max_length": _("This is too long: %(show_value)d characters. Use no more than 500."),
        },
    )
    reply_to = forms.EmailField(
        label=_("Your email address (optional)"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only if an editor may contact you about this report."),
        error_messages={
            "invalid": _("This is not a valid email address. Correct it or leave the field empty.")
        },
    )
    # Honeypot: hidden from people, filled in by bots that fill in every field. Its name means
    # nothing to a browser or a password manager; the attributes ask them to leave it alone.
    blanco = forms.Field(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "tabindex": "-1",
                "autocomplete": "off",
                "data-1p-ignore": "true",
                "data-bwignore": "true",
                "data-form-type": "other",
                "data-lpignore": "true",
            }
        ),
    )
    token = _TokenField(initial=uuid4, required=False, widget=forms.HiddenInput)

    class Meta:
        model = CorrectionReport
        fields = ("part", "message", "reply_to")

    def __init__(
        self, data: QueryDict | None, service: Service, contact: ContactDetail | None
    ) -> None:
        super().__init__(data, instance=CorrectionReport(service=service, contact=contact))
        part = cast(forms.ChoiceField, self.fields["part"])
        part.choices = [("", _("Choose")), *parts_of(contact)]
        self.helper = FormHelper()
        self.helper.form_class = "report-form"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Field("part"),
            Field("message"),
            Field("reply_to"),
            Div(Field("blanco"), css_class="trap", aria_hidden="true"),
            Field("token"),
            Submit("", _("Send"), css_class="btn-primary btn-lg"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        report = self.instance
        report.looks_automatic = self.looks_automatic
        about = (report.service.pk, report.contact and report.contact.pk)
        written = [cleaned.get(name, "") for name in self.Meta.fields]
        report.submission = uuid5(cleaned["token"], repr((*about, *written)))
        return cleaned

    @property
    def looks_automatic(self) -> bool:
        """True when the honeypot field was filled in."""
        return bool(self.data.get("blanco"))
