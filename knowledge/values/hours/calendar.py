"""Which days a rule applies to, with the calendar of the Netherlands."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours as Selector

from knowledge.values.hours.rules import Rule

COUNTRY = "NL"
_LIBERATION_DAY = (5, 5)
_WEEKS_WITHOUT_HOLIDAY = 4  # each weekday is an ordinary day in one of them
_LUSTRUM = 5  # years: Liberation Day is a day off in 2025, 2030 and so on


def applies_on(rule: Rule, day: date) -> bool:
    """Whether the days of `rule` include `day`, whatever other rules say."""
    if rule.has_period and not _includes(rule.period, day):
        return False
    if not rule.has_days or day.weekday() in rule.weekdays:
        return True
    if any(_includes(str(nth), day) for nth in rule.nth):
        return True
    return rule.holidays and is_public_holiday(day)


@lru_cache(maxsize=4096)
def is_public_holiday(day: date) -> bool:
    lustrum = (day.month, day.day) == _LIBERATION_DAY and day.year % _LUSTRUM == 0
    return lustrum or _includes("PH", day)


def ordinary_week(first: date) -> list[date]:
    """For each weekday the first day from `first` that is no public holiday."""
    days = [first + timedelta(days=ahead) for ahead in range(_WEEKS_WITHOUT_HOLIDAY * 7)]
    ordinary = {day.weekday(): day for day in reversed(days) if not is_public_holiday(day)}
    return sorted(ordinary.values())


@lru_cache(maxsize=16384)
def _includes(selector: str, day: date) -> bool:
    return bool(_selector(selector).is_open(datetime.combine(day, time(12))))


@lru_cache(maxsize=1024)
def _selector(text: str) -> Selector:
    return Selector(text, country=COUNTRY, auto_country=False, auto_timezone=False)


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
