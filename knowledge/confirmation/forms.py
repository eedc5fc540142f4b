"""Forms of the confirmation pages: filters, the card, bulk confirmation and decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from knowledge.confirmation.checks import SeenState
from knowledge.editing.opening_hours import (
    OpeningHoursField,
    OpeningHoursInput,
    OpeningHoursMixin,
)
from knowledge.models import ContactDetail, Region
from knowledge.models.contact_detail import ContactDetailQuerySet, ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.models.verification import Method, Result
from knowledge.pages.filters import FilterForm
from knowledge.values.confirmation import State

MAX_AT_ONCE = 500
CHECKED_FIELDS = ("value", "extension", "opening_hours")
NOTE_MAX_LENGTH = 500
MAX_KEY = 2**63 - 1

STATES = {
    State.UNREACHABLE: _("could not be reached"),
    State.OVERDUE: _("confirmed too long ago"),
    State.NEVER: _("never confirmed"),
    State.DUE_SOON: _("due soon"),
    State.CONFIRMED: _("confirmed"),
}


class QueueFilter(FilterForm):
    staat = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Everything that is due")), *STATES.items()],
        required=False,
    )
    regio = forms.ChoiceField(label=_("Region"), required=False)
    organisatie = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=[("", _("All")), *OrganisationKind.choices],
        required=False,
    )
    soort = forms.ChoiceField(
        label=_("Kind of contact detail"),
        choices=[("", _("All")), *ContactKind.choices],
        required=False,
    )

    def prepare(self) -> None:
        regions = Region.objects.all()
        field = cast(forms.ChoiceField, self.fields["regio"])
        field.choices = [("", _("All")), *((region.slug, str(region)) for region in regions)]

    @property
    def state(self) -> str:
        return self.chosen.get("staat", "")

    def narrow(self, details: ContactDetailQuerySet) -> ContactDetailQuerySet:
        lookups = {
            "service__regions__slug": self.chosen.get("regio"),
            "service__organisation__kind": self.chosen.get("organisatie"),
            "kind": self.chosen.get("soort"),
        }
        return details.filter(**{name: value for name, value in lookups.items() if value})

    def query_string(self, **extra: Any) -> str:
        """The query string of these filters and of `extra`, with its "?"; empty without any."""
        parameters = {name: value for name, value in extra.items() if value is not None}
        query = urlencode({**self.chosen, **parameters})
        return f"?{query}" if query else ""


class NavigationForm(forms.Form):
    """Query parameters: the card (`detail`), the end of the queue (`einde`), the page (`p`)."""

    detail = forms.IntegerField(required=False, min_value=1, max_value=MAX_KEY)
    einde = forms.BooleanField(required=False)
    p = forms.IntegerField(required=False, min_value=1, max_value=9999)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def detail_pk(self) -> int | None:
        return self.cleaned_data.get("detail")

    @property
    def at_end(self) -> bool:
        return bool(self.cleaned_data.get("einde"))


def _hidden_key(required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        required=required, min_value=0, max_value=MAX_KEY, widget=forms.HiddenInput
    )


class AnsweredForm(forms.Form):
    """Which detail an answer is about; `detail_pk` is None when that cannot be read."""

    contact = _hidden_key()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def detail_pk(self) -> int | None:
        return self.cleaned_data.get("contact")


class CardForm(OpeningHoursMixin, forms.Form):
    """One answer about `detail`, with the state that the editor saw."""

    contact = _hidden_key()
    version = _hidden_key()
    check_seen = _hidden_key()
    following = _hidden_key(required=False)
    answer = forms.ChoiceField(choices=Result.choices)
    value = forms.CharField(
        label=_("Value"), max_length=250, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    extension = forms.CharField(
        label=_("Menu choice or extension"),
        max_length=8,
        required=False,
        help_text=_("What to choose after calling: 3."),
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "numeric"}),
    )
    opening_hours = OpeningHoursField(
        label=_("Opening hours"),
        help_text=_("Monday to Friday 9:00-17:00, or 24/7. Leave empty if not known."),
        again=_("If this is right, choose “Changed to this” again."),
        widget=OpeningHoursInput(attrs={"class": "vTextField"}),
    )
    method = forms.ChoiceField(label=_("How it was checked"), choices=Method.choices)
    note = forms.CharField(
        label=_("Note"),
        max_length=NOTE_MAX_LENGTH,
        required=False,
        help_text=_("Why, or who said so (their role). Do not write about people or cases."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        detail: ContactDetail,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.detail = detail
        stored = {name: getattr(detail, name) for name in CHECKED_FIELDS}
        super().__init__(data, initial={**stored, **(initial or {})})
        if detail.kind != ContactKind.PHONE:
            del self.fields["extension"]

    @property
    def shown_hours(self) -> str:
        """The stored hours as the box shows them."""
        field = cast(OpeningHoursField, self.fields["opening_hours"])
        return field.text_of(self.detail.opening_hours)

    def asks_about_hours(self) -> bool:
        """Not when the detail is newer than what was seen: both versions are shown first."""
        data = self.cleaned_data
        return data.get("answer") == Result.CHANGED and data.get("version") == self.detail.version

    @property
    def seen(self) -> SeenState:
        return SeenState(self.cleaned_data["version"], self.cleaned_data["check_seen"])

    def reject_unused_input(self) -> bool:
        """True when other values were typed than the detail has but the answer is not "changed".

        Adds an error to those fields, so that typed input is not lost silently.
        """
        data, detail = self.cleaned_data, self.detail
        if data["answer"] == Result.CHANGED or data["version"] != detail.version:
            return False
        message = _(
            "You typed something different from the current value. Choose “Changed to this”."
        )
        for name in CHECKED_FIELDS:
            if name in data and data[name] != getattr(detail, name):
                self.add_error(name, message)
        return not self.is_valid()

    def add_model_errors(self, error: ValidationError) -> None:
        """Add `error` of the model by field; non-field errors for fields that are not here."""
        for name, messages in error.update_error_dict({}).items():
            self.add_error(name if name in self.fields else None, messages)


class SeenStatesField(forms.MultipleChoiceField):
    """Selected details with the state that was seen, each a token "pk-version-check"."""

    _TOKEN = re.compile(r"\A([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,18})\Z")

    def valid_value(self, value: str) -> bool:
        return bool(self._TOKEN.match(value))

    def clean(self, value: Any) -> dict[int, SeenState]:
        tokens = super().clean(value)
        if len(tokens) > MAX_AT_ONCE:
            raise ValidationError(_("Select no more than %d at once.") % MAX_AT_ONCE)
        states = {}
        for token in tokens:
            pk, version, check = (int(part) for part in token.split("-"))
            states[pk] = SeenState(version, check)
        return states

    @staticmethod
    def to_token(pk: int, seen: SeenState) -> str:
        return f"{pk}-{seen.version}-{seen.check}"


class SelectionForm(forms.Form):
    item = SeenStatesField(
        error_messages={
            "required": _("Select at least one contact detail."),
            "invalid_choice": _("Your selection could not be read. Select again."),
        }
    )


class BulkForm(forms.Form):
    method = forms.ChoiceField(
        label=_("How it was checked"), choices=[("", "---------"), *Method.choices]
    )
    note = forms.CharField(
        label=_("Reason"),
        max_length=NOTE_MAX_LENGTH,
        help_text=_("Stored with each of these checks. Do not write about people or cases."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class DecisionForm(forms.Form):
    """Accept or refuse a proposal; `version` is the version of the detail that was seen."""

    decision = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    version = _hidden_key()
    following = _hidden_key(required=False)
