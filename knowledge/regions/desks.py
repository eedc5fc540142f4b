"""Regional desks of national desks, for a municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.models import Municipality, Region, Service
from knowledge.models.querysets import User


class RegionalDesk(NamedTuple):
    """Regional counterpart of a national desk: its desk for the region, if known, and the region.

    Without a service, the national number is shown with the name of the region.
    """

    service: Service | None
    region: Region | None


def regional_desks(
    services: Iterable[Service], municipality: Municipality, user: User
) -> dict[int, RegionalDesk]:
    """Regional desks of `services` for `municipality`, by primary key of the national desk.

    With a `region_kind`, the desk covers the region of `municipality` of that kind; without, it
    covers any region of `municipality`. Desks that `user` may not see are left out.
    """
    nationals = list(services)
    near = list(municipality.regions.all())
    desks = _regional_services(nationals, near, user)
    beside: dict[int, RegionalDesk] = {}
    for national in nationals:
        regions = [r for r in near if national.region_kind in ("", r.kind)]
        covering = (_covered(service, regions) for service in desks[national.pk])
        desk = next((covered for covered in covering if covered), None)
        if desk is None and national.region_kind and regions:
            desk = RegionalDesk(None, regions[0])
        if desk:
            beside[national.pk] = desk
    return beside


def _regional_services(
    nationals: list[Service], near: list[Region], user: User
) -> dict[int | None, list[Service]]:
    """Desks of the regions `near`, with contacts and regions, by their national desk."""
    desks: dict[int | None, list[Service]] = defaultdict(list)
    for service in (
        Service.objects.visible_to(user)
        .with_contacts(user)
        .filter(regional_of__in=nationals, regions__in=near)
        .prefetch_related("regions")
        .distinct()
    ):
        desks[service.regional_of_id].append(service)
    return desks


def _covered(service: Service, regions: list[Region]) -> RegionalDesk | None:
    """`service` with the first of `regions` that it covers."""
    covered = set(service.regions.all())
    return next((RegionalDesk(service, region) for region in regions if region in covered), None)
