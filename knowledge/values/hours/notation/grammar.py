"""Parses OpenStreetMap's `opening_hours` notation into rules.

Only what can be answered with certainty is accepted: no school holidays, no times of the sun, no
single points in time. Spaces carry no meaning, so "Mo, We 09:00-12:00" is a list of two days. A
comment without a state makes a rule unknown, as the specification says.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from itertools import pairwise

from knowledge.values.hours.notation.periods import parse_dates, parse_weeks, parse_years
from knowledge.values.hours.notation.tokens import Kind, Tokens
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import DAY, WEEKDAYS, Join, NthWeekday, OpenState, Rule, Span

_DAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_STATES = {
    "off": OpenState.CLOSED,
    "closed": OpenState.CLOSED,
    "open": OpenState.OPEN,
    "unknown": OpenState.UNKNOWN,
}
_SUN = ("sunrise", "sunset", "dawn", "dusk", "(")
_LONGEST_COMMENT = 60
_MOST_RULES = 60
_WHOLE_DAY = (Span(0, DAY),)


def parse_rules(notation: str) -> tuple[Rule, ...]:
    """The rules of `notation`, in its order. Raises HoursError."""
    tokens = Tokens(notation)
    rules = [_rule(tokens, Join.OVERRIDE)]
    while tokens.peek().kind != Kind.END:
        if not tokens.next_is(*Join):
            tokens.unreadable()
        join = Join(tokens.take().text)
        if join == Join.OVERRIDE and tokens.peek().kind == Kind.END:
            break
        rules.append(_rule(tokens, join))
    for before, rule in pairwise(rules):
        _check_join(before, rule)
    if len(rules) > _MOST_RULES:
        raise HoursError(Problem.UNREADABLE, notation)
    return tuple(rules)


def _check_join(before: Rule, rule: Rule) -> None:
    if rule.join == Join.FALLBACK:
        if rule.selector or rule.spans or rule.state == OpenState.OPEN:
            raise HoursError(Problem.FALLBACK, str(rule))
        return
    if before.join == Join.FALLBACK:
        raise HoursError(Problem.FALLBACK, str(rule))
    if not (rule.has_period or rule.has_days):
        raise HoursError(Problem.NO_DAYS, str(rule))


def _rule(tokens: Tokens, join: Join) -> Rule:
    years, dates, weeks = parse_years(tokens), parse_dates(tokens), parse_weeks(tokens)
    if years or dates or weeks:
        tokens.accept(":")
    weekdays, nth, holidays = _days(tokens)
    always = tokens.peek().kind == Kind.ALWAYS and bool(tokens.take())
    spans = () if always else _spans(tokens)
    state, comment = _state(tokens)
    if not (always or spans or state or comment):
        _refuse_without_times(tokens)
    return Rule(
        join=join,
        years=years,
        dates=dates,
        weeks=weeks,
        weekdays=weekdays,
        nth=nth,
        holidays=holidays,
        spans=() if spans == _WHOLE_DAY else spans,
        state=state or (OpenState.UNKNOWN if comment else OpenState.OPEN),
        comment=comment,
    )


def _refuse_without_times(tokens: Tokens) -> None:
    if tokens.next_is(*_SUN):
        raise HoursError(Problem.SUN)
    if tokens.peek().kind != Kind.END and not tokens.next_is(*Join):
        tokens.unreadable()
    raise HoursError(Problem.NO_TIMES)


def _days(tokens: Tokens) -> tuple[frozenset[int], tuple[NthWeekday, ...], bool]:
    """Weekdays, weekdays counted in the month, and whether public holidays are among them."""
    weekdays: set[int] = set()
    nth: list[NthWeekday] = []
    holidays = False
    while True:
        if tokens.accept("ph"):
            holidays = True
        elif tokens.next_is(*_DAY_NUMBERS):
            _weekday(tokens, weekdays, nth)
        elif tokens.next_is("sh"):
            raise HoursError(Problem.SCHOOL_HOLIDAYS)
        else:
            break
        if not (tokens.next_is(",") and tokens.next_is("ph", "sh", *_DAY_NUMBERS, ahead=1)):
            break
        tokens.take()
    return frozenset(weekdays), tuple(nth), holidays


def _weekday(tokens: Tokens, weekdays: set[int], nth: list[NthWeekday]) -> None:
    first = _DAY_NUMBERS[tokens.take().text]
    if tokens.accept("["):
        nth.append(NthWeekday(first, _positions(tokens)))
        return
    last = first
    if tokens.next_is("-") and tokens.next_is(*_DAY_NUMBERS, ahead=1):
        tokens.take()
        last = _DAY_NUMBERS[tokens.take().text]
    length = (last - first) % 7 + 1
    weekdays.update((first + ahead) % 7 for ahead in range(length))


def _positions(tokens: Tokens) -> tuple[int, ...]:
    """Positions in the month up to the closing bracket: "1,3]", "1-2]", "-1]"."""
    positions: set[int] = set()
    while True:
        sign = -1 if tokens.accept("-") else 1
        first = last = tokens.number()
        if sign == 1 and tokens.accept("-"):
            last = tokens.number()
        positions.update(sign * number for number in range(first, last + 1))
        if tokens.accept("]"):
            break
        if not tokens.accept(","):
            tokens.unreadable()
    if not positions or not all(1 <= abs(number) <= 5 for number in positions):
        raise HoursError(Problem.NO_SUCH_DATE, str(sorted(positions)))
    return tuple(sorted(positions, key=lambda number: (number < 0, number)))


def _spans(tokens: Tokens) -> tuple[Span, ...]:
    spans: list[Span] = []
    while tokens.peek().kind == Kind.TIME:
        spans.append(_span(tokens))
        if not (tokens.next_is(",") and tokens.peek(1).kind == Kind.TIME):
            break
        tokens.take()
    return tuple(spans)


def _span(tokens: Tokens) -> Span:
    opens = tokens.take().text
    start = _minutes(opens)
    if start >= DAY:
        raise HoursError(Problem.NO_SUCH_TIME, opens)
    if tokens.accept("+"):
        return Span(start, start, open_end=True)
    if not tokens.accept("-"):
        raise HoursError(Problem.NO_END, opens)
    if tokens.next_is(*_SUN):
        raise HoursError(Problem.SUN)
    if tokens.peek().kind != Kind.TIME:
        raise HoursError(Problem.NO_END, opens)
    closes = tokens.take().text
    end = _minutes(closes)
    if end == start:
        raise HoursError(Problem.WHOLE_DAY, f"{opens}-{closes}")
    end += DAY if end < start else 0
    if end - start > DAY or (end - start == DAY and start):
        raise HoursError(Problem.TOO_LONG, f"{opens}-{closes}")
    if tokens.next_is("/"):
        raise HoursError(Problem.REPEATED)
    return Span(start, end, open_end=tokens.accept("+"))


def _minutes(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    if minutes > 59 or hours * 60 + minutes > 2 * DAY:
        raise HoursError(Problem.NO_SUCH_TIME, text)
    return hours * 60 + minutes


def _state(tokens: Tokens) -> tuple[OpenState | None, str]:
    state = _STATES[tokens.take().text] if tokens.next_is(*_STATES) else None
    comment = tokens.take().text.strip() if tokens.peek().kind == Kind.COMMENT else ""
    if len(comment) > _LONGEST_COMMENT or re.search(r"\d", comment):
        raise HoursError(Problem.COMMENT, comment)
    return state, comment
