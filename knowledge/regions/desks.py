"""The desks near a municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.models import Municipality, Region, Service
from knowledge.models.querysets import User


class RegionalDesk(NamedTuple):
    """What stands beside a national desk: its desk for the region, if known, and which region.

    With a region and no service, the national number is shown with the name of the region.
    """

    service: Service | None
    region: Region | None


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


def _regional_services(
    nationals: list[Service], near: list[Region], user: User
) -> dict[int | None, list[Service]]:
    """Desks for one of `near`, with contacts and regions, by the national one they belong to."""
    found: dict[int | None, list[Service]] = defaultdict(list)
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
