"""Which days a rule applies to, with the calendar of the Netherlands."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours as Selector
from opening_hours import State

from knowledge.values.hours.rules import Rule

COUNTRY = "NL"
_LIBERATION_DAY = (5, 5)
_WEEKS_WITHOUT_HOLIDAY = 4  # each weekday is an ordinary day in one of them
_LUSTRUM = 5  # years: Liberation Day is a day off in 2025, 2030 and so on


def applies_on(rule: Rule, day: date) -> bool:
    """Whether the days of `rule` include `day`, whatever other rules say."""
    return _has(days_of(rule, day.year), day)


@lru_cache(maxsize=4096)
def days_of(rule: Rule, year: int) -> int:
    """The days of `year` that `rule` includes, one bit a day: two rules are compared at once."""
    days = _selected(rule.period, year) if rule.has_period else whole_year(year)
    if not days or not rule.has_days:
        return days
    named = _weekdays(rule.weekdays, year)
    for nth in rule.nth:
        named |= _selected(str(nth), year)
    if rule.holidays:
        named |= _public_holidays(year)
    return days & named


def whole_year(year: int) -> int:
    return (1 << _days_before(date(year, 12, 31)) + 1) - 1


def is_public_holiday(day: date) -> bool:
    return _has(_public_holidays(day.year), day)


def holidays_of_year(first: date) -> list[date]:
    """The public holidays in the year from `first` on."""
    days = (first + timedelta(days=ahead) for ahead in range(366))
    return [day for day in days if is_public_holiday(day)]


def ordinary_week(first: date) -> list[date]:
    """For each weekday the first day from `first` that is no public holiday."""
    days = [first + timedelta(days=ahead) for ahead in range(_WEEKS_WITHOUT_HOLIDAY * 7)]
    ordinary = {day.weekday(): day for day in reversed(days) if not is_public_holiday(day)}
    return sorted(ordinary.values())


def _has(days: int, day: date) -> bool:
    return bool(days >> _days_before(day) & 1)


def _days_before(day: date) -> int:
    """Days of the year before `day`: the number of its bit."""
    return day.timetuple().tm_yday - 1


@lru_cache(maxsize=256)
def _public_holidays(year: int) -> int:
    liberation_day = 0 if year % _LUSTRUM else 1 << _days_before(date(year, *_LIBERATION_DAY))
    return _selected("PH", year) | liberation_day


@lru_cache(maxsize=1024)
def _weekdays(weekdays: frozenset[int], year: int) -> int:
    week = sum(1 << (weekday - date(year, 1, 1).weekday()) % 7 for weekday in weekdays)
    return sum(week << 7 * number for number in range(53)) & whole_year(year)


def _selected(selector: str, year: int) -> int:
    """The days of `year` that a selector in OpenStreetMap's notation names."""
    value = Selector(selector, country=COUNTRY, auto_country=False, auto_timezone=False)
    days = 0
    first, after = (datetime.combine(date(year + ahead, 1, 1), time()) for ahead in (0, 1))
    for start, end, state, _comment in value.intervals(first, after):
        if state == State.OPEN:
            days |= ((1 << (end - start).days) - 1) << _days_before(start)
    return days


def last_day_of(rule: Rule) -> date | None:
    """The last day that `rule` can apply to; None when it has no end."""
    ends = [_last_of_years(rule), _last_of_dates(rule)]
    return min(filter(None, ends), default=None)


def _last_of_years(rule: Rule) -> date | None:
    years = [years.last for years in rule.years]
    return date(max(filter(None, years)), 12, 31) if years and all(years) else None


def _last_of_dates(rule: Rule) -> date | None:
    ends = [dates.last for dates in rule.dates]
    days = [date(end.year, end.month, end.day) for end in ends if end and end.year and end.day]
    return max(days) if days and len(days) == len(ends) else None
