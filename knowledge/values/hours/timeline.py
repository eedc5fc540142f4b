"""Evaluates rules: the state of each minute of a day.

The rules of a day are painted over each other in their order, each followed by what it leaves after
midnight from the day before. So a rule cuts the night of an earlier rule short when it replaces it
or says "off", as in opening_hours.js, and never that of a later one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from knowledge.values.hours.calendar import applies_on
from knowledge.values.hours.rules import DAY, Join, OpenState, Rule, Span

_WHOLE_DAY = (Span(0, DAY),)
_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_UNPAINTED = 0

NumberedRule = tuple[int, Rule]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of a day from `start` to `end` in one state."""

    start: int
    end: int
    state: OpenState
    comment: str = ""


def stretches_of(rules: Sequence[Rule], day: date) -> tuple[Stretch, ...]:
    """What is open or unknown on `day`, in order of time; the rest of the day is closed."""
    return paint(
        [pair for pair in enumerate(rules) if applies_on(pair[1], day - timedelta(days=1))],
        [pair for pair in enumerate(rules) if applies_on(pair[1], day)],
    )


def paint(before: Sequence[NumberedRule], today: Sequence[NumberedRule]) -> tuple[Stretch, ...]:
    """A day, from the numbered rules that apply on the day before and on the day itself."""
    nights, days = dict(before), dict(today)
    rules = dict(sorted({**nights, **days}.items()))
    cells = bytearray(DAY)
    for number, rule in rules.items():
        if rule.join == Join.FALLBACK:
            continue
        if number in days and rule.join == Join.OVERRIDE and rule.state != OpenState.CLOSED:
            cells = bytearray(DAY)
        _apply(cells, number, rule, on_day=number in days, at_night=number in nights)
    closed = {
        _UNPAINTED,
        *(_code(n) for n, rule in rules.items() if rule.state == OpenState.CLOSED),
    }
    for number, rule in rules.items():
        if rule.join == Join.FALLBACK:
            code = _code(number)
            cells = bytearray(code if cell in closed else cell for cell in cells)
    return tuple(_stretches(bytes(cells), rules, closed))


def _apply(cells: bytearray, number: int, rule: Rule, *, on_day: bool, at_night: bool) -> None:
    """Paint the times of one rule: those of today, then what is left of those of yesterday."""
    days = [0] * on_day + [DAY] * at_night
    for past in days:
        spans = rule.spans or _WHOLE_DAY
        for span, following in zip_longest(spans, spans[1:]):
            if span.open_end and rule.state != OpenState.CLOSED:
                end = following.start if following else _latest_end(span.end)
                _fill(cells, span.end - past, end - past, _code(number) + 1)
            _fill(cells, span.start - past, span.end - past, _code(number))


def _fill(cells: bytearray, start: int, end: int, code: int) -> None:
    """Minutes of other days than the one that is painted are left out."""
    start, end = max(start, 0), min(end, DAY)
    if start < end:
        cells[start:end] = bytes([code]) * (end - start)


def _code(number: int) -> int:
    """The code of a rule in a cell; the code after it is that of its open end."""
    return 2 * number + 1


def _latest_end(start: int) -> int:
    """How long nobody knows after an open end: the evening goes on into the night."""
    if start >= 22 * 60:
        return start + 8 * 60
    return start + 10 * 60 if start >= 17 * 60 else DAY


def _stretches(cells: bytes, rules: dict[int, Rule], closed: set[int]) -> Iterator[Stretch]:
    for run in _RUN.finditer(cells):
        code = cells[run.start()]
        if code in closed:
            continue
        number, is_open_end = divmod(code - 1, 2)
        state = OpenState.UNKNOWN if is_open_end else rules[number].state
        yield Stretch(run.start(), run.end(), state, rules[number].comment)
