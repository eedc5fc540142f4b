"""Forms for asking an organisation to confirm its contact details, and for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge.confirmation.checks import validate_correction
from knowledge.confirmation.forms import CHECKED_FIELDS, MAX_KEY, NOTE_MAX_LENGTH
from knowledge.editing.opening_hours import OpeningHoursField, OpeningHoursMixin
from knowledge.models import ContactDetail, ContactProposal
from knowledge.models.contact_detail import ContactKind
from knowledge.models.verification import Result

KEEP_HOURS = _(
    "Leave this empty to keep the hours above. If they are no longer known, write: not known."
)
CHANGED_MEANWHILE = _(
    "This has changed since you opened the page. Check it again: the new value is shown."
)


class AskForm(forms.Form):
    """Recipient of a request; `newest` is the key of the newest request that the editor saw."""

    email = forms.EmailField(
        label=_("Organisation's email address"),
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    newest = forms.IntegerField(min_value=0, max_value=MAX_KEY, widget=forms.HiddenInput)


class OwnDetailForm(OpeningHoursMixin, forms.Form):
    """The answer of an organisation about one of its contact details."""

    answer = forms.ChoiceField(
        label=_("Is this right?"),
        choices=[
            (Result.CONFIRMED, _("Yes, this is right")),
            (Result.CHANGED, _("No, it has changed to:")),
            (Result.UNREACHABLE, _("No, this no longer exists")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    value = forms.CharField(label=_("New value"), max_length=250, required=False)
    extension = forms.CharField(
        label=_("New menu choice or extension"),
        max_length=8,
        required=False,
        help_text=_("What to choose after calling: 3."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    opening_hours = OpeningHoursField(
        label=_("New opening hours"),
        words_only=True,
        help_text=_("For example: Monday to Friday 9:00-17:00, or 24/7. Leave empty if not known."),
        again=_("If this is right, send the page again."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=NOTE_MAX_LENGTH,
        required=False,
        help_text=_("Do not write about people or cases."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(min_value=0, max_value=MAX_KEY, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, detail: ContactDetail) -> None:
        self.detail = detail
        initial = {name: getattr(detail, name) for name in (*CHECKED_FIELDS, "version")}
        plain = data.dict() if data is not None else None
        super().__init__(plain, initial=initial, prefix=f"d{detail.pk}")
        stored = detail.opening_hours
        if not detail.has_hours:
            del self.fields["opening_hours"]
        elif stored and not self.fields["opening_hours"].prepare_value(stored):
            self.fields["opening_hours"].help_text = KEEP_HOURS
        if detail.kind != ContactKind.PHONE:
            del self.fields["extension"]

    def asks_about_hours(self) -> bool:
        return self.cleaned_data.get("answer") == Result.CHANGED

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("version", self.detail.version) != self.detail.version:
            self.data = {**self.data, self.add_prefix("version"): self.detail.version}
            raise ValidationError(CHANGED_MEANWHILE)
        if self.errors:
            return cleaned
        if cleaned["answer"] == Result.CHANGED:
            self._check_values(cleaned)
        elif self._is_unanswered(cleaned):
            self.add_error("answer", _("Choose an answer to go with what you typed here."))
        return cleaned

    def _is_unanswered(self, cleaned: dict[str, Any]) -> bool:
        """True when something was typed that the answer would drop."""
        if cleaned["answer"] == "" and cleaned["note"]:
            return True
        return cleaned["answer"] != Result.UNREACHABLE and self._has_new_values(cleaned)

    def _has_new_values(self, cleaned: dict[str, Any]) -> bool:
        names = [name for name in CHECKED_FIELDS if name in self.fields]
        return any(cleaned[name] != getattr(self.detail, name) for name in names)

    def _check_values(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["value"]:
            self.add_error("value", _("Type what it is now."))
            return
        try:
            validate_correction(self.detail, **self._new_values(cleaned))
        except ValidationError as error:
            for name, errors in error.update_error_dict({}).items():
                self.add_error(name if name in self.fields else None, errors)

    def _new_values(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """What it is now; as it was where this kind of detail has no such field."""
        return {name: cleaned.get(name, getattr(self.detail, name)) for name in CHECKED_FIELDS}

    def proposal(self) -> ContactProposal | None:
        """The answer as an unsaved proposal; None without an answer. Needs a valid form."""
        data = self.cleaned_data
        if not data["answer"]:
            return None
        changed = data["answer"] == Result.CHANGED
        return ContactProposal(
            contact=self.detail,
            contact_version=self.detail.version,
            result=data["answer"],
            note=data["note"],
            **self._new_values(data if changed else {}),
        )


class OwnDetailsForm:
    """All details of an organisation as one form: saved only when every part is valid."""

    def __init__(self, data: QueryDict | None, details: Sequence[ContactDetail]) -> None:
        self.forms = [OwnDetailForm(data, detail) for detail in details]

    @property
    def errors(self) -> bool:
        """True when any part has errors."""
        return any(form.errors for form in self.forms)

    def proposals(self) -> list[ContactProposal]:
        """The answers as unsaved proposals; empty when there are errors or no answers."""
        invalid = [form for form in self.forms if not form.is_valid()]  # validates every form
        if invalid:
            return []
        proposals = [proposal for form in self.forms if (proposal := form.proposal())]
        if self.forms and not proposals:
            self.forms[0].add_error("answer", _("Answer at least one question."))
        return proposals
