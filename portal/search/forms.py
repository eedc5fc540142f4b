"""Forms for the search box and its filters, which accept any text.

A button of the page sends the form of that page again with one field more; of a field that is sent
twice the last value counts.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from knowledge.models.service import OLDEST
from knowledge.pages.filters import AudienceFilterForm
from knowledge.regions.choice import Place, match_place
from knowledge.regions.lookup import Candidate
from knowledge.regions.name_matching import MAX_LENGTH as MAX_PLACE_LENGTH
from knowledge.search.query import LONGEST, SearchFilters, SearchText
from knowledge.search.statistics import is_sentence
from portal.search.indexes import SEARCH_SOURCES

EVERYTHING = "alles"
"""Parameter of the button that searches without filters."""
WITHOUT = "zonder"
"""Parameter, given again for each: the name of a question whose answer was read wrong."""
READ = "gelezen"
"""Parameter: the text to which `WITHOUT` applies; another text is read anew."""

_MOST_WITHOUT = 12
_NAME = re.compile(r"[-\w]{1,80}")


class AnyText(forms.CharField):
    """Text field that accepts anything: drops NULs, truncates to `LONGEST` characters."""

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\x00", " ").strip()[:LONGEST]


class SearchForm(AudienceFilterForm):
    """Search text `q` and the filters on the results."""

    field_order: tuple[str, ...] = ("q", "soort", "doelgroep", "leeftijd", "gemeente")

    q = AnyText(label=_("Search"), required=False)
    soort = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All")), *((source.name, source.label) for source in SEARCH_SOURCES)],
        required=False,
    )
    leeftijd = forms.IntegerField(label=_("His age"), min_value=0, max_value=OLDEST, required=False)
    gemeente = AnyText(label=_("Municipality"), required=False)

    def __init__(self, data: QueryDict, today: date) -> None:
        self.today = today
        self.place = Place("gemeente")
        self.without = _without(data)
        super().__init__({"q": data.get("q", "")} if EVERYTHING in data else data)

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def clean_gemeente(self) -> str:
        text = str(self.cleaned_data["gemeente"])
        if not text:
            return ""
        self.place = match_place(text[:MAX_PLACE_LENGTH], "gemeente", on=self.today)
        if self.place.unclear:  # the page asks which place is meant
            raise ValidationError(_("The results are not limited to this place yet: see below."))
        return text

    @property
    def search_text(self) -> SearchText:
        return SearchText(self.cleaned_data.get("q", ""))

    @property
    def search_filters(self) -> SearchFilters:
        chosen = self.chosen
        municipality = self.place.municipality
        regions = municipality.regions.all() if municipality else ()
        return SearchFilters(
            source=chosen.get("soort", ""),
            audience=chosen.get("doelgroep", ""),
            age=chosen.get("leeftijd"),
            regions=[region.slug for region in regions],
        )

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "q"]

    @property
    def place_choices(self) -> list[tuple[Candidate, str]]:
        """The places that the text may mean; without a URL, as each is a button of this form."""
        return [(candidate, "") for candidate in self.place.choices]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Every field as it was sent, to send the form once more."""
        fields = [(name, str(value)) for name, value in self.data.items() if value]
        return [*fields, *((WITHOUT, name) for name in self.without)]

    @property
    def is_narrowed(self) -> bool:
        """True when any filter is set, valid or not."""
        return any(name != "q" for name in {**self.chosen, **self.errors})


def _without(data: QueryDict) -> tuple[str, ...]:
    if data.get(READ, data.get("q")) != data.get("q"):
        return ()
    names = [name for name in data.getlist(WITHOUT) if _NAME.fullmatch(name)]
    return tuple(dict.fromkeys(names))[:_MOST_WITHOUT]


class SuggestionForm(forms.Form):
    q = AnyText(required=False)


def partial_search_text(data: QueryDict) -> SearchText | None:
    """The text typed so far, the last word of which may be unfinished; None for a sentence, which
    nothing is suggested for.
    """
    form = SuggestionForm(cast(dict[str, Any], data))
    form.is_valid()
    text = form.cleaned_data["q"]
    return None if is_sentence(text) else SearchText(text, unfinished=True)
