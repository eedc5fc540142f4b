"""Desks of an outcome, replaced by the regional desk where a municipality is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from knowledge.desks.desk import DeskView, desk_view
from knowledge.models import Municipality, Service
from knowledge.models.querysets import User
from knowledge.regions.choice import Place
from knowledge.regions.desks import RegionalDesk, regional_desks
from referrals.flow.answering import Rank
from referrals.outcomes.places import FOUND, Places


@dataclass(frozen=True, slots=True)
class OutcomeDesk:
    """A desk of an outcome with the reasons for it, in the visitor's language.

    With a municipality, `notes` say which region was used and why. When that region has a desk of
    its own with contact details, `desk` is the regional one and `national` the desk it belongs to.
    `rank` says why it is on the result; `excluded`, that the answers say it is not for him.
    """

    desk: DeskView
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    national: DeskView | None = None
    rank: Rank = Rank.OWN
    excluded: bool = False

    @property
    def service_slug(self) -> str:
        return self.desk.service.slug

    @property
    def answers_now(self) -> bool:
        return any(desk.answers_now for desk in (self.desk, self.national) if desk)

    @property
    def is_emergency(self) -> bool:
        return self.desk.is_emergency

    @property
    def script(self) -> Service:
        """The desk whose call script holds: the national one when its own has none."""
        if self.national and not self.desk.service.has_call_script:
            return self.national.service
        return self.desk.service

    def answering(self) -> OutcomeDesk:
        """This desk with what answers now in front: the national one while its own does not."""
        if self.national and self.national.answers_now and not self.desk.answers_now:
            return replace(self, desk=self.national.answering_first, national=None)
        return replace(self, desk=self.desk.answering_first)


def localise(
    desks: Sequence[OutcomeDesk], places: Places, user: User, at: datetime
) -> list[OutcomeDesk]:
    """`desks` in the regions of the municipalities in `places`, each desk once."""
    services = [item.desk.service for item in desks]
    candidates = [
        (place, place.municipality, regional_desks(services, place.municipality, user))
        for place in places.both
        if place.municipality
    ]
    localised = [_localised(item, candidates, at) for item in desks]
    regional = {item.desk.service.pk for item in localised if item.national}
    return [item for item in localised if item.national or item.desk.service.pk not in regional]


def _localised(
    item: OutcomeDesk,
    candidates: Sequence[tuple[Place, Municipality, dict[int, RegionalDesk]]],
    at: datetime,
) -> OutcomeDesk:
    """`item` with the first regional desk among `candidates`, which are keyed by service pk."""
    notes = []
    for place, municipality, by_service in candidates:
        regional = by_service.get(item.desk.service.pk)
        if regional is None or regional.region is None:
            continue
        notes.append(_region_note(place, municipality, regional))
        if regional.service and item.national is None:
            own = desk_view(regional.service, at)
            if own.primary:
                item = replace(item, desk=own, national=item.desk)
    return replace(item, notes=tuple(notes))


def _region_note(place: Place, municipality: Municipality, regional: RegionalDesk) -> str:
    """Which region was used, because of which place; and when it has no number of its own."""
    values = {"region": regional.region, "municipality": municipality.name}
    if place.name == FOUND:
        region = _("Region: %(region)s, because he was found in %(municipality)s.") % values
    else:
        region = _("Region: %(region)s, because he is registered in %(municipality)s.") % values
    if regional.service is None:
        return region + " " + _("We do not have a number for this region: use the national one.")
    return region
