"""Collects the days that a part of the text is about."""

import re
from dataclasses import dataclass, field

from knowledge.values.hours.notation.periods import parse_dates
from knowledge.values.hours.notation.tokens import Tokens
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import (
    MONTHS,
    DatePoint,
    DateRange,
    NthWeekday,
    Rule,
    WeekRange,
)
from knowledge.values.hours.written.lexer import Lexeme, Lexemes
from knowledge.values.hours.written.lexicon import (
    DAY_NAMES,
    DAY_SETS,
    MONTH_NAMES,
    NAMED_DATES,
    ORDINALS,
    Word,
)

PERIOD = frozenset({Word.DATE, Word.NAMED_DATE, Word.MONTH})
_LAST_WEEK = 53


@dataclass(slots=True)
class Selection:
    """Days, with how the weekdays were put beside each other."""

    dates: list[DateRange] = field(default_factory=list)
    weeks: list[WeekRange] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    nth: list[NthWeekday] = field(default_factory=list)
    holidays: bool = False
    carried: bool = False  # the period of an earlier statement, without anything new
    text: str = ""  # the last weekday as it was written
    loose: str = ""  # weekdays without "and" or "to" between them

    @property
    def has_period(self) -> bool:
        return bool(self.dates or self.weeks)

    @property
    def has_days(self) -> bool:
        return bool(self.weekdays or self.nth or self.holidays)

    def __bool__(self) -> bool:
        return self.has_period or self.has_days

    def rule(self) -> Rule:
        """A rule for these days. Raises HoursError when it is not clear which they are."""
        apart = len(self.weekdays) == 2 and (self.weekdays[1] - self.weekdays[0]) % 7 != 1
        if self.loose and apart:
            raise HoursError(Problem.WHICH_DAYS, self.loose)
        return Rule(
            dates=tuple(self.dates),
            weeks=tuple(self.weeks),
            weekdays=frozenset(self.weekdays),
            nth=tuple(self.nth),
            holidays=self.holidays,
        )

    def period_only(self) -> "Selection":
        return Selection(dates=self.dates, weeks=self.weeks, carried=True)


def add_days(days: Selection, lexeme: Lexeme, lexemes: Lexemes, separator: str) -> None:
    """Add the days that `lexeme` and the words after it name. Raises HoursError."""
    days.carried = False
    if separator == "" and _is_beside_another(days, lexeme):
        raise HoursError(Problem.WHICH_DAYS, lexeme.text)
    if lexeme.word == Word.DAY:
        _add_weekdays(days, lexeme, lexemes, separator)
    elif lexeme.word == Word.HOLIDAYS:
        days.holidays = True
    elif lexeme.word == Word.NTH:
        days.nth.append(nth_of(lexeme))
    elif lexeme.word == Word.WEEKS:
        days.weeks += weeks_of(lexeme)
    else:
        _add_dates(days, lexeme, lexemes)


def _is_beside_another(days: Selection, lexeme: Lexeme) -> bool:
    """True for dates after dates and for weeks after weeks."""
    return bool(days.weeks if lexeme.word == Word.WEEKS else lexeme.word in PERIOD and days.dates)


def _add_weekdays(days: Selection, lexeme: Lexeme, lexemes: Lexemes, separator: str) -> None:
    if days.weekdays and separator in {"", "/"}:
        days.loose = f"{days.text}{separator or ' '}{lexeme.text}"
    days.text = lexeme.text
    found = sorted(weekdays_of(lexeme))
    if lexemes.next_are({Word.TO}, {Word.DAY}):
        lexemes.take()
        found = weekdays_between(lexeme, lexemes.take())
    days.weekdays += found


def _add_dates(days: Selection, lexeme: Lexeme, lexemes: Lexemes) -> None:
    found = dates_of(lexeme)
    if lexemes.next_are({Word.TO}, PERIOD):
        to, last = lexemes.take(), lexemes.take()
        if to.text == "tot":  # up to or including?
            raise HoursError(Problem.WHICH_DAYS, f"{lexeme.text} tot {last.text}")
        found = [range_of(found, dates_of(last), f"{lexeme.text} {to.text} {last.text}")]
    days.dates += found


