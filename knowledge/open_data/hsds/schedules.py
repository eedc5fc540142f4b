"""Maps opening hours to HSDS schedules.

A schedule is weekly. Hours that differ from week to week become one schedule without days or times
that says so. The original value, in the notation of OpenStreetMap, is included as an attribute, so
that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.shapes import Attribute, Schedule
from knowledge.open_data.hsds.values import DAYS, END_OF_DAY, uid, without_empty
from knowledge.open_data.hsds.vocabulary import (
    CONTACT,
    OPENING_HOURS,
    TermKey,
    attribute,
    fixed_term,
)
from knowledge.values.hours.opening_hours import DayHours, week_of
from knowledge.values.hours.words import hours_in_words

ORDINARY_MONDAY = date(2026, 3, 2)  # a week without holidays
# Weeks without public holidays in every season: equal when the hours are weekly.
_WEEKS = ((1, 12), (2, 9), (4, 13), (6, 8), (7, 6), (8, 10), (9, 7), (10, 12), (11, 9), (12, 7))
MONDAYS = (ORDINARY_MONDAY, *(date(2026, month, day) for month, day in _WEEKS))
_PUBLIC = ((1, 1), (4, 6), (4, 27), (5, 14), (5, 25), (12, 25))
HOLIDAYS = tuple(date(2026, month, day) for month, day in _PUBLIC)

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Week:
    """The week described by a value.

    is_weekly: False when weeks differ
    spans: days (as in `DAYS`) with the opening and closing time that they share
    holidays: spans on each of `HOLIDAYS` that differs from that day in an ordinary week
    always: open day and night, also on public holidays
    """

    is_weekly: bool
    spans: tuple[tuple[str, Span], ...]
    holidays: tuple[tuple[Span, ...], ...]
    always: bool


def schedules(detail: ContactDetail) -> list[Schedule]:
    """The schedules of one contact detail; empty when its hours are not known."""
    if not detail.opening_hours or not detail.has_hours:
        return []
    week = _week(detail.opening_hours)
    if not week.is_weekly or not week.spans:
        return [_schedule(detail, week)]
    return [_schedule(detail, week, days, span) for days, span in week.spans]


def _schedule(
    detail: ContactDetail, week: Week, days: str = "", span: Span | None = None
) -> Schedule:
    key = f"{days} {span[0]:%H:%M}" if span else ""
    link = uid("schedule", detail.slug, key)
    schedule: Schedule = without_empty(
        id=link,
        freq="WEEKLY" if span else "",
        byday=days,
        opens_at=f"{span[0]:%H:%M}" if span else "",
        closes_at=f"{span[1]:%H:%M}" if span else "",
        description=_description(detail.opening_hours, week),
        attending_type=f"{detail.get_kind_display()} {detail.display}",
        notes=_("Times as on the clock in the Netherlands (Europe/Amsterdam)."),
        attributes=[opening_hours_attribute(detail, "schedule", link)],
    )
    return schedule


def opening_hours_attribute(detail: ContactDetail, entity: str, link: str) -> Attribute:
    """The opening hours of `detail` in the notation of OpenStreetMap, as an attribute."""
    notation = fixed_term(TermKey(CONTACT, OPENING_HOURS))
    return attribute(notation, OPENING_HOURS, entity, link, detail.opening_hours)


def _description(value: str, week: Week) -> str:
    if week.always:
        return _("Day and night, also on public holidays.")
    if not week.is_weekly:
        return _("Not the same every week; the notation of OpenStreetMap says when.")
    return " ".join(
        filter(None, (f"{capfirst(hours_in_words(value, ORDINARY_MONDAY))}.", _on_holidays(week)))
    )


def _on_holidays(week: Week) -> str:
    if not week.holidays:
        return ""
    if len(week.holidays) < len(HOLIDAYS) or len(set(week.holidays)) > 1:
        return _on_some_holidays(week)
    spans = week.holidays[0]
    if not spans:
        return _("Closed on public holidays.")
    hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)
    return _("On public holidays %(hours)s.") % {"hours": hours}


def _on_some_holidays(week: Week) -> str:
    if not any(week.holidays):  # closed on each holiday that differs; the others are closed anyway
        return _("Closed on public holidays.")
    return _("Other hours on public holidays.")


@lru_cache(maxsize=512)
def _week(value: str) -> Week:
    weeks = [_spans(week_of(value, monday)) for monday in MONDAYS]
    ordinary = week_of(value, ORDINARY_MONDAY)
    days: dict[Span, list[str]] = {}
    for name, spans in zip(DAYS, weeks[0], strict=True):
        for span in spans:
            days.setdefault(span, []).append(name)
    different = [
        tuple(day.spans)
        for day in (week_of(value, holiday)[0] for holiday in HOLIDAYS)
        if day.spans != ordinary[day.day.weekday()].spans
    ]
    all_day = all(day.all_day for day in ordinary)
    return Week(
        is_weekly=all(week == weeks[0] for week in weeks),
        spans=tuple((",".join(names), span) for span, names in days.items()),
        holidays=tuple(different),
        always=all_day and not different,
    )


def _spans(week: tuple[DayHours, ...]) -> list[tuple[Span, ...]]:
    """Opening and closing times of each day, cut at midnight."""
    return [
        tuple((opens, END_OF_DAY if closes == time(0) else closes) for opens, closes in day.spans)
        for day in week
    ]
