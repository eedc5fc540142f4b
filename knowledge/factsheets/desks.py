"""Desks of a section, localised to the municipality of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from knowledge.desks.desk import DeskView, desk_view
from knowledge.factsheets.citations import CitedSources
from knowledge.factsheets.desk_lines import brief_line, desk_line, reached_through
from knowledge.factsheets.selection import Reader
from knowledge.models import Region, Service
from knowledge.models.factsheet import Shows
from knowledge.pdf import document
from knowledge.regions.desks import RegionalDesk, regional_desks


@dataclass(frozen=True, slots=True)
class LocalDesk:
    """A desk for one reader: `own` is the desk of their region when it can be reached.

    `national` is then the desk it belongs to. With a `region` and no `national`, `own` is the
    national desk; `is_unknown_there` when we know no desk of that region.
    """

    own: DeskView
    national: DeskView | None = None
    region: Region | None = None
    is_unknown_there: bool = False


def local_desks(services: Sequence[Service], reader: Reader) -> dict[int, LocalDesk]:
    """The desks for `reader`, by primary key; a fixed number of queries."""
    beside: dict[int, RegionalDesk] = {}
    if reader.municipality:
        beside = regional_desks(services, reader.municipality, reader.user)
    return {service.pk: _here(service, beside.get(service.pk), reader) for service in services}


def desk_lines(
    desks: Iterable[LocalDesk], shows: str, sources: CitedSources, *, instead: str = ""
) -> list[document.PrintedDesk]:
    """Printed desks, with as much detail as `shows` says.

    `instead`: how the reader reaches them, in place of the numbers that are for everyone.
    """
    printed = [_line(here, shows, sources) for here in desks]
    return [reached_through(line, instead) for line in printed] if instead else printed


def dates_of(desks: Iterable[LocalDesk]) -> list[date]:
    """Days on which confirmations of these desks fall due."""
    views = [view for desk in desks for view in (desk.own, desk.national) if view]
    ends = [contact.confirmation.due_at for view in views for contact in view.contacts]
    return [localdate(end) for end in ends if end]


def _here(service: Service, regional: RegionalDesk | None, reader: Reader) -> LocalDesk:
    national = desk_view(service, reader.at)
    if regional is None:
        return LocalDesk(national)
    if regional.service is None:
        return LocalDesk(national, region=regional.region, is_unknown_there=True)
    own = desk_view(regional.service, reader.at)
    if not own.primary:
        return LocalDesk(national, region=regional.region)
    return LocalDesk(own, national, regional.region)


def _line(here: LocalDesk, shows: str, sources: CitedSources) -> document.PrintedDesk:
    notes = []
    if here.region:
        notes.append(_("Region: %(region)s.") % {"region": here.region})
    if here.is_unknown_there and shows != Shows.NAMES:
        notes.append(_("We do not have a number for this region: use the national one."))
    if shows == Shows.NAMES:
        return brief_line(here.own, sources, notes=notes, national=here.national)
    line = desk_line(here.own, sources, notes=notes, national=here.national)
    return _sized(line, here.own.service, shows)


def _sized(line: document.PrintedDesk, service: Service, shows: str) -> document.PrintedDesk:
    """`line` with its summary; with `Shows.FULL` also its limits and what happens next."""
    not_for = _("Not for:") + " " + service.not_for if service.not_for else ""
    more = [not_for, service.after_contact] if shows == Shows.FULL else []
    return replace(line, text=service.summary, notes=(*line.notes, *filter(None, more)))
