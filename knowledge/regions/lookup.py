"""From what a visitor types to a municipality, and from a municipality to the desks near it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from knowledge.models import Municipality
from knowledge.regions.name_matching import Certainty, PlaceNames, certainty


@dataclass(frozen=True, slots=True)
class FoundMunicipality:
    """What `text` may mean: municipalities as they are now, the likeliest first.

    Only an exact one may be used without asking; a suggestion or a choice is put to the visitor.
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


def find_municipality(text: str, *, on: date) -> FoundMunicipality:
    """The municipality that somebody who typed `text` means on `on`; for what people type.

    A former municipality is the one it went on in. Four queries, whatever the text.
    """
    found = PlaceNames.of(Municipality.objects.names()).find(text)
    if not found.slugs:
        return FoundMunicipality(text)
    return FoundMunicipality(text, _current(found.slugs, on), found.is_name)


def municipality_of_address(slug: str, *, on: date) -> Municipality | None:
    """The municipality for a slug in an address, also one from before a merger or a new name."""
    current = _current([slug], on) if "\x00" not in slug else ()
    return current[0] if current else None


def _current(slugs: Iterable[str], on: date) -> tuple[Municipality, ...]:
    """What the municipalities of `slugs` are on `on`, each once, in the order of `slugs`."""
    named = Municipality.objects.select_related("successor").in_bulk(slugs, field_name="slug")
    current = {
        form.pk: form
        for form in (named[slug].current_form(on=on) for slug in slugs if slug in named)
    }
    prefetch_related_objects(list(current.values()), "regions")
    return tuple(current.values())
