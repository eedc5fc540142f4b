"""Refuses rules that say two things about the same days.

In OpenStreetMap's notation a later rule replaces an earlier one on the days of both. People who
write "closed on public holidays; Monday to Friday 9-17" do not mean that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, combinations, product

from knowledge.values.hours.calendar import applies_on
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import Join, OpenState, Rule
from knowledge.values.hours.wording.rules import rule_in_words

_ORDINARY_YEARS = (2027, 2028)


@dataclass(frozen=True, slots=True)
class _Part:
    """A rule for one kind of days, with the days that it applies to."""

    rule: Rule
    days: frozenset[date]


def refuse_conflicts(rules: Sequence[Rule]) -> None:
    """Raise HoursError for a rule that never applies, or that half replaces an exception."""
    days = named_days(rules)
    parts = [[_Part(part, _days_of(part, days)) for part in rule.parts()] for rule in rules]
    for part in chain.from_iterable(parts):
        if part.rule.has_period and not part.days:
            raise HoursError(Problem.NO_SUCH_DATE, rule_in_words(part.rule))
    for first, second in combinations(parts, 2):
        for earlier, later in product(first, second):
            if _is_replaced(earlier, later, days):
                words = rule_in_words(earlier.rule), rule_in_words(later.rule)
                raise HoursError(Problem.EXCEPTION_FIRST, words[0], later=words[1])


def _days_of(rule: Rule, days: Iterable[date]) -> frozenset[date]:
    return frozenset(day for day in days if applies_on(rule, day))


def named_days(rules: Sequence[Rule]) -> list[date]:
    """All days of the years that the rules name, and of two ordinary years."""
    points = chain.from_iterable((span.first, span.last) for rule in rules for span in rule.dates)
    named = {point.year for point in points if point and point.year}
    years = chain.from_iterable((span.first, span.last) for rule in rules for span in rule.years)
    named.update(year for year in years if year)
    return [
        date(year, 1, 1) + timedelta(days=ahead)
        for year in sorted({*named, *_ORDINARY_YEARS})
        for ahead in range(366)
    ]


def _is_replaced(earlier: _Part, later: _Part, days: Sequence[date]) -> bool:
    """True when `later` takes all days of `earlier`, or changes some days of an exception."""
    before, after = earlier.rule, later.rule
    if after.join == Join.FALLBACK:
        return False
    whole = after.join == Join.OVERRIDE or not after.spans
    closes = after.state == OpenState.CLOSED and not after.spans
    replaces = closes or (whole and after.state != OpenState.CLOSED)
    if replaces and before.selector and earlier.days <= later.days:
        return True
    shared = earlier.days & later.days
    if before.is_ordinary or not shared:
        return False
    if after.is_ordinary and (closes or after.state != OpenState.CLOSED):
        return True
    if after.state == OpenState.CLOSED or later.days <= earlier.days:
        return False
    return not _is_within(after, before, days)


def _is_within(later: Rule, season: Rule, days: Sequence[date]) -> bool:
    """True when `later` gives other hours for a part of the open `season`."""
    if season.state == OpenState.CLOSED or season.nth or season.holidays:
        return False
    return _days_of(later.whole_period, days) <= _days_of(season.whole_period, days)
