"""The municipalities in the URL of a result.

There can be two: the boy may be registered in one municipality and found in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from knowledge.caching.parameters import Parameters
from knowledge.regions.choice import Place, read_place, typed_name

REGISTERED, FOUND = "gemeente", "gevonden"
ANSWERS = Parameters(
    chosen=(REGISTERED, typed_name(REGISTERED), FOUND, typed_name(FOUND)), are_answers=True
)
"""The parameters of the guide's page: with a municipality it is kept nowhere."""


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
        return tuple(pair for place in self.both if not place.unclear for pair in place.params)

    @property
    def unclear(self) -> tuple[tuple[str, str], ...]:
        """Query parameters of the places that are not: the text typed, to ask what is meant."""
        return tuple(pair for place in self.both if place.unclear for pair in place.params)

    def at(self, place: Place) -> Places:
        """These places with `place` instead of the one of its name."""
        if place.name == REGISTERED:
            return Places(place, self.found)
        return Places(self.registered, place)


NOWHERE = Places(Place(REGISTERED), Place(FOUND))


def read_places(query: QueryDict, *, on: date) -> Places:
    """The places in `query`, valid on `on`; queries the database only when there are any."""
    return Places(read_place(query, REGISTERED, on=on), read_place(query, FOUND, on=on))
