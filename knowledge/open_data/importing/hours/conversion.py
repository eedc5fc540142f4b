"""Converts the schedules of a feed to our opening hours, the reverse of `hsds.recurrences`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from knowledge.open_data.hsds.recurrences import ALL_WEEKS
from knowledge.open_data.hsds.rule_periods import Period
from knowledge.open_data.importing.hours.given import GivenSchedule, united
from knowledge.values.hours.rules import (
    DAY,
    DatePoint,
    DateRange,
    Join,
    NthWeekday,
    OpenState,
    Rule,
    Span,
    WeekRange,
)

_WHOLE_DAY = (Span(0, DAY),)
_YEAR = timedelta(days=366)


class OverlapError(ValueError):
    """Raised for different validities that share a day: it is unclear which of them applies."""


def notation_of(schedules: Sequence[GivenSchedule], on: date) -> str:
    """The schedules in OpenStreetMap's notation, read on the day `on`. Raises OverlapError.

    Between two validities, and from `on` until the first, hours are unknown and not closed.
    """
    validities = sorted(
        {(one.first, one.last) for one in schedules},
        key=lambda period: (period[0] or date.min, period[1] or date.max),
    )
    if any((one[1] or date.max) >= (later[0] or date.min) for one, later in pairwise(validities)):
        raise OverlapError
    rules: list[Rule] = []
    gaps = _gaps(validities, on)
    for validity, gap in zip(validities, gaps, strict=True):
        rules += [Rule(dates=(gap,), state=OpenState.UNKNOWN)] if gap else []
        own = [one for one in schedules if (one.first, one.last) == validity and _opens(one)]
        rules += [replace(rule, dates=_dates(validity, on)) for rule in _rules(own)]
    if any(one.closes > DAY for one in schedules):  # a rule that replaces another cuts its nights
        rules = [replace(rule, join=_join(rule)) for rule in rules]
    return "".join(f"{rule.join} {rule}" if n else str(rule) for n, rule in enumerate(rules))


def _join(rule: Rule) -> Join:
    return Join.OVERRIDE if rule.state == OpenState.UNKNOWN else Join.ADD


def _opens(schedule: GivenSchedule) -> bool:
    """False for a schedule without a day: a Monday, valid from Tuesday to Friday."""
    first, last = schedule.first, schedule.last
    if first is None or last is None or last - first > _YEAR:
        return True
    return any(
        schedule.opens_on(first + timedelta(days=ahead)) for ahead in range((last - first).days + 1)
    )


def _gaps(validities: Sequence[Period], on: date) -> Iterator[DateRange | None]:
    """The time before each validity about which nothing was given."""
    one_day = timedelta(days=1)
    ends = [date(on.year, 1, 1) - one_day, *(last or date.max for _first, last in validities)]
    for previous, (first, _last) in zip(ends, validities, strict=False):
        if first and first > on and first - previous > one_day:
            yield DateRange(_point(previous + one_day), _point(first - one_day))
        else:
            yield None


def _dates(validity: Period, on: date) -> tuple[DateRange, ...]:
    first, last = validity
    if first is None and last is None:
        return ()
    if first is None:  # the notation has no "until"
        first = date(min(on, last or on).year, 1, 1)
    return (DateRange(_point(first), _point(last) if last else None),)


def _point(day: date) -> DatePoint:
    return DatePoint(day.year, day.month, day.day)


def _rules(schedules: Sequence[GivenSchedule]) -> Iterator[Rule]:
    """The rules of one validity: a week, or several that take turns, and weekdays of the month."""
    weekly = [one for one in schedules if one.weekdays]
    weeks: dict[tuple[GivenSchedule, ...], list[int]] = {}
    for number in ALL_WEEKS:
        holding = tuple(one for one in weekly if not one.weeks or number in one.weeks)
        weeks.setdefault(holding, []).append(number)
    for holding, numbers in weeks.items():
        ranges = () if len(weeks) == 1 else week_ranges(numbers)
        for rule in _week(holding):
            yield replace(rule, weeks=ranges)
    for one in dict.fromkeys(schedules):
        for weekday in sorted({weekday for weekday, _number in one.nth}):
            numbers = sorted(number for day, number in one.nth if day == weekday)
            nth = NthWeekday(weekday, tuple(sorted(numbers, key=lambda n: (n < 0, n))))
            yield Rule(Join.ADD, nth=(nth,), spans=(Span(one.opens, one.closes),))


def _week(schedules: Sequence[GivenSchedule]) -> Iterator[Rule]:
    """One rule for all days with the same hours, in the order of the week."""
    week = [_spans([one for one in schedules if day in one.weekdays]) for day in range(7)]
    for spans in dict.fromkeys(filter(None, week)):
        days = frozenset(day for day, own in enumerate(week) if own == spans)
        every_day = frozenset() if len(days) == len(week) else days
        yield Rule(weekdays=every_day, spans=() if spans == _WHOLE_DAY else spans)


def _spans(schedules: Sequence[GivenSchedule]) -> tuple[Span, ...]:
    stretches = sorted((one.opens, one.closes, OpenState.OPEN) for one in schedules)
    return tuple(Span(start, min(end, start + DAY)) for start, end, _state in united(stretches))


def week_ranges(numbers: Collection[int]) -> tuple[WeekRange, ...]:
    """Numbers of weeks as ranges: odd and even weeks as one range with a step."""
    ordered = sorted(numbers)
    if len(ordered) > 2 and len({later - one for one, later in pairwise(ordered)}) == 1:
        return (WeekRange(ordered[0], ordered[-1], ordered[1] - ordered[0]),)
    starts = [number for number in ordered if number - 1 not in numbers]
    ends = [number for number in ordered if number + 1 not in numbers]
    return tuple(WeekRange(first, last) for first, last in zip(starts, ends, strict=True))
