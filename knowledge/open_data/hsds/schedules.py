"""Maps opening hours to HSDS schedules.

Hours that a schedule cannot say become one schedule without days or times. In each case the
description says them in words, as read on the day of the export, and an attribute has the value
in the notation of OpenStreetMap, so that nothing is lost.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.recurrences import Recurrence, recurrences
from knowledge.open_data.hsds.shapes import Attribute, Schedule
from knowledge.open_data.hsds.values import END_OF_DAY, uid, without_empty
from knowledge.open_data.hsds.vocabulary import (
    CONTACT,
    OPENING_HOURS,
    TermKey,
    attribute,
    fixed_term,
)
from knowledge.values.hours.opening_hours import OpeningHours, understood
from knowledge.values.hours.rules import DAY, Rule, clock
from knowledge.values.hours.words import meaning

_ALWAYS = (Rule(),)


def schedules(detail: ContactDetail, on: date) -> list[Schedule]:
    """The schedules of one contact detail from the day `on`; empty when its hours are unknown."""
    hours = understood(detail.opening_hours)
    if hours is None or not detail.has_hours:
        return []
    if hours.known_until and hours.known_until < on:
        return []
    description = _description(hours, on, get_language())
    return [
        _schedule(detail, description, recurrence)
        for recurrence in recurrences(hours, on) or (None,)
    ]


def _schedule(
    detail: ContactDetail, description: str, recurrence: Recurrence | None = None
) -> Schedule:
    fields = _fields(recurrence) if recurrence else {}
    names = ("byday", "opens_at", "byweekno", "valid_from", "valid_to")
    link = uid("schedule", detail.slug, " ".join(fields[name] for name in names if name in fields))
    schedule: Schedule = without_empty(
        id=link,
        **fields,
        description=description,
        attending_type=f"{detail.get_kind_display()} {detail.display}",
        notes=_("Times are local time in the Netherlands (Europe/Amsterdam)."),
        attributes=[opening_hours_attribute(detail, "schedule", link)],
    )
    return schedule


def _fields(recurrence: Recurrence) -> dict[str, str]:
    first, last = recurrence.period
    fields: dict[str, str] = without_empty(
        valid_from=first.isoformat() if first else "",
        valid_to=last.isoformat() if last else "",
        freq="MONTHLY" if recurrence.is_monthly else "WEEKLY",
        byday=",".join(recurrence.days),
        byweekno=",".join(map(str, recurrence.weeks)),
        opens_at=clock(recurrence.span.start),
        closes_at=_closing_time(recurrence.span.end),
    )
    return fields


def _closing_time(end: int) -> str:
    return f"{END_OF_DAY:%H:%M}" if end == DAY else clock(end % DAY)


def opening_hours_attribute(detail: ContactDetail, entity: str, link: str) -> Attribute:
    """The opening hours of `detail` in the notation of OpenStreetMap, as an attribute."""
    notation = fixed_term(TermKey(CONTACT, OPENING_HOURS))
    return attribute(notation, OPENING_HOURS, entity, link, detail.opening_hours)


@lru_cache(maxsize=2048)
def _description(hours: OpeningHours, on: date, _language: str | None) -> str:
    """The hours in the active language, which is there to tell one cached text from another."""
    if hours.rules == _ALWAYS:
        return _("Day and night, also on public holidays.")
    return f"{capfirst(meaning(hours, on))}."
