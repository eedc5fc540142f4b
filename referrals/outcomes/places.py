"""The municipalities in the URL of a result.

There can be two: the boy may be registered in one municipality and found in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from knowledge.regions.choice import Place, read_place

REGISTERED, FOUND = "gemeente", "gevonden"


@dataclass(frozen=True, slots=True)
class Places:
    registered: Place
    found: Place

    @property
    def both(self) -> tuple[Place, Place]:
        return self.registered, self.found

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """Query parameters of the places that are known: the slug of each municipality."""
        return tuple(
            (place.name, place.municipality.slug) for place in self.both if place.municipality
        )

    @property
    def unclear(self) -> tuple[tuple[str, str], ...]:
        """Query parameters of the places that are not: the text typed, to ask what is meant."""
        return tuple((place.typed_name, place.typed) for place in self.both if place.unclear)


NOWHERE = Places(Place(REGISTERED), Place(FOUND))


def read_places(query: QueryDict, *, on: date) -> Places:
    """The places in `query`, valid on `on`; queries the database only when there are any."""
    return Places(read_place(query, REGISTERED, on=on), read_place(query, FOUND, on=on))
