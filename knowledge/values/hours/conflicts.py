"""Refuses rules that say two things about the same days.

In OpenStreetMap's notation a later rule replaces an earlier one on the days of both. People who
write "closed on public holidays; Monday to Friday 9-17" do not mean that.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain, combinations

from knowledge.values.hours.calendar import applies_on
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import Join, OpenState, Rule

_ORDINARY_YEARS = (2026, 2027, 2028)


def refuse_conflicts(rules: Sequence[Rule]) -> None:
    """Raise HoursError for a rule that never applies, or that half replaces an exception."""
    if all(rule.state == OpenState.CLOSED for rule in rules) and rules[0].selector:
        raise HoursError(Problem.NO_TIMES)
    days = named_days(rules)
    for rule in rules:
        if rule.has_period and not any(applies_on(rule, day) for day in days):
            raise HoursError(Problem.NO_SUCH_DATE, rule.selector)
    for earlier, later in combinations(rules, 2):
        if _is_replaced(earlier, later, days):
            raise HoursError(Problem.EXCEPTION_FIRST, str(earlier), later=str(later))


def named_days(rules: Sequence[Rule]) -> list[date]:
    """All days of the years that the rules name, and of three ordinary years."""
    points = chain.from_iterable((span.first, span.last) for rule in rules for span in rule.dates)
    named = {point.year for point in points if point and point.year}
    years = chain.from_iterable((span.first, span.last) for rule in rules for span in rule.years)
    named.update(year for year in years if year)
    return [
        date(year, 1, 1) + timedelta(days=ahead)
        for year in sorted({*named, *_ORDINARY_YEARS})
        for ahead in range(366)
    ]


def _is_replaced(earlier: Rule, later: Rule, days: Sequence[date]) -> bool:
    """True when `later` closes all days of `earlier`, or opens some days of an exception."""
    if later.state == OpenState.CLOSED:
        if later.spans or (later.holidays and not (later.weekdays or later.nth)):
            return False
        return all(applies_on(later, day) for day in days if applies_on(earlier, day))
    if earlier.is_ordinary or (later.join == Join.FALLBACK and later.state != OpenState.OPEN):
        return False
    own = [day for day in days if applies_on(later, day)]
    shared = sum(applies_on(earlier, day) for day in own)
    return 0 < shared < len(own) and not _is_part_of(later, earlier, days)


def _is_part_of(later: Rule, season: Rule, days: Sequence[date]) -> bool:
    """True when `later` gives other hours for a part of the open `season`."""
    if season.state == OpenState.CLOSED or season.nth or season.holidays:
        return False
    return all(
        applies_on(season.whole_period, day) for day in days if applies_on(later.whole_period, day)
    )
