"""A municipality in a query string: by slug, or as typed text under a parameter of its own.

Two parameters, because the slug of one municipality may be what people call another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from knowledge.models import Municipality
from knowledge.regions.abroad import Area
from knowledge.regions.lookup import Candidate, find_municipality, municipality_by_slug


class PlaceForm(forms.Form):
    """Parameters of one place: its slug, or typed text."""

    slug = forms.SlugField(max_length=80, required=False)
    typed = forms.CharField(max_length=100, required=False)


@dataclass(frozen=True, slots=True)
class Place:
    """The place in parameter `name`. Without a municipality, `choices` are what `typed` may
    mean, and `area` is where these desks are not for.

    `is_name`: `typed` is a name of each of the choices, not merely similar; with `has_others`,
    of places elsewhere too.
    """

    name: str
    municipality: Municipality | None = None
    typed: str = ""
    choices: tuple[Candidate, ...] = ()
    area: Area | None = None
    is_name: bool = False
    has_others: bool = False

    @property
    def typed_name(self) -> str:
        return typed_name(self.name)

    @property
    def unclear(self) -> bool:
        """Whether the visitor typed a place for which no municipality can be used."""
        return bool(self.typed) and self.municipality is None

    @property
    def is_suggestion(self) -> bool:
        """Whether one place has a similar name."""
        return len(self.choices) == 1 and not self.is_name

    @property
    def field_value(self) -> str:
        """Value of the input field."""
        return self.municipality.name if self.municipality else self.typed

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """Its query parameters; none without a place."""
        if self.municipality:
            return ((self.name, self.municipality.slug),)
        return ((self.typed_name, self.typed),) if self.typed else ()

    def at(self, candidate: Candidate) -> Place:
        """This place when the visitor chooses `candidate`."""
        if candidate.municipality:
            return Place(self.name, candidate.municipality)
        return Place(self.name, typed=candidate.text)


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
    if match.exact or match.area:
        return Place(name, match.exact, text, area=match.area)
    return Place(
        name,
        typed=text,
        choices=match.candidates,
        is_name=match.is_name,
        has_others=match.has_others,
    )
