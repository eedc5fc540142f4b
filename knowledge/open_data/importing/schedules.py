"""From the schedules of the standard to our one value of opening hours. Pure.

`knowledge.open_data.hsds.schedules` does the reverse. What does not recur every week cannot be
said with certainty from a schedule, and hours that are not certain are unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby, pairwise
from typing import Any

from knowledge.open_data.hsds.values import DAYS, END_OF_DAY
from knowledge.open_data.importing.fields import day_in, time_in

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_WEEKLY = ("byweekno", "bymonthday", "byyearday", "count", "until")
_WHOLE_DAY = (time(0), time(0))

Row = dict[str, Any]
Span = tuple[time, time]
Validity = tuple[date | None, date | None]


def hours_from(schedules: Sequence[Row]) -> str | None:
    """The value in OpenStreetMap's notation; None when the schedules cannot be said in it.

    Empty without schedules: then the hours are not known.
    """
    seasons: dict[Validity, list[Row]] = {}
    for schedule in schedules:
        if not _returns_weekly(schedule):
            return None
        validity = (day_in(schedule.get("valid_from")), day_in(schedule.get("valid_to")))
        seasons.setdefault(validity, []).append(schedule)
    if _overlap(list(seasons)):
        return None
    said = [f"{_season(validity)}{_week(rows)}".strip() for validity, rows in seasons.items()]
    return "; ".join(said)


def _returns_weekly(schedule: Row) -> bool:
    if schedule.get("freq", "WEEKLY") != "WEEKLY" or schedule.get("interval", 1) not in (1, "1"):
        return False
    if any(schedule.get(name) not in (None, "") for name in _NOT_WEEKLY):
        return False
    opens, closes = time_in(schedule.get("opens_at")), time_in(schedule.get("closes_at"))
    local = not any(at and at[1] for at in (opens, closes))  # an offset is another clock
    return bool(opens and closes and local and _days(schedule)) and _in_order(schedule)


def _in_order(schedule: Row) -> bool:
    begins, ends = day_in(schedule.get("valid_from")), day_in(schedule.get("valid_to"))
    return begins is None or ends is None or begins <= ends


def _days(schedule: Row) -> list[int]:
    """Places in the week; empty when a part is no plain day of the week."""
    names = [part.strip() for part in str(schedule.get("byday") or "").split(",")]
    return [DAYS.index(name) for name in names] if set(names) <= set(DAYS) else []


def _week(schedules: Sequence[Row]) -> str:
    spans: list[set[Span]] = [set() for _day in DAYS]
    for schedule in schedules:
        for day in _days(schedule):
            spans[day].add(_span(schedule))
    week = [tuple(sorted(of_day)) for of_day in spans]
    if all(day == (_WHOLE_DAY,) for day in week):
        return "24/7"
    return "; ".join(_rules(week))


def _span(schedule: Row) -> Span:
    """Opening and closing time of a schedule that `_returns_weekly`."""
    opens, closes = (time_in(schedule[name]) or (time(0), "") for name in ("opens_at", "closes_at"))
    return opens[0], time(0) if closes[0] == END_OF_DAY else closes[0]


def _rules(week: Sequence[tuple[Span, ...]]) -> list[str]:
    """One rule for all days that have the same hours, in the order of the week."""
    rules = []
    for spans in dict.fromkeys(filter(None, week)):
        days = [place for place, of_day in enumerate(week) if of_day == spans]
        hours = ",".join(f"{opens:%H:%M}-{_closing(closes)}" for opens, closes in spans)
        rules.append(f"{_stretches(days)} {hours}")
    return rules


def _closing(closes: time) -> str:
    return "24:00" if closes == time(0) else f"{closes:%H:%M}"


def _stretches(days: Sequence[int]) -> str:
    found = []
    for _start, group in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        row = [day for _place, day in group]
        first, last = OSM_DAYS[row[0]], OSM_DAYS[row[-1]]
        found.append(first if len(row) == 1 else f"{first}-{last}")
    return ",".join(found)


def _season(validity: Validity) -> str:
    begins, ends = validity
    if begins is None and ends is None:
        return ""
    start = _date(begins or date(2000, 1, 1))
    return f"{start}-{_date(ends)} " if ends else f"{start}+ "


def _date(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


def _overlap(seasons: Sequence[Validity]) -> bool:
    """Whether two seasons have a day in common; then it is not said which of them holds."""
    lasting = sorted((begins or date.min, ends or date.max) for begins, ends in seasons)
    return any(one[1] >= other[0] for one, other in pairwise(lasting))
