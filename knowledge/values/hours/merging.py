"""Normalises rules: what can be said in one rule is not said in two."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.values.hours.rules import DAY, Join, Rule, Span


def merged(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The same rules, with the days or the times of neighbours joined where nothing changes."""
    result: list[Rule] = []
    for rule in map(_tidy, rules):
        both = _joined(result[-1], rule) if result else None
        if both:
            result[-1] = both
        else:
            result.append(rule)
    return tuple(result)


def _tidy(rule: Rule) -> Rule:
    """Times in order; all seven days are no choice of days."""
    spans = tuple(sorted(rule.spans, key=lambda span: (span.start, span.end)))
    every_day = len(rule.weekdays) == 7 and not rule.nth
    if every_day and not rule.period:
        return replace(rule, spans=spans, weekdays=frozenset(), holidays=False)
    return replace(rule, spans=spans)


def _joined(before: Rule, rule: Rule) -> Rule | None:
    """One rule in place of two, or None."""
    if Join.FALLBACK in {rule.join, before.join}:
        return None
    same_times = replace(rule, join=before.join, weekdays=before.weekdays) == before
    both_have_days = bool(rule.weekdays and before.weekdays)
    if same_times and both_have_days and not (rule.weekdays & before.weekdays):
        return _tidy(replace(before, weekdays=before.weekdays | rule.weekdays))
    same_days = replace(rule, join=before.join, spans=before.spans) == before
    if same_days and rule.join == Join.ADD and not _overlap((*before.spans, *rule.spans)):
        return _tidy(replace(before, spans=before.spans + rule.spans))
    return None


def _overlap(spans: Sequence[Span]) -> bool:
    ordered = sorted(spans, key=lambda span: span.start)
    ends = [span.end if not span.open_end else DAY for span in ordered]
    return any(end > later.start for end, later in zip(ends, ordered[1:], strict=False))
