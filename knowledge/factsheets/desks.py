"""The desks of a section, as they are in the reader's region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from knowledge.desks.desk import DeskView, desk_view
from knowledge.factsheets.citations import NumberedSources
from knowledge.factsheets.desk_lines import brief_line, desk_line
from knowledge.factsheets.selection import Reader
from knowledge.models import Region, Service
from knowledge.models.factsheet import Shows
from knowledge.pdf import document
from knowledge.regions.desks import RegionalDesk, regional_desks


@dataclass(frozen=True, slots=True)
class DeskHere:
    """A desk as a reader has it: `own` is that of his region where that can be reached.

    `national` is then the one it belongs to. Of a `region` with no desk of its own that we know
    the national number is used.
    """

    own: DeskView
    national: DeskView | None = None
    region: Region | None = None
    is_unknown_there: bool = False


def desks_here(services: Sequence[Service], reader: Reader) -> dict[int, DeskHere]:
    """`services` as `reader` has them, by primary key; the same queries for few and for many."""
    beside: dict[int, RegionalDesk] = {}
    if reader.municipality:
        beside = regional_desks(services, reader.municipality, reader.user)
    return {one.pk: _here(one, beside.get(one.pk), reader) for one in services}


def desk_lines(
    desks: Iterable[DeskHere], shows: str, sources: NumberedSources
) -> list[document.Desk]:
    """`desks` as lines of paper, with as much of each as `shows` says."""
    return [_line(here, shows, sources) for here in desks]


def dates_of(desks: Iterable[DeskHere]) -> list[date]:
    """When what is said of the certainty of these numbers changes."""
    shown = [desk for here in desks for desk in (here.own, here.national) if desk]
    ends = [contact.confirmation.due_at for desk in shown for contact in desk.contacts]
    return [localdate(end) for end in ends if end]


def _here(service: Service, regional: RegionalDesk | None, reader: Reader) -> DeskHere:
    national = desk_view(service, reader.at)
    if regional is None:
        return DeskHere(national)
    if regional.service is None:
        return DeskHere(national, region=regional.region, is_unknown_there=True)
    own = desk_view(regional.service, reader.at)
    if not own.primary:
        return DeskHere(national, region=regional.region)
    return DeskHere(own, national, regional.region)


def _line(here: DeskHere, shows: str, sources: NumberedSources) -> document.Desk:
    notes = []
    if here.region:
        notes.append(_("Region: %(region)s.") % {"region": here.region})
    if here.is_unknown_there and shows != Shows.NAMES:
        notes.append(_("We know no number of this region itself: use the national one."))
    if shows == Shows.NAMES:
        return brief_line(here.own, sources, notes=notes, national=here.national)
    line = desk_line(here.own, sources, notes=notes, national=here.national)
    return _sized(line, here.own.service, shows)


def _sized(line: document.Desk, service: Any, shows: str) -> document.Desk:
    """`line` with its summary, and with everything else where everything is shown."""
    not_for = _("Not for:") + " " + service.not_for if service.not_for else ""
    more = [not_for, service.after_contact] if shows == Shows.FULL else []
    return replace(line, text=service.summary, notes=(*line.notes, *filter(None, more)))
