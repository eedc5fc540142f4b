"""Opening hours of a feed that can be relied on: what is read back must equal what was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from knowledge.models.contact_detail import ContactDetail
from knowledge.open_data.hsds.vocabulary import CONTACT, OPENING_HOURS
from knowledge.open_data.importing.hours.conversion import OverlapError, notation_of
from knowledge.open_data.importing.hours.given import (
    UNKNOWN_DAY,
    GivenSchedule,
    Row,
    Stretch,
    as_given,
    given_on,
    open_on,
    read_schedule,
    united,
)
from knowledge.open_data.importing.hours.problems import (
    HoursProblem,
    ReadHours,
    Reason,
    ScheduleError,
)
from knowledge.open_data.importing.rows import terms_of
from knowledge.values.hours.calendar import is_public_holiday
from knowledge.values.hours.opening_hours import OpeningHours, parse_hours
from knowledge.values.hours.problems import HoursError
from knowledge.values.hours.rules import OpenState

MOST_SCHEDULES = 100
_COMPARED_DAYS = 400  # a year, with a margin for what changes with the weeks
_LAST_WEEKS = 4
_AROUND = 3  # days before and after a boundary of a validity
_LONGEST = ContactDetail._meta.get_field("opening_hours").max_length or 0


def hours_of_schedules(rows: Sequence[Row], on: date) -> ReadHours:
    """The hours that `rows` give, read on the day `on`; empty without rows."""
    if not rows:
        return ReadHours()
    given = as_given(rows)
    try:
        if len(rows) > MOST_SCHEDULES:
            raise ScheduleError(Reason.TOO_LONG, given)
        schedules = [read_schedule(row) for row in rows]
        hours = parse_hours(notation_of(schedules, on))
    except ScheduleError as error:
        return ReadHours(problem=error.problem)
    except OverlapError:
        return ReadHours(problem=HoursProblem(Reason.OVERLAP, given))
    except HoursError:
        return ReadHours(problem=HoursProblem(Reason.UNREADABLE, given))
    if reason := _problem_of(hours, tuple(schedules), on):
        return ReadHours(problem=HoursProblem(reason, given))
    return ReadHours(hours.notation)


def hours_of_notation(notation: str, rows: Sequence[Row], on: date) -> ReadHours:
    """The hours in an attribute of our own, unless the schedules beside it say something else."""
    try:
        hours = parse_hours(notation)
    except HoursError:
        return ReadHours(problem=HoursProblem(Reason.UNREADABLE, notation))
    own = [row for row in rows if terms_of(row, CONTACT).get(OPENING_HOURS) == notation]
    if not own and not any(OPENING_HOURS in terms_of(row, CONTACT) for row in rows):
        own = list(rows)
    try:
        schedules = [read_schedule(row) for row in own if row.get("byday")]
    except ScheduleError as error:
        return ReadHours(problem=error.problem)
    if not all(_agrees(hours, schedules, day) for day in _days(schedules, on)):
        given = f"{notation}; {as_given(own)}"
        return ReadHours(problem=HoursProblem(Reason.DIFFERENT, given))
    return ReadHours(hours.notation)


@lru_cache(maxsize=1024)  # many desks of a feed have the same hours
def _problem_of(
    hours: OpeningHours, schedules: tuple[GivenSchedule, ...], on: date
) -> Reason | None:
    if len(hours.notation) > _LONGEST:
        return Reason.TOO_LONG
    if any(given_on(schedules, day) != _read_on(hours, day) for day in _days(schedules, on)):
        return Reason.DIFFERENT
    return None


def _read_on(hours: OpeningHours, day: date) -> tuple[Stretch, ...]:
    return united([(one.start, one.end, one.state) for one in hours.stretches(day)])


def _agrees(hours: OpeningHours, schedules: Sequence[GivenSchedule], day: date) -> bool:
    """Whether schedules of ours agree with the notation on `day`.

    They cannot say what holds on public holidays, are left out while the desk is closed, and end
    some day for hours that return every year.
    """
    given = given_on(schedules, day)
    holidays = any(rule.holidays for rule in hours.rules)
    if holidays and (is_public_holiday(day) or is_public_holiday(day - timedelta(days=1))):
        return True
    if given == UNKNOWN_DAY:
        last = max((one.last or date.max for one in schedules), default=date.min)
        is_open = [one for one in _read_on(hours, day) if one[2] == OpenState.OPEN]
        return day > last or open_on(schedules, day) == tuple(is_open)
    return given == _read_on(hours, day)


def _days(schedules: Sequence[GivenSchedule], on: date) -> Iterator[date]:
    """The days to compare: the coming year, and those where a validity begins or ends.

    When everything ended before `on`, the last weeks of what ended last.
    """
    ends = [one.last for one in schedules if one.last]
    start = on
    if ends and len(ends) == len(schedules) and max(ends) < on:
        begins = max(one.first or date.min for one in schedules if one.last == max(ends))
        start = max(begins, max(ends) - timedelta(weeks=_LAST_WEEKS))
    for ahead in range(_COMPARED_DAYS):
        yield start + timedelta(days=ahead)
    for boundary in {edge for one in schedules for edge in (one.first, one.last) if edge}:
        for ahead in range(-_AROUND, _AROUND + 1):
            day = boundary + timedelta(days=ahead)
            if day >= start:
                yield day
