"""The municipalities in the address of a result.

Two may be given, for someone who is registered in one place and found in another.
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
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the address carries on: a slug for each municipality that is clear."""
        return tuple(
            (place.name, place.municipality.slug) for place in self.both if place.municipality
        )

    @property
    def unclear(self) -> tuple[tuple[str, str], ...]:
        """What was typed and must be asked about, as it stands in the address."""
        return tuple((place.typed_name, place.typed) for place in self.both if place.unclear)


NOWHERE = Places(Place(REGISTERED), Place(FOUND))


def read_places(query: QueryDict, *, on: date) -> Places:
    """The places that an address names on `on`; asks the database only when it names any."""
    return Places(read_place(query, REGISTERED, on=on), read_place(query, FOUND, on=on))
