"""A municipality in an address: typed by people, kept as a slug.

What is typed stands under a name of its own, because the slug of one municipality may be what
people call another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from knowledge.models import Municipality
from knowledge.regions.lookup import find_municipality, municipality_of_address
from knowledge.regions.name_matching import Certainty


class PlaceForm(forms.Form):
    """What the address says of one place: its slug, or what somebody typed."""

    slug = forms.SlugField(max_length=80, required=False)
    typed = forms.CharField(max_length=100, required=False)


@dataclass(frozen=True, slots=True)
class Place:
    """The place that an address calls `name`. Without a municipality, `choices` are what
    `typed` may mean.
    """

    name: str
    municipality: Municipality | None = None
    typed: str = ""
    choices: tuple[Municipality, ...] = ()

    @property
    def typed_name(self) -> str:
        return typed_name(self.name)

    @property
    def unclear(self) -> bool:
        return bool(self.typed) and self.municipality is None

    @property
    def shown(self) -> str:
        """What stands in the field."""
        return self.municipality.name if self.municipality else self.typed


def typed_name(name: str) -> str:
    """The name in the address under which stands what somebody typed for the place `name`."""
    return f"{name}-naam"


def read_place(query: QueryDict, name: str, *, on: date) -> Place:
    """The place `name` of an address on `on`; asks the database only when there is one."""
    typed = typed_name(name)
    if name not in query and typed not in query:
        return Place(name)
    raw = {"slug": query.get(name, ""), "typed": query.get(typed, "")}
    form = PlaceForm(raw)
    form.is_valid()
    if typed in query:  # what was typed last counts, also when it was made empty
        if "typed" in form.errors:
            return Place(name, typed=raw["typed"].replace("\x00", "")[:100])
        return meant_by(form.cleaned_data["typed"].strip(), name, on=on)
    slug = form.cleaned_data.get("slug", "")
    return Place(name, municipality_of_address(slug, on=on) if slug else None)


def meant_by(text: str, name: str, *, on: date) -> Place:
    """The place that somebody means who typed `text`."""
    if not text:
        return Place(name)
    found = find_municipality(text, on=on)
    if found.certainty is Certainty.EXACT:
        return Place(name, found.exact, text)
    return Place(name, None, text, found.municipalities)
