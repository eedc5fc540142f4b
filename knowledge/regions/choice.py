"""A municipality in a query string: by slug, or as typed text under a parameter of its own.

Two parameters, because the slug of one municipality may be what people call another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from knowledge.models import Municipality
from knowledge.regions.lookup import find_municipality, municipality_by_slug
from knowledge.regions.name_matching import Certainty


class PlaceForm(forms.Form):
    """Parameters of one place: its slug, or typed text."""

    slug = forms.SlugField(max_length=80, required=False)
    typed = forms.CharField(max_length=100, required=False)


@dataclass(frozen=True, slots=True)
class Place:
    """The place in parameter `name`. Without a municipality, `choices` are what `typed` may
    mean.
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
    def field_value(self) -> str:
        """Value of the input field."""
        return self.municipality.name if self.municipality else self.typed


def typed_name(name: str) -> str:
    """Name of the parameter with the typed text of place `name`."""
    return f"{name}-naam"


def read_place(query: QueryDict, name: str, *, on: date) -> Place:
    """The place `name` of a query string on day `on`; no query when it has none."""
    typed = typed_name(name)
    if name not in query and typed not in query:
        return Place(name)
    raw = {"slug": query.get(name, ""), "typed": query.get(typed, "")}
    form = PlaceForm(raw)
    form.is_valid()
    if typed in query:  # typed text takes precedence, also when emptied
        if "typed" in form.errors:
            return Place(name, typed=raw["typed"].replace("\x00", "")[:100])
        return match_place(form.cleaned_data["typed"].strip(), name, on=on)
    slug = form.cleaned_data.get("slug", "")
    return Place(name, municipality_by_slug(slug, on=on) if slug else None)


def match_place(text: str, name: str, *, on: date) -> Place:
    """The place that the typed `text` means."""
    if not text:
        return Place(name)
    match = find_municipality(text, on=on)
    if match.certainty is Certainty.EXACT:
        return Place(name, match.exact, text)
    return Place(name, None, text, match.municipalities)
