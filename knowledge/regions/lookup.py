"""Look up a municipality by typed text or by slug."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from knowledge.caching.derived import DerivedContent
from knowledge.models import Municipality
from knowledge.regions.abroad import AREAS, Area
from knowledge.regions.name_matching import Certainty, Meaning, PlaceNames, certainty
from knowledge.regions.shared_names import SHARED_NAMES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a text may mean, by the `name` that people know it by.

    It is in a municipality, or in an area that these desks are not for; with neither, it is a
    name of several places.
    """

    name: str
    municipality: Municipality | None = None
    area: Area | None = None

    @property
    def text(self) -> str:
        """What to type to mean this place and no other."""
        if self.municipality:
            return self.municipality.name
        return str(self.area.name) if self.area else self.name

    @property
    def label(self) -> str:
        """The name, with its municipality if that has another name."""
        if self.municipality is None or self.name == self.municipality.name:
            return self.text
        return f"{self.name} ({self.municipality.name})"


@dataclass(frozen=True, slots=True)
class MunicipalityMatch:
    """What `text` may mean, municipalities as they are now, best match first.

    Only an exact match may be used without asking the visitor. `has_others`: there are more
    places of this name, of which we do not know the municipality.
    """

    text: str
    candidates: tuple[Candidate, ...] = ()
    is_name: bool = False
    has_others: bool = False

    @property
    def certainty(self) -> Certainty:
        return certainty(len(self.candidates), is_name=self.is_name, has_others=self.has_others)

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        return tuple(item.municipality for item in self.candidates if item.municipality)

    @property
    def exact(self) -> Municipality | None:
        return self._exact.municipality if self._exact else None

    @property
    def area(self) -> Area | None:
        """The area that these desks are not for, when `text` means that and nothing else."""
        return self._exact.area if self._exact else None

    @property
    def _exact(self) -> Candidate | None:
        return self.candidates[0] if self.certainty is Certainty.EXACT else None


_AREAS = {area.key: area for area in AREAS}


def _index() -> PlaceNames:
    return PlaceNames.of(
        [
            *(Meaning(name, slug) for name, slug in Municipality.objects.names()),
            *(Meaning(name, area=area.key) for area in AREAS for name in area.writings),
            *(Meaning(name) for name in SHARED_NAMES),
        ]
    )


_INDEX = DerivedContent("place-names", _index)


def find_municipality(text: str, *, on: date) -> MunicipalityMatch:
    """Match typed text with the municipalities of day `on`, and with places abroad.

    A former municipality leads to its successor. Three queries at most once the index is made.
    """
    match = _INDEX.get().find(text)
    candidates = _candidates(match.meanings, on)
    return MunicipalityMatch(text, candidates, match.is_name, match.has_others)


def municipality_by_slug(slug: str, *, on: date) -> Municipality | None:
    """The municipality of a slug in a URL, also when it has merged or was renamed since."""
    return _current([slug], on).get(slug) if "\x00" not in slug else None


def _candidates(meanings: Iterable[Meaning], on: date) -> tuple[Candidate, ...]:
    """The places of `meanings`, each municipality and area once, in the same order."""
    meanings = list(meanings)
    current = _current([meaning.slug for meaning in meanings if meaning.slug], on)
    found: dict[object, Candidate] = {}
    for meaning in meanings:
        municipality = current.get(meaning.slug)
        area = _AREAS.get(meaning.area)
        if municipality or area or not meaning.is_known:
            place = municipality or meaning.place
            found.setdefault(place, Candidate(meaning.name, municipality, area))
    return tuple(found.values())


def _current(slugs: list[str], on: date) -> dict[str, Municipality]:
    """The municipalities on `on` that `slugs` lead to, by slug."""
    if not slugs:
        return {}
    by_slug = Municipality.objects.select_related("successor").in_bulk(slugs, field_name="slug")
    current = {slug: old.current_form(on=on) for slug, old in by_slug.items()}
    prefetch_related_objects(list(current.values()), "regions")
    return current
