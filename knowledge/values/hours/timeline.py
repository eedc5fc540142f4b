"""Evaluates rules: the state of each minute of a day.

The rules of a day are painted over each other in their order. What the day before adds after
midnight is painted under them, so that only a rule that says "off" cuts a night short.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

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
    rules = dict(chain(before, today))
    closed = {
        _UNPAINTED,
        *(_code(n) for n, rule in rules.items() if rule.state == OpenState.CLOSED),
    }
    night = bytes(_UNPAINTED if code in closed else code for code in _canvas(before)[DAY:])
    cells = [own or late for own, late in zip(_canvas(today), night, strict=False)]
    if any(rule.join == Join.FALLBACK for rule in rules.values()):
        spare = zip(_fallback(today), _fallback(before)[DAY:], strict=False)
        cells = [
            (own or late or cell) if cell in closed else cell
            for cell, (own, late) in zip(cells, spare, strict=True)
        ]
    return tuple(_stretches(bytes(cells), rules, closed))


def _canvas(rules: Iterable[NumberedRule]) -> bytearray:
    """Two days of minutes with the code of the rule that holds, without fallback rules."""
    canvas = bytearray(2 * DAY)
    for number, rule in rules:
        if rule.join == Join.FALLBACK:
            continue
        if rule.state != OpenState.CLOSED and rule.join == Join.OVERRIDE:
            canvas = bytearray(2 * DAY)
        elif rule.state == OpenState.CLOSED and not rule.spans:
            canvas[DAY:] = bytes(DAY)
        _apply(canvas, number, rule)
    return canvas


def _fallback(rules: Sequence[NumberedRule]) -> bytearray:
    """Like `_canvas` for fallback rules: the first one that says something holds."""
    canvas = bytearray(2 * DAY)
    for number, rule in reversed(rules):
        if rule.join == Join.FALLBACK:
            _apply(canvas, number, rule)
    return canvas


def _apply(canvas: bytearray, number: int, rule: Rule) -> None:
    for span in rule.spans or _WHOLE_DAY:
        _fill(canvas, span.start, span.end, _code(number))
    for span in rule.spans:
        if span.open_end:
            _fill(canvas, span.end, _latest_end(span.end), _code(number) + 1)


def _fill(canvas: bytearray, start: int, end: int, code: int) -> None:
    canvas[start:end] = bytes([code]) * (end - start)


def _code(number: int) -> int:
    """The code of a rule on a canvas; the code after it is that of its open end."""
    return 2 * number + 1


def _latest_end(start: int) -> int:
    """How long nobody knows after an open end: the evening goes on into the night."""
    if start >= 22 * 60:
        return min(start + 8 * 60, 2 * DAY)
    return start + 10 * 60 if start >= 17 * 60 else DAY


def _stretches(cells: bytes, rules: dict[int, Rule], closed: set[int]) -> Iterator[Stretch]:
    for run in _RUN.finditer(cells):
        code = cells[run.start()]
        if code in closed:
            continue
        number, is_open_end = divmod(code - 1, 2)
        state = OpenState.UNKNOWN if is_open_end else rules[number].state
        yield Stretch(run.start(), run.end(), state, rules[number].comment)
