"""Refuses rules that say two things about the same days.

In OpenStreetMap's notation a later rule replaces an earlier one on the days of both. People who
write "closed on public holidays; Monday to Friday 9-17" do not mean that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from knowledge.values.hours.calendar import days_of
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import Join, OpenState, Rule
from knowledge.values.hours.wording.rules import rule_in_words

_ORDINARY_YEARS = (2027, 2028)
_LONGEST_YEAR = 366  # days


@dataclass(frozen=True, slots=True)
class _Part:
    """A rule for one kind of days, with the days that it applies to, one bit a day."""

    rule: Rule
    days: int


def refuse_conflicts(rules: Sequence[Rule]) -> None:
    """Raise HoursError for a rule that never applies, or that half replaces an exception."""
    years = named_years(rules)
    parts = [[_Part(part, days_in(part, years)) for part in rule.parts()] for rule in rules]
    for part in chain.from_iterable(parts):
        if part.rule.has_period and not part.days:
            raise HoursError(Problem.NO_SUCH_DATE, rule_in_words(part.rule))
    for first, second in combinations(parts, 2):
        for earlier, later in product(first, second):
            if _is_replaced(earlier, later, years):
                words = rule_in_words(earlier.rule), rule_in_words(later.rule)
                raise HoursError(Problem.EXCEPTION_FIRST, words[0], later=words[1])


def named_years(rules: Sequence[Rule]) -> list[int]:
    """The years that the rules name, and two ordinary years."""
    points = chain.from_iterable((span.first, span.last) for rule in rules for span in rule.dates)
    named = {point.year for point in points if point and point.year}
    years = chain.from_iterable((span.first, span.last) for rule in rules for span in rule.years)
    named.update(year for year in years if year)
    return sorted({*named, *_ORDINARY_YEARS})


def days_in(rule: Rule, years: Sequence[int]) -> int:
    """The days of all `years` that `rule` includes, one bit a day."""
    days = 0
    for year in years:
        days = days << _LONGEST_YEAR | days_of(rule, year)
    return days


def _is_replaced(earlier: _Part, later: _Part, years: Sequence[int]) -> bool:
    """True when `later` takes all days of `earlier`, or changes some days of an exception."""
    before, after = earlier.rule, later.rule
    if after.join == Join.FALLBACK:
        return False
    whole = after.join == Join.OVERRIDE or not after.spans
    closes = after.state == OpenState.CLOSED and not after.spans
    replaces = closes or (whole and after.state != OpenState.CLOSED)
    if replaces and before.selector and not earlier.days & ~later.days:
        return True
    shared = earlier.days & later.days
    if before.is_ordinary or not shared:
        return False
    if after.is_ordinary and (closes or after.state != OpenState.CLOSED):
        return True
    if after.state == OpenState.CLOSED or not later.days & ~earlier.days:
        return False
    return not _is_within(after, before, years)


def _is_within(later: Rule, season: Rule, years: Sequence[int]) -> bool:
    """True when `later` gives other hours for a part of the open `season`."""
    if season.state == OpenState.CLOSED or season.nth or season.holidays:
        return False
    return not days_in(later.whole_period, years) & ~days_in(season.whole_period, years)
