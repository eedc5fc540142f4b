"""From what a visitor types to a municipality, and from a municipality to the desks near it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from knowledge.models import Municipality, Region, Service
from knowledge.models.base import User
from knowledge.place_names import Certainty, PlaceNames, certainty


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


class RegionalDesk(NamedTuple):
    """What stands beside a national desk: its desk for the region, if known, and which region.

    With a region and no service, the national number is shown with the name of the region.
    """

    service: Service | None
    region: Region | None


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


def regional_desks(
    services: Iterable[Service], municipality: Municipality, user: User
) -> dict[int, RegionalDesk]:
    """For each of `services` that has something regional: its desk and region, by primary key.

    A national desk whose regional desks go by a division has the region of `municipality` in
    it, and a desk that covers that region. One that goes by no division has a desk that covers
    any region of `municipality`. Desks that `user` may not see are left out.
    """
    nationals = list(services)
    near = list(municipality.regions.all())
    desks = _regional_services(nationals, near, user)
    beside: dict[int, RegionalDesk] = {}
    for national in nationals:
        regions = [r for r in near if national.region_kind in ("", r.kind)]
        covering = (_covered(service, regions) for service in desks[national.pk])
        desk = next((found for found in covering if found), None)
        if desk is None and national.region_kind and regions:
            desk = RegionalDesk(None, regions[0])
        if desk:
            beside[national.pk] = desk
    return beside


def _current(slugs: Iterable[str], on: date) -> tuple[Municipality, ...]:
    """What the municipalities of `slugs` are on `on`, each once, in the order of `slugs`."""
    named = Municipality.objects.select_related("successor").in_bulk(slugs, field_name="slug")
    current = {
        form.pk: form
        for form in (named[slug].current_form(on=on) for slug in slugs if slug in named)
    }
    prefetch_related_objects(list(current.values()), "regions")
    return tuple(current.values())


def _regional_services(
    nationals: list[Service], near: list[Region], user: User
) -> dict[int, list[Service]]:
    """Desks for one of `near`, with contacts and regions, by the national one they belong to."""
    found: dict[int, list[Service]] = defaultdict(list)
    for service in (
        Service.objects.visible_to(user)
        .with_contacts(user)
        .filter(regional_of__in=nationals, regions__in=near)
        .prefetch_related("regions")
        .distinct()
    ):
        found[service.regional_of_id].append(service)
    return found


def _covered(service: Service, regions: list[Region]) -> RegionalDesk | None:
    """`service` with the first of `regions` that it covers."""
    covered = set(service.regions.all())
    return next((RegionalDesk(service, region) for region in regions if region in covered), None)
