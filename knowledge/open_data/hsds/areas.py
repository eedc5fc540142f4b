"""Service areas: the country, regions, or free text.

A region is known by its code of Statistics Netherlands; one that has none, by our own name for it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge.models import Region, Service
from knowledge.models.service import Coverage
from knowledge.open_data.hsds.shapes import ServiceArea
from knowledge.open_data.hsds.values import uid, without_empty


def service_areas(desk: Service) -> list[ServiceArea]:
    """The regions of a desk; without regions the whole country, or the area as text."""
    if regions := list(desk.regions.all()):
        return [_region(desk, region) for region in regions]
    if desk.coverage == Coverage.NATIONAL:
        return [_area(desk, "nl", _("the Netherlands"), "NL", desk.area)]
    return [_area(desk, "area", desk.area, "", "")] if desk.area else []


def _region(desk: Service, region: Region) -> ServiceArea:
    return _area(desk, region.slug, str(region), region.code or region.slug, desk.area)


def _area(desk: Service, key: str, name: str, code: str, description: str) -> ServiceArea:
    """`uri` identifies the area itself, `id` the area of this desk."""
    area = uid("area", key) if code else uid("area", key, desk.slug)
    service_area: ServiceArea = without_empty(
        id=uid("service_area", desk.slug, key),
        name=name,
        description=description,
        extent=code,
        extent_type="text" if code else "",
        uri=f"urn:uuid:{area}",
    )
    return service_area
