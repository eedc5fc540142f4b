"""Says opening hours as recurrences, which is what a schedule of HSDS can hold.

A schedule adds opening times and takes none away. The time from now on is therefore cut into
periods in which the same rules hold, and each period gets schedules of its own. Public holidays
have no field; the description names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from knowledge.open_data.hsds.rule_periods import Period, PeriodError, periods_of
from knowledge.open_data.hsds.values import DAYS
from knowledge.values.hours.calendar import last_day_of
from knowledge.values.hours.nights import whole_stretches
from knowledge.values.hours.opening_hours import OpeningHours
from knowledge.values.hours.rules import DAY, Join, OpenState, Rule, Span
from knowledge.values.hours.timeline import paint

ALL_WEEKS = range(1, 54)
_WHOLE_DAY = (Span(0, DAY),)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Opening times that return.

    days: as in `byday`, with a number for a weekday of the month ("1MO")
    span: minutes; the end is after 1440 when it is on the next day
    weeks: numbers of ISO 8601; empty for every week
    period: first and last day, None without a start or without an end
    """

    days: tuple[str, ...]
    span: Span
    weeks: tuple[int, ...]
    period: Period

    @property
    def is_monthly(self) -> bool:
        return self.days[0] not in DAYS


@lru_cache(maxsize=1024)
def recurrences(hours: OpeningHours, on: date) -> tuple[Recurrence, ...] | None:
    """`hours` from the day `on`, without public holidays; None when HSDS cannot say them."""
    rules = [rule for rule in hours.rules if (last_day_of(rule) or on) >= on]
    rules = [rule for rule in rules if rule.weekdays or rule.nth or not rule.holidays]
    if not all(map(_can_be_said, rules)) or _may_cut_nights(rules):
        return None
    try:
        periods = [periods_of(rule, rules, on) for rule in rules]
        return tuple(
            recurrence
            for period in _stretches_of_time(periods, on)
            for recurrence in _in_period(
                period,
                [rule for rule, own in zip(rules, periods, strict=True) if _covers(own, period)],
            )
            if _occurs(recurrence)
        )
    except PeriodError:
        return None


def _can_be_said(rule: Rule) -> bool:
    """False for what a schedule has no word for: unknown hours, closed weekdays of the month."""
    if rule.join == Join.FALLBACK or any(span.open_end for span in rule.spans):
        return False
    return rule.state == OpenState.OPEN or (rule.state == OpenState.CLOSED and not rule.nth)


def _may_cut_nights(rules: Sequence[Rule]) -> bool:
    """True when a night may end at midnight because another rule holds on the next day.

    Also when a period begins with hours that would be the end of a night on other days.
    """
    if not _has_nights(rules):
        return False
    spans = [span for rule in rules for span in rule.spans]
    latest_end = max(span.end for span in spans) - DAY
    takes_turns = len({rule.period for rule in rules}) > 1 or any(rule.nth for rule in rules)
    has_period = any(rule.has_period for rule in rules)
    begins_at_night = has_period and any(span.start <= latest_end for span in spans)
    return begins_at_night or (takes_turns and len(rules) > 1)


def _has_nights(rules: Sequence[Rule]) -> bool:
    return any(span.crosses_midnight for rule in rules for span in rule.spans)


def _stretches_of_time(periods: Sequence[Sequence[Period]], on: date) -> Iterator[Period]:
    """Time from `on`, cut where a period begins or ends."""
    every = [period for own in periods for period in own]
    one_day = timedelta(days=1)
    begins = {first for first, _last in every} | {last + one_day for _first, last in every if last}
    cuts = sorted(filter(None, begins))
    for first, following in zip([None, *cuts], [*cuts, None], strict=True):
        last = following - one_day if following else None
        if last is None or last >= on:
            yield first, last


def _covers(periods: Sequence[Period], period: Period) -> bool:
    first, last = (period[0] or date.min, period[1] or date.max)
    return any((own[0] or date.min) <= first and last <= (own[1] or date.max) for own in periods)


def _occurs(recurrence: Recurrence) -> bool:
    """False for weekdays that are not in their period, when that is shorter than a week."""
    first, last = recurrence.period
    if first is None or last is None or recurrence.is_monthly:
        return True
    length = min((last - first).days + 1, len(DAYS))
    return any(DAYS[(first.weekday() + ahead) % 7] in recurrence.days for ahead in range(length))


def _in_period(period: Period, rules: Sequence[Rule]) -> Iterator[Recurrence]:
    """The recurrences in a period in which all of `rules` hold."""
    weeks_by_rules: dict[tuple[int, ...], list[int]] = {}
    for number in ALL_WEEKS:
        holding = tuple(n for n, rule in enumerate(rules) if _holds_in_week(rule, number))
        weeks_by_rules.setdefault(holding, []).append(number)
    for holding, numbers in weeks_by_rules.items():
        weeks = () if len(weeks_by_rules) == 1 else tuple(numbers)
        own = [rules[n] for n in holding]
        week = _week(own)
        for span in dict.fromkeys(span for spans in week for span in spans):
            days = tuple(day for day, spans in zip(DAYS, week, strict=True) if span in spans)
            yield Recurrence(days, span, weeks, period)
        for recurrence in _monthly(own, week, period):
            if weeks:
                raise PeriodError
            yield recurrence


def _holds_in_week(rule: Rule, number: int) -> bool:
    return not rule.weeks or any(
        number in range(weeks.first, weeks.last + 1, weeks.step) for weeks in rule.weeks
    )


def _week(rules: Sequence[Rule]) -> list[tuple[Span, ...]]:
    """The opening times of each weekday, also after midnight. Weekdays of the month are left out.

    Raises PeriodError when they are partly unknown.
    """
    on_day = [
        [pair for pair in enumerate(rules) if _is_on_weekday(pair[1], day)]
        for day in range(len(DAYS))
    ]
    cut = [paint(on_day[day - 1], on_day[day]) for day in range(len(DAYS))]
    if any(stretch.state != OpenState.OPEN for stretches in cut for stretch in stretches):
        raise PeriodError
    if _has_nights(rules):
        next_day = [*cut[1:], cut[0]]
        cut = [whole_stretches(cut[day - 1], cut[day], next_day[day]) for day in range(len(DAYS))]
    return [tuple(Span(stretch.start, stretch.end) for stretch in own) for own in cut]


def _is_on_weekday(rule: Rule, day: int) -> bool:
    return day in rule.weekdays or not (rule.weekdays or rule.nth)


def _monthly(
    rules: Sequence[Rule], week: Sequence[tuple[Span, ...]], period: Period
) -> Iterator[Recurrence]:
    """Raises PeriodError when a weekday of the month has other times than its weekday."""
    seen: set[int] = set()
    for number, rule in enumerate(rules, start=1):
        for nth in rule.nth:
            later = [other for other in rules[number:] if _is_on_weekday(other, nth.weekday)]
            if any(other.join != Join.ADD or other.state == OpenState.CLOSED for other in later):
                raise PeriodError
            if rule.join != Join.ADD and (week[nth.weekday] or nth.weekday in seen):
                raise PeriodError
            seen.add(nth.weekday)
        days = tuple(f"{n}{DAYS[nth.weekday]}" for nth in rule.nth for n in nth.nth)
        if days:
            for span in rule.spans or _WHOLE_DAY:
                yield Recurrence(days, span, (), period)
