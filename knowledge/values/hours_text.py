"""Opening hours of an ordinary week in words, for print."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from knowledge.values.hours import DayHours, week_of

ORDINARY_MONDAY = date(2026, 3, 2)  # a week without holidays


def hours_in_words(value: str) -> str:
    """Such as "Monday to Friday 09:00-17:00", "day and night" or "hours not known"."""
    week = week_of(value, ORDINARY_MONDAY)
    if not week or not any(day.known for day in week):
        return _("hours not known")
    if all(day.all_day for day in week):
        return _("day and night")
    return "; ".join(_ranges(week)) or _("closed")


def _ranges(week: tuple[DayHours, ...]) -> Iterator[str]:
    """Consecutive days with the same hours; closed days are left out."""
    for (spans, known), same in groupby(week, key=lambda day: (day.spans, day.known)):
        days = list(same)
        if not spans and known:
            continue
        yield f"{_days(days)} {_hours(days[0]) if known else _('hours not known')}"


def _days(days: list[DayHours]) -> str:
    first, last = (str(WEEKDAYS[day.day.weekday()]) for day in (days[0], days[-1]))
    if len(days) == 1:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _hours(day: DayHours) -> str:
    if day.all_day:
        return _("all day")
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in day.spans)
