"""The municipalities in the address of a result: typed by people, kept as slugs.

Two may be given, for someone who is registered in one place and found in another. What is
typed stands under a name of its own, because the slug of one municipality may be what people
call another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from knowledge.models import Municipality
from knowledge.place_names import Certainty
from knowledge.regional import find_municipality, municipality_of_address

REGISTERED, FOUND = "gemeente", "gevonden"
TYPED = {REGISTERED: "gemeente-naam", FOUND: "gevonden-naam"}


class PlaceForm(forms.Form):
    """What the address says of one place: its slug, or what somebody typed."""

    slug = forms.SlugField(max_length=80, required=False)
    typed = forms.CharField(max_length=100, required=False)


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two places. Without a municipality, `choices` are what `typed` may mean."""

    name: str
    municipality: Municipality | None = None
    typed: str = ""
    choices: tuple[Municipality, ...] = ()

    @property
    def typed_name(self) -> str:
        return TYPED[self.name]

    @property
    def unclear(self) -> bool:
        return bool(self.typed) and self.municipality is None

    @property
    def shown(self) -> str:
        """What stands in the field."""
        return self.municipality.name if self.municipality else self.typed


@dataclass(frozen=True, slots=True)
class Places:
    registered: Place
    found: Place

    @property
    def both(self) -> tuple[Place, Place]:
        return self.registered, self.found

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the address carries on: a slug for each municipality that is clear."""
        return tuple(
            (place.name, place.municipality.slug) for place in self.both if place.municipality
        )

    @property
    def unclear(self) -> tuple[tuple[str, str], ...]:
        """What was typed and must be asked about, as it stands in the address."""
        return tuple((place.typed_name, place.typed) for place in self.both if place.unclear)


def read_places(query: QueryDict, *, on: date) -> Places:
    """The places that an address names on `on`; asks the database only when it names any."""
    return Places(_read(query, REGISTERED, on), _read(query, FOUND, on))


def _read(query: QueryDict, name: str, on: date) -> Place:
    raw = {"slug": query.get(name, ""), "typed": query.get(TYPED[name], "")}
    form = PlaceForm(raw)
    form.is_valid()
    if TYPED[name] in query:  # what was typed last counts, also when it was made empty
        if "typed" in form.errors:
            return Place(name, typed=raw["typed"].replace("\x00", "")[:100])
        return _typed(name, form.cleaned_data["typed"].strip(), on)
    slug = form.cleaned_data.get("slug", "")
    return Place(name, municipality_of_address(slug, on=on) if slug else None)


def _typed(name: str, text: str, on: date) -> Place:
    if not text:
        return Place(name)
    found = find_municipality(text, on=on)
    if found.certainty is Certainty.EXACT:
        return Place(name, found.exact, text)
    return Place(name, None, text, found.municipalities)
