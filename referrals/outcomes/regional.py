"""A desk as an outcome names it, and as it is in somebody's own region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from knowledge.desks.desk import Desk, desk
from knowledge.models import Municipality
from knowledge.models.querysets import User
from knowledge.regions.choice import Place
from knowledge.regions.desks import RegionalDesk, regional_desks
from referrals.outcomes.places import FOUND, Places


@dataclass(frozen=True, slots=True)
class NamedDesk:
    """A desk of an outcome, and why this desk, in the visitor's language.

    With a municipality, `notes` say which region was used and why. Where the region has a desk
    of its own that can be reached, that is `desk`, and `national` is what it belongs to.
    """

    desk: Desk
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    national: Desk | None = None


def in_region(
    named: Sequence[NamedDesk], places: Places, user: User, at: datetime
) -> list[NamedDesk]:
    """`named` with the regional desks of the municipalities in `places`."""
    services = [item.desk.service for item in named]
    beside = [
        (place, place.municipality, regional_desks(services, place.municipality, user))
        for place in places.both
        if place.municipality
    ]
    return [_regional(item, beside, at) for item in named]


def _regional(
    item: NamedDesk,
    beside: Sequence[tuple[Place, Municipality, dict[int, RegionalDesk]]],
    at: datetime,
) -> NamedDesk:
    notes = []
    for place, municipality, desks in beside:
        regional = desks.get(item.desk.service.pk)
        if regional is None or regional.region is None:
            continue
        notes.append(_why(place, municipality, regional))
        if regional.service and item.national is None:
            own = desk(regional.service, at)
            if own.primary:
                item = replace(item, desk=own, national=item.desk)
    return replace(item, notes=tuple(notes))


def _why(place: Place, municipality: Municipality, regional: RegionalDesk) -> str:
    """Which region was used, because of which place, and whether it has a number of its own."""
    values = {"region": regional.region, "municipality": municipality.name}
    if place.name == FOUND:
        region = _("Region: %(region)s, because he was found in %(municipality)s.") % values
    else:
        region = _("Region: %(region)s, because he is registered in %(municipality)s.") % values
    if regional.service is None:
        return region + " " + _("We know no number of this region itself: use the national one.")
    return region
