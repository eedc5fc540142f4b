"""Says in words what opening hours mean, for people who do not read their notation.

The words are made from the rules, so that seasons, a start date, every other week and a closed
fortnight are said as they are, and from the date, so that what has passed is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from knowledge.values.hours.calendar import last_day_of
from knowledge.values.hours.conflicts import days_in, named_years
from knowledge.values.hours.nights import whole_stretches
from knowledge.values.hours.opening_hours import OpeningHours, understood
from knowledge.values.hours.rules import Join, OpenState, Rule
from knowledge.values.hours.timeline import paint
from knowledge.values.hours.wording.days import (
    day_in_words,
    spans_in_words,
    weekdays_in_words,
)
from knowledge.values.hours.wording.periods import has_begun, is_one_day, period_in_words
from knowledge.values.hours.wording.rules import rule_in_words

_WEEK = range(7)


def hours_in_words(value: str, on: date) -> str:
    """Such as "Monday to Friday 09:00 to 17:00", "day and night" or "hours not known".

    `value` is a stored value, `on` the day on which the words are read.
    """
    hours = understood(value)
    return meaning(hours, on) if hours else _("hours not known")


def meaning(hours: OpeningHours, on: date) -> str:
    """What `hours` mean in words, read on the day `on`."""
    if hours.known_until and hours.known_until < on:
        return _("hours not known")
    rules = [rule for rule in hours.rules if (last_day_of(rule) or on) >= on]
    blocks = [list(block) for _key, block in groupby(rules, key=_block)]
    clauses = "; ".join(clause for block in blocks for clause in _clauses(block, rules, on))
    if any(rule.weeks for rule in rules):
        return _("not the same every week: %(hours)s") % {"hours": clauses}
    return clauses


def _block(rule: Rule) -> tuple[bool, str, str]:
    """Consecutive rules with the same key are described as one week."""
    otherwise = rule.join == Join.FALLBACK and not rule.selector
    return otherwise, rule.period, ",".join(map(str, rule.nth))


def _clauses(block: Sequence[Rule], rules: Sequence[Rule], on: date) -> Iterator[str]:
    otherwise, _period, nth = _block(block[0])
    if otherwise:
        yield _("otherwise %(hours)s") % {"hours": spans_in_words(block[0])}
    elif nth:
        yield from map(rule_in_words, block)
    else:
        weekly = [rule for rule in block if rule.weekdays or not rule.holidays]
        if all(rule.state == OpenState.CLOSED and rule.selector for rule in weekly):
            yield from (rule_in_words(replace(rule, holidays=False)) for rule in weekly)
        else:
            yield _season(weekly, rules, on)
        yield from (
            rule_in_words(replace(rule, weekdays=frozenset())) for rule in block if rule.holidays
        )


def _season(block: Sequence[Rule], rules: Sequence[Rule], on: date) -> str:
    """The week in the period of `block`, with the rules of longer periods."""
    week = _week(_holding(block, rules))
    if not block[0].has_period or _is_only_period(block[0], rules, on):
        return _whole_year(week)
    same = len(set(week)) == 1 and is_one_day(block[0])
    hours = week[0] if same and week[0] else _whole_year(week)
    return _("%(period)s: %(week)s") % {"period": period_in_words(block[0]), "week": hours}


def _is_only_period(rule: Rule, rules: Sequence[Rule], on: date) -> bool:
    """True when the week of `rule` holds from now on and no other week is known."""
    open_periods = {rule.period for rule in rules if rule.state != OpenState.CLOSED}
    return has_begun(rule, on) and open_periods == {rule.period}


def _holding(block: Sequence[Rule], rules: Sequence[Rule]) -> list[Rule]:
    """The rules that hold in the period of `block`: its own and those of longer periods."""
    years = named_years(rules)
    days = days_in(block[0].whole_period, years)
    last = rules.index(block[-1])
    return [
        rule
        for rule in rules[: last + 1]
        if not rule.nth
        and (rule.weekdays or not rule.holidays)
        and not days & ~days_in(rule.whole_period, years)
    ]


def _week(rules: Sequence[Rule]) -> list[str]:
    """The hours of each weekday; empty for a closed day."""
    on_day = [
        [pair for pair in enumerate(rules) if not pair[1].weekdays or day in pair[1].weekdays]
        for day in _WEEK
    ]
    cut = [paint(on_day[day - 1], on_day[day]) for day in _WEEK]
    return [
        day_in_words(whole_stretches(cut[day - 1], cut[day], cut[(day + 1) % 7])) for day in _WEEK
    ]


def _whole_year(week: Sequence[str]) -> str:
    """Days with the same hours together; closed days are left out."""
    if set(week) == {_("all day")}:
        return _("day and night")
    if set(week) == {_("not known")}:
        return _("hours not known")
    if set(week) == {""}:
        return pgettext("hours", "closed")
    if len(set(week)) == 1:
        return _("every day %(hours)s") % {"hours": week[0]}
    days = {hours: [day for day in _WEEK if week[day] == hours] for hours in week if hours}
    return ", ".join(f"{weekdays_in_words(same)} {hours}" for hours, same in days.items())
