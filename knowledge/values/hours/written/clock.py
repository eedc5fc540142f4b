"""Reads times of the day as people write them: "9 uur", "9u30", "5 pm", "noon"."""

import re
from dataclasses import dataclass

from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import DAY, Span
from knowledge.values.hours.written.lexer import Lexeme, Lexemes
from knowledge.values.hours.written.lexicon import NUMBERS, Word

_NOON = 12 * 60
_EARLIEST, _LATEST_START, _LATEST_CLOSE = 6, 12, 6  # hours of the usual working day on the dial


@dataclass(frozen=True, slots=True)
class ClockTime:
    """Minutes since midnight. `bare` is an hour up to 12 that could be before or after noon."""

    minutes: int
    text: str
    bare: bool = False

    @property
    def hour(self) -> int:
        return self.minutes // 60


def read_span(
    lexemes: Lexemes, first: Lexeme, daypart: Lexeme | None, *, between: bool = False
) -> Span:
    """The span that starts with the time `first`. Raises HoursError when its end is missing.

    `daypart` is a part of the day named before it; `between` allows "and" in front of the end.
    """
    opens = _with_daypart(lexemes, first, daypart)
    comma = 1 if lexemes.peek().word == Word.COMMA else 0
    if lexemes.peek(comma).word == Word.OPEN_END:
        del lexemes.rest[: comma + 1]
        return Span(opens.minutes, opens.minutes, open_end=True)
    links = {Word.TO, Word.AND} if between else {Word.TO}
    if not lexemes.next_are(links, {Word.TIME}):
        raise HoursError(Problem.NO_END, first.text)
    lexemes.take()
    last = lexemes.take()
    closes = _with_daypart(lexemes, last, None)
    later = in_daypart(closes, daypart) if daypart and closes.text == last.text else closes
    return span_between(opens, later if later.minutes > opens.minutes else closes)


def _with_daypart(lexemes: Lexemes, lexeme: Lexeme, daypart: Lexeme | None) -> ClockTime:
    time = read_time(lexeme)
    if lexemes.peek().word == Word.DAYPART:
        return on_daypart(time, lexemes.take())
    return in_daypart(time, daypart) if daypart else time


def read_time(lexeme: Lexeme) -> ClockTime:
    """The time that one word says. Raises HoursError when there is no such time."""
    parts = lexeme.parts
    if "noon" in parts:
        return ClockTime(_NOON, lexeme.text)
    if "midnight" in parts:
        return ClockTime(DAY, lexeme.text)
    compact = parts.get("compact", "")
    number = parts.get("hour") or parts.get("hour_u") or compact[:2] or _number(parts["number"])
    minute = parts.get("minute") or parts.get("minute_u") or compact[2:] or None
    minutes = int(number) * 60 + int(minute or 0)
    if int(minute or 0) >= 60 or minutes > DAY:
        raise HoursError(Problem.NO_SUCH_TIME, lexeme.text)
    return ClockTime(minutes, lexeme.text, bare=minute is None and 0 < minutes <= _NOON)


def on_daypart(time: ClockTime, part: Lexeme) -> ClockTime:
    """`time` with the "pm" or "'s ochtends" that is written behind it."""
    minutes, is_noon_hour = time.minutes, time.hour == _NOON // 60
    if "pm" in part.parts and minutes < _NOON:
        minutes += _NOON
    elif "am" in part.parts and is_noon_hour:
        minutes -= _NOON
    elif "am" in part.parts and minutes > _NOON:
        raise HoursError(Problem.NO_SUCH_TIME, f"{time.text} {part.text}")
    return ClockTime(minutes, f"{time.text} {part.text}")


def in_daypart(time: ClockTime, part: Lexeme) -> ClockTime:
    """`time` in the morning or afternoon that is named before it: "'s middags 1-5"."""
    on_dial = 0 < time.hour < _NOON // 60 and not time.text.startswith("0")
    later = "pm" in part.parts and on_dial
    return ClockTime(time.minutes + _NOON if later else time.minutes, time.text)


def span_between(opens: ClockTime, closes: ClockTime) -> Span:
    """The span from one time to another; asked back when it could be before or after noon."""
    text = f"{opens.text}-{closes.text}"
    start, end = opens.minutes % DAY, closes.minutes or DAY
    if opens.bare and not closes.bare and start + _NOON < end and "pm" in _letters(closes.text):
        start += _NOON
    elif opens.bare and opens.hour < _EARLIEST:
        raise HoursError(Problem.WHICH_TIMES, text)
    if end <= start and closes.bare:
        if not (_EARLIEST <= start // 60 <= _LATEST_START and closes.hour <= _LATEST_CLOSE):
            if start <= _NOON or (closes.hour <= _LATEST_CLOSE and end + _NOON > start):
                raise HoursError(Problem.WHICH_TIMES, text)
            return Span(start, end + DAY)
        return Span(start, end + _NOON)
    if end == start:
        raise HoursError(Problem.WHOLE_DAY, text)
    if end < start <= _NOON and opens.bare:
        raise HoursError(Problem.WHICH_TIMES, text)
    return Span(start, end if end > start else end + DAY)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


def _number(text: str) -> str:
    for number, words in NUMBERS.items():
        if text in words.split("|"):
            return str(number)
    return text
