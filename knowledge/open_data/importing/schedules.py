"""Converts HSDS schedules to our opening hours, the reverse of `hsds.schedules`. Pure.

Only weekly schedules are converted: hours that are not certain count as unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby, pairwise
from typing import Any

from knowledge.open_data.hsds.values import DAYS, END_OF_DAY
from knowledge.open_data.importing.fields import parse_date, parse_time

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_WEEKLY = ("byweekno", "bymonthday", "byyearday", "count", "until")
_WHOLE_DAY = (time(0), time(0))

Row = dict[str, Any]
Span = tuple[time, time]
Validity = tuple[date | None, date | None]


def hours_from(schedules: Sequence[Row]) -> str | None:
    """Opening hours in the notation of OpenStreetMap; empty without schedules.

    None when the schedules are not weekly, or when their seasons overlap.
    """
    seasons: dict[Validity, list[Row]] = {}
    for schedule in schedules:
        if not _is_weekly(schedule):
            return None
        validity = (parse_date(schedule.get("valid_from")), parse_date(schedule.get("valid_to")))
        seasons.setdefault(validity, []).append(schedule)
    if _overlap(list(seasons)):
        return None
    rules = [f"{_season(validity)}{_week(rows)}".strip() for validity, rows in seasons.items()]
    return "; ".join(rules)


def _is_weekly(schedule: Row) -> bool:
    if schedule.get("freq", "WEEKLY") != "WEEKLY" or schedule.get("interval", 1) not in (1, "1"):
        return False
    if any(schedule.get(name) not in (None, "") for name in _NOT_WEEKLY):
        return False
    opens, closes = parse_time(schedule.get("opens_at")), parse_time(schedule.get("closes_at"))
    local = not any(at and at[1] for at in (opens, closes))  # times with an offset are not local
    return bool(opens and closes and local and _days(schedule)) and _has_valid_period(schedule)


def _has_valid_period(schedule: Row) -> bool:
    begins, ends = parse_date(schedule.get("valid_from")), parse_date(schedule.get("valid_to"))
    return begins is None or ends is None or begins <= ends


def _days(schedule: Row) -> list[int]:
    """Days of the week from 0 (Monday); empty when a part is not a plain day."""
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
    """Opening and closing time of a weekly schedule."""
    opens, closes = (
        parse_time(schedule[name]) or (time(0), "") for name in ("opens_at", "closes_at")
    )
    return opens[0], time(0) if closes[0] == END_OF_DAY else closes[0]


def _rules(week: Sequence[tuple[Span, ...]]) -> list[str]:
    """One rule for all days with the same hours, in the order of the week."""
    rules = []
    for spans in dict.fromkeys(filter(None, week)):
        days = [day for day, of_day in enumerate(week) if of_day == spans]
        hours = ",".join(f"{opens:%H:%M}-{_closing(closes)}" for opens, closes in spans)
        rules.append(f"{_day_ranges(days)} {hours}")
    return rules


def _closing(closes: time) -> str:
    return "24:00" if closes == time(0) else f"{closes:%H:%M}"


def _day_ranges(days: Sequence[int]) -> str:
    ranges = []
    for _start, group in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        consecutive = [day for _index, day in group]
        first, last = OSM_DAYS[consecutive[0]], OSM_DAYS[consecutive[-1]]
        ranges.append(first if len(consecutive) == 1 else f"{first}-{last}")
    return ",".join(ranges)


def _season(validity: Validity) -> str:
    begins, ends = validity
    if begins is None and ends is None:
        return ""
    start = _date(begins or date(2000, 1, 1))
    return f"{start}-{_date(ends)} " if ends else f"{start}+ "


def _date(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


def _overlap(seasons: Sequence[Validity]) -> bool:
    """True when two seasons share a day: it is then unclear which of them applies."""
    periods = sorted((begins or date.min, ends or date.max) for begins, ends in seasons)
    return any(earlier[1] >= later[0] for earlier, later in pairwise(periods))
