"""The desks of a section, as they are in the reader's region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from knowledge.desks import Desk, desk
from knowledge.factsheets.desk_lines import brief_line, desk_line
from knowledge.factsheets.sources import NumberedSources
from knowledge.factsheets.taking import Reader
from knowledge.models import Service
from knowledge.models.factsheet import Shows
from knowledge.paper import document
from knowledge.regional import RegionalDesk, regional_desks


def desk_lines(
    services: Sequence[Service], shows: str, reader: Reader, sources: NumberedSources
) -> list[document.Desk]:
    """`services` as lines of paper: in the reader's region, the desk of that region."""
    beside: dict[int, RegionalDesk] = {}
    if reader.municipality:
        beside = regional_desks(services, reader.municipality, reader.user)
    return [_line(service, beside.get(service.pk), shows, reader, sources) for service in services]


def dates_of(services: Sequence[Service], reader: Reader) -> list[date]:
    """When what is said of the certainty of these numbers changes."""
    contacts = [contact for service in services for contact in desk(service, reader.at).contacts]
    return [
        localdate(contact.confirmation.due_at)
        for contact in contacts
        if contact.confirmation.due_at
    ]


def _line(
    service: Service,
    regional: RegionalDesk | None,
    shows: str,
    reader: Reader,
    sources: NumberedSources,
) -> document.Desk:
    own = desk(service, reader.at)
    national: Desk | None = None
    notes = []
    if regional and regional.region:
        notes.append(_("Region: %(region)s.") % {"region": regional.region})
    if regional and regional.service:
        of_region = desk(regional.service, reader.at)
        if of_region.primary:
            own, national = of_region, own
    elif regional and shows != Shows.NAMES:
        notes.append(_("We know no number of this region itself: use the national one."))
    if shows == Shows.NAMES:
        return brief_line(own, sources, notes=notes, national=national)
    line = desk_line(own, sources, notes=notes, national=national)
    return _sized(line, own.service, shows)


def _sized(line: document.Desk, service: Any, shows: str) -> document.Desk:
    """`line` with its summary, and with everything else where everything is shown."""
    not_for = _("Not for:") + " " + service.not_for if service.not_for else ""
    more = [not_for, service.after_contact] if shows == Shows.FULL else []
    return replace(line, text=service.summary, notes=(*line.notes, *filter(None, more)))
