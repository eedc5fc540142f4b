"""Normalises rules: what can be said in one rule is not said in two."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.values.hours.rules import DAY, Join, Rule, Span

_EVERY_DAY = frozenset(range(7))


def merged(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules, with the days or the times of neighbours joined where nothing changes."""
    result: list[Rule] = []
    for rule in map(_tidy, rules):
        both = _joined(result[-1], rule) if result else None
        if both:
            result[-1] = both
        else:
            result.append(rule)
    return (_day_and_night(result[0]), *result[1:])


def _tidy(rule: Rule) -> Rule:
    """Times in order; times without days are those of every day."""
    spans = tuple(sorted(rule.spans, key=lambda span: (span.start, span.end)))
    weekdays = _EVERY_DAY if spans and not rule.selector else rule.weekdays
    return replace(rule, spans=spans, weekdays=weekdays)


def _day_and_night(rule: Rule) -> Rule:
    """A first rule for all of every day needs no days."""
    if rule.weekdays != _EVERY_DAY or rule.spans or rule.has_period or rule.nth:
        return rule
    return replace(rule, weekdays=frozenset(), holidays=False)


def _joined(before: Rule, rule: Rule) -> Rule | None:
    """One rule in place of two, or None."""
    if Join.FALLBACK in {rule.join, before.join}:
        return None
    same_times = replace(rule, join=before.join, weekdays=before.weekdays) == before
    both_have_days = bool(rule.weekdays and before.weekdays)
    if same_times and both_have_days and not (rule.weekdays & before.weekdays):
        return _tidy(replace(before, weekdays=before.weekdays | rule.weekdays))
    same_days = replace(rule, join=before.join, spans=before.spans) == before
    if same_days and rule.join == Join.ADD and not spans_overlap((*before.spans, *rule.spans)):
        return _tidy(replace(before, spans=before.spans + rule.spans))
    return None


def spans_overlap(spans: Sequence[Span]) -> bool:
    """Whether two of the spans share a minute."""
    ordered = sorted(spans, key=lambda span: span.start)
    ends = [span.end if not span.open_end else DAY for span in ordered]
    return any(end > later.start for end, later in zip(ends, ordered[1:], strict=False))