def weekdays_of(lexeme: Lexeme) -> frozenset[int]:
    """The weekdays that one word names."""
    if "day" in lexeme.parts:
        return frozenset({_index(DAY_NAMES, lexeme.parts["day"])})
    return next(days for pattern, days in DAY_SETS if _is(pattern, lexeme.text))


def weekdays_between(first: Lexeme, last: Lexeme) -> list[int]:
    """All weekdays from one to another, also over the turn of the week."""
    start, end = weekdays_of(first), weekdays_of(last)
    if len(start) != 1 or len(end) != 1:
        raise HoursError(Problem.WHICH_DAYS, f"{first.text}-{last.text}")
    begin = min(start)
    return [(begin + ahead) % 7 for ahead in range((min(end) - begin) % 7 + 1)]


def nth_of(lexeme: Lexeme) -> NthWeekday:
    """Such as the first and third Tuesday of the month."""
    words = re.split(r",? (?:en|and)(?: de| the)? |, ?(?:de |the )?", lexeme.parts["nth"])
    positions = [number for word in words for number in ORDINALS if _is(ORDINALS[number], word)]
    return NthWeekday(_index(DAY_NAMES, lexeme.parts["day"]), tuple(positions))


def dates_of(lexeme: Lexeme) -> list[DateRange]:
    """The date, dates or month that one word names. Raises HoursError when there is none."""
    if lexeme.word == Word.NAMED_DATE:
        return [_named_date(lexeme.text)]
    parts = lexeme.parts
    number = int(parts["number"]) if "number" in parts else 1 + _index(MONTH_NAMES, parts["month"])
    if not 1 <= number <= len(MONTHS):
        raise HoursError(Problem.NO_SUCH_DATE, lexeme.text)
    month = f"{parts['year']} {MONTHS[number - 1]}" if "year" in parts else MONTHS[number - 1]
    more = [day.strip() for day in parts.get("more", "").split(",")]
    days = [day for day in (parts.get("first"), *more, parts.get("last")) if day]
    if len(days) == 2 and "to" in parts and parts["to"] not in {"en", "and", ","}:
        return list(parse_dates(Tokens(f"{month} {days[0]}-{month} {days[1]}")))
    names = [f"{month} {day}" for day in days] or [month]
    return [found for name in names for found in parse_dates(Tokens(name))]


def range_of(first: list[DateRange], last: list[DateRange], text: str) -> DateRange:
    """From the first of one date or month to the last of another."""
    if len(first) != 1 or len(last) != 1 or last[0].last is None:
        raise HoursError(Problem.UNREADABLE, text)
    found = parse_dates(Tokens(f"{first[0].first}-{last[0].last}"))
    return found[0]


def open_ended(dates: list[DateRange]) -> list[DateRange]:
    """From a date on, without an end; the year must be given."""
    start = dates[0].first
    if start.year is None:
        raise HoursError(Problem.NO_SUCH_DATE, str(start))
    return [DateRange(start, None)]


def weeks_of(lexeme: Lexeme) -> list[WeekRange]:
    parts = lexeme.parts
    if "odd" in parts:
        return [WeekRange(1, _LAST_WEEK, 2)]
    if "even" in parts:
        return [WeekRange(2, _LAST_WEEK - 1, 2)]
    first = int(parts.get("first") or parts["start"])
    last = int(parts.get("last") or parts.get("end") or first)
    if not 1 <= first <= last <= _LAST_WEEK:
        raise HoursError(Problem.NO_SUCH_DATE, lexeme.text)
    return [WeekRange(first, last)]


def _named_date(text: str) -> DateRange:
    date, easter = next((day, easter) for words, day, easter in NAMED_DATES if _is(words, text))
    point = DatePoint(month=date[0], day=date[1]) if date else DatePoint(easter=easter)
    return DateRange(point, point)


def _index(patterns: tuple[str, ...], text: str) -> int:
    return next(number for number, pattern in enumerate(patterns) if _is(pattern, text))


def _is(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None
