"""Puts rules in the order that the notation asks for: the week first, exceptions last."""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from knowledge.values.hours.merging import spans_overlap
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import Join, OpenState, Rule
from knowledge.values.hours.wording.days import days_in_words


def in_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules with their joins. Raises HoursError when two of them contradict each other.

    Weeks with nights are added up, because a rule that replaces another cuts its nights short.
    """
    parts = [part for rule in rules for part in rule.parts()]
    places = [_place(part, parts[:written]) for written, part in enumerate(parts)]
    joined: list[Rule] = []
    for _place_in_order, rule in sorted(zip(places, parts, strict=True), key=itemgetter(0)):
        join = _join(rule, joined) if rule.join == Join.OVERRIDE else rule.join
        joined.append(replace(rule, join=join))
    return tuple(joined)


def _place(rule: Rule, before: Sequence[Rule]) -> int:
    """Where `rule` comes in the notation; `before` are the rules that were written before it."""
    if rule.join == Join.FALLBACK:
        return 9
    is_closed = rule.state == OpenState.CLOSED
    if rule.is_ordinary and not is_closed:
        return 0
    if rule.is_ordinary and not any(_is_season_with(rule, other) for other in before):
        return 1
    if is_closed:
        return 5  # also for "in July Monday to Friday 9-17; closed on Wednesday"
    if rule.holidays:
        return 4
    return 3 if rule.nth else 2


def _is_season_with(rule: Rule, other: Rule) -> bool:
    """True when `other` is open in a part of the year, on weekdays of `rule`."""
    return other.has_period and other.state != OpenState.CLOSED and bool(_shared(rule, other))


def _join(rule: Rule, before: Sequence[Rule]) -> Join:
    """Added to rules about the same days, instead of replacing them."""
    if rule.state == OpenState.CLOSED:
        return Join.OVERRIDE
    same = [
        other
        for other in before
        if other.state != OpenState.CLOSED and _same_kind(rule, other) and _shared(rule, other)
    ]
    for other in same:
        if spans_overlap((*rule.spans, *other.spans)) or not (rule.spans and other.spans):
            weekdays = rule.weekdays and _shared(rule, other)
            raise HoursError(Problem.TWICE, days_in_words(replace(rule, weekdays=weekdays)))
    nights = rule.is_ordinary and any(span.crosses_midnight for one in before for span in one.spans)
    return Join.ADD if same or nights else Join.OVERRIDE


def _same_kind(rule: Rule, other: Rule) -> bool:
    return (rule.period, rule.nth, rule.holidays) == (other.period, other.nth, other.holidays)


def _shared(rule: Rule, other: Rule) -> frozenset[int]:
    every_day = frozenset(range(7))
    return (rule.weekdays or every_day) & (other.weekdays or every_day)
