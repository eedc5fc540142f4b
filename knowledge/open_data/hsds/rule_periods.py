"""The dates between which a rule of opening hours holds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.values.hours.rules import DatePoint, DateRange, Rule

Period = tuple[date | None, date | None]


class PeriodError(ValueError):
    """Raised for a period that cannot be given as a first and a last day."""


def periods_of(rule: Rule, rules: Sequence[Rule], on: date) -> list[Period]:
    """When `rule` holds, from `on`.

    As soon as one of `rules` returns every year, all of them are given until the end of next year:
    the standard has no word for "every summer".
    """
    horizon = date(on.year + 1, 12, 31) if any(map(_returns, rules)) else None
    return [
        (first, min(filter(None, (last, horizon)), default=None))
        for first, last in _periods(rule, on)
        if not (last and last < on) and not (first and horizon and first > horizon)
    ]


def _returns(rule: Rule) -> bool:
    return any(dates.first.year is None for dates in rule.dates)


def _periods(rule: Rule, on: date) -> Iterator[Period]:
    if rule.years and rule.dates:
        raise PeriodError
    if not (rule.years or rule.dates):
        yield None, None
    for years in rule.years:
        yield date(years.first, 1, 1), date(years.last, 12, 31) if years.last else None
    for dates in rule.dates:
        if any(point and point.easter is not None for point in (dates.first, dates.last)):
            raise PeriodError
        if dates.first.year:
            yield _day(dates.first), _day(dates.last) if dates.last else None
        else:
            yield from _each_year(dates, on)


def _each_year(dates: DateRange, on: date) -> Iterator[Period]:
    """The period in the year of `on` and in the years before and after it."""
    if dates.last is None:
        raise PeriodError
    for year in (on.year - 1, on.year, on.year + 1):
        first = _day(dates.first, year)
        last = _day(dates.last, year, at_end=True)
        yield first, last if last >= first else _day(dates.last, year + 1, at_end=True)


def _day(point: DatePoint, year: int = 0, *, at_end: bool = False) -> date:
    year = point.year or year
    length = monthrange(year, point.month)[1]
    day = point.day or (length if at_end else 1)
    if day > length:
        raise PeriodError
    return date(year, point.month, day)
