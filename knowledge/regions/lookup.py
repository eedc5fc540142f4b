"""Look up a municipality by typed text or by slug."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from knowledge.models import Municipality
from knowledge.regions.name_matching import Certainty, PlaceNames, certainty


@dataclass(frozen=True, slots=True)
class MunicipalityMatch:
    """Municipalities that `text` may mean, current ones, best match first.

    Only an exact match may be used without asking the visitor.
    """

    text: str
    municipalities: tuple[Municipality, ...] = ()
    is_name: bool = False

    @property
    def certainty(self) -> Certainty:
        return certainty(len(self.municipalities), self.is_name)

    @property
    def exact(self) -> Municipality | None:
        return self.municipalities[0] if self.certainty is Certainty.EXACT else None


def find_municipality(text: str, *, on: date) -> MunicipalityMatch:
    """Match typed text with the municipalities of day `on`.

    A former municipality leads to its successor. Four queries, whatever the text.
    """
    match = PlaceNames.from_pairs(Municipality.objects.names()).find(text)
    if not match.slugs:
        return MunicipalityMatch(text)
    return MunicipalityMatch(text, _current(match.slugs, on), match.is_name)


def municipality_by_slug(slug: str, *, on: date) -> Municipality | None:
    """The municipality of a slug in a URL, also when it has merged or was renamed since."""
    current = _current([slug], on) if "\x00" not in slug else ()
    return current[0] if current else None


def _current(slugs: Iterable[str], on: date) -> tuple[Municipality, ...]:
    """Current municipalities of `slugs` on `on`, without duplicates, in the same order."""
    by_slug = Municipality.objects.select_related("successor").in_bulk(slugs, field_name="slug")
    current = {
        form.pk: form
        for form in (by_slug[slug].current_form(on=on) for slug in slugs if slug in by_slug)
    }
    prefetch_related_objects(list(current.values()), "regions")
    return tuple(current.values())
