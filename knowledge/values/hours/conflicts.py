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
from knowledge.values.hours.wording.rules import rule_in_words

_ORDINARY_YEARS = (2026, 2027, 2028)


def refuse_conflicts(rules: Sequence[Rule]) -> None:
    """Raise HoursError for a rule that never applies, or that half replaces an exception."""
    days = named_days(rules)
    for rule in rules:
        if rule.has_period and not any(applies_on(rule, day) for day in days):
            raise HoursError(Problem.NO_SUCH_DATE, rule_in_words(rule))
    for earlier, later in combinations(rules, 2):
        if _is_replaced(earlier, later, days):
            words = rule_in_words(earlier), rule_in_words(later)
            raise HoursError(Problem.EXCEPTION_FIRST, words[0], later=words[1])


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
    """True when `later` takes all days of `earlier`, or changes some days of an exception."""
    if later.join == Join.FALLBACK:
        return False
    whole = later.join == Join.OVERRIDE or not later.spans
    replaces = whole and later.state != OpenState.CLOSED
    closes = later.state == OpenState.CLOSED and not later.spans
    own = [applies_on(later, day) for day in days]
    other = [applies_on(earlier, day) for day in days]
    shared = sum(both for both in map(all, zip(own, other, strict=True)))
    if (replaces or closes) and earlier.selector and shared == sum(other):
        return True
    if earlier.is_ordinary:
        return False
    if later.state == OpenState.CLOSED:
        return closes and later.is_ordinary and shared > 0
    return 0 < shared < sum(own) and not _is_part_of(later, earlier, days)


def _is_part_of(later: Rule, season: Rule, days: Sequence[date]) -> bool:
    """True when `later` gives other hours for a part of the open `season`."""
    if season.state == OpenState.CLOSED or season.nth or season.holidays:
        return False
    return all(
        applies_on(season.whole_period, day) for day in days if applies_on(later.whole_period, day)
    )
