"""Reads the schedules of a feed one by one, and says what they mean on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from knowledge.open_data.hsds.recurrences import ALL_WEEKS
from knowledge.open_data.hsds.values import DAYS, END_OF_DAY
from knowledge.open_data.importing.fields import parse_date, parse_time
from knowledge.open_data.importing.hours.problems import Reason, ScheduleError
from knowledge.values.hours.rules import DAY, OpenState

_MONTHLY_DAY = re.compile(r"([+-]?\d{1,2})(" + "|".join(DAYS) + ")")
_LIMITS = ("count", "until")
_OTHER_DAYS = ("bymonthday", "byyearday")
_READ = ("byday", "byweekno", *_OTHER_DAYS)
_OTHER_RULES = ("rrule", "rdate", "exdate", "exrule")
_SHOWN = (
    "freq", "interval", "byday", "byweekno", "opens_at", "closes_at", "timezone", "dtstart",
    "valid_from", "valid_to", "description",
)  # fmt: skip
_LONGEST = 250

Row = dict[str, Any]
Stretch = tuple[int, int, OpenState]
UNKNOWN_DAY: tuple[Stretch, ...] = ((0, DAY, OpenState.UNKNOWN),)


@dataclass(frozen=True, slots=True)
class GivenSchedule:
    """One schedule of a feed.

    weekdays: from 0 (Monday); nth: pairs of a weekday and its number in the month
    weeks: numbers of ISO 8601, empty for all
    opens, closes: minutes; closes after 1440 on the next day
    """

    first: date | None
    last: date | None
    weekdays: frozenset[int]
    nth: frozenset[tuple[int, int]]
    weeks: frozenset[int]
    opens: int
    closes: int

    def is_valid_on(self, day: date) -> bool:
        return (self.first or date.min) <= day <= (self.last or date.max)

    def opens_on(self, day: date) -> bool:
        if not self.is_valid_on(day) or (self.weeks and day.isocalendar().week not in self.weeks):
            return False
        return day.weekday() in self.weekdays or any(
            (day.weekday(), n) in self.nth for n in _numbers_in_month(day)
        )


def read_schedule(row: Row) -> GivenSchedule:
    """Raises ScheduleError for a schedule that is not certain."""
    _refuse_other_rules(row)
    weekdays, nth = _days(row)
    opens, closes = _times(row)
    begins = [parse_date(row.get(name)) for name in ("valid_from", "dtstart")]
    first = max(filter(None, begins), default=None)
    last = parse_date(row.get("valid_to"))
    if first and last and last < first:
        raise ScheduleError(Reason.DATES, as_given([row]))
    return GivenSchedule(first, last, weekdays, nth, _weeks(row), opens, closes)


def given_on(schedules: Sequence[GivenSchedule], day: date) -> tuple[Stretch, ...]:
    """What `schedules` say about `day`; outside their validity nothing is known."""
    if not any(schedule.is_valid_on(day) for schedule in schedules):
        return UNKNOWN_DAY
    return open_on(schedules, day)


def open_on(schedules: Sequence[GivenSchedule], day: date) -> tuple[Stretch, ...]:
    """When `schedules` are open on `day`, also what is left of a night after their validity."""
    return united(sorted(_open_on(schedules, day)))


def united(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order of time, those in one state that touch or overlap as one."""
    result: list[Stretch] = []
    for start, end, state in stretches:
        if result and start <= result[-1][1] and state == result[-1][2]:
            result[-1] = (result[-1][0], max(end, result[-1][1]), state)
        else:
            result.append((start, end, state))
    return tuple(result)


def as_given(rows: Sequence[Row]) -> str:
    """The recurrence of schedules as their publisher wrote it, for a person to read."""
    texts = [
        ", ".join(f"{name} {row[name]}" for name in _SHOWN if row.get(name) not in (None, ""))
        for row in rows
    ]
    text = "; ".join(dict.fromkeys(texts))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _open_on(schedules: Sequence[GivenSchedule], day: date) -> Iterator[Stretch]:
    for schedule in schedules:
        if schedule.opens_on(day):
            yield schedule.opens, min(schedule.closes, DAY), OpenState.OPEN
        if schedule.closes > DAY and schedule.opens_on(day - timedelta(days=1)):
            yield 0, schedule.closes - DAY, OpenState.OPEN


def _numbers_in_month(day: date) -> tuple[int, int]:
    """Which one of its weekday it is, from the start and from the end of the month."""
    ahead = 0
    while (day + timedelta(weeks=ahead + 1)).month == day.month:
        ahead += 1
    return (day.day - 1) // 7 + 1, -ahead - 1


def _refuse_other_rules(row: Row) -> None:
    def has(name: str) -> bool:
        return row.get(name) not in (None, "", [])

    given = as_given([row])
    if row.get("interval", 1) not in (None, "", 1, "1") or any(map(has, _OTHER_DAYS)):
        raise ScheduleError(Reason.NOT_WEEKLY, given)
    if any(map(has, _LIMITS)):
        raise ScheduleError(Reason.LIMITED, given)
    others = [name for name in row if name.startswith("by") and name not in _READ]
    if any(map(has, (*others, *_OTHER_RULES))):
        raise ScheduleError(Reason.OTHER_RULE, given)


def _days(row: Row) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    names = [name.strip() for name in str(row.get("byday") or "").split(",")]
    if names == [""]:
        raise ScheduleError(Reason.NO_DAYS, as_given([row]))
    is_monthly = row.get("freq") == "MONTHLY"
    numbered = [_MONTHLY_DAY.fullmatch(name) for name in names] if is_monthly else []
    nth = frozenset((DAYS.index(match[2]), int(match[1])) for match in numbered if match)
    plain = all(1 <= abs(number) <= 5 for _day, number in nth)
    if is_monthly and all(numbered) and plain and not row.get("byweekno"):
        return frozenset(), nth
    if is_monthly or not set(names) <= set(DAYS):
        raise ScheduleError(Reason.NOT_WEEKLY, as_given([row]))
    return frozenset(map(DAYS.index, names)), frozenset()


def _weeks(row: Row) -> frozenset[int]:
    names = [name.strip() for name in str(row.get("byweekno") or "").split(",")]
    if names == [""]:
        return frozenset()
    weeks = frozenset(int(name) for name in names if re.fullmatch(r"\d{1,2}", name))
    if len(weeks) != len(set(names)) or not weeks <= set(ALL_WEEKS):
        raise ScheduleError(Reason.NOT_WEEKLY, as_given([row]))
    return weeks


def _times(row: Row) -> tuple[int, int]:
    """Opening and closing time in minutes."""
    opens, closes = (parse_time(row.get(name)) for name in ("opens_at", "closes_at"))
    if not (opens and closes):
        raise ScheduleError(Reason.NO_TIMES, as_given([row]))
    if opens[1] or closes[1] or row.get("timezone") not in (None, ""):
        raise ScheduleError(Reason.TIME_ZONE, as_given([row]))
    start, end = (at.hour * 60 + at.minute for at in (opens[0], closes[0]))
    if closes[0] == END_OF_DAY or str(row["closes_at"]).startswith("24"):
        return start, DAY
    if start == end:
        raise ScheduleError(Reason.SAME_TIME, as_given([row]))
    return start, end if end > start else end + DAY
