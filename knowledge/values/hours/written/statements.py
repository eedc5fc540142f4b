"""Turns the words that people wrote into rules, one for each group of days with its hours."""

from dataclasses import dataclass, field, replace

from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import DAY, Join, OpenState, Rule, Span
from knowledge.values.hours.wording.periods import is_one_day
from knowledge.values.hours.written.clock import read_span
from knowledge.values.hours.written.lexer import Lexeme, Lexemes
from knowledge.values.hours.written.lexicon import Word
from knowledge.values.hours.written.selection import (
    PERIOD,
    Selection,
    add_days,
    dates_of,
    open_ended,
)

_DAYS = (Word.DAY, Word.HOLIDAYS, Word.NTH, Word.WEEKS, *PERIOD)
_SEPARATORS = (Word.COMMA, Word.AND, Word.SLASH)
_TIMES = (Word.TIME, Word.SINCE, Word.BETWEEN)
_ALSO = ("ook", "also", "en ook", "and also")  # "day and night, also at weekends"


def statements_of(text: str) -> list[Rule]:
    """The rules in `text`, in its order. Raises HoursError."""
    reader = _Reader(Lexemes(text))
    while reader.lexemes.rest:
        reader.read_next()
    reader.finish()
    if not reader.rules:
        raise HoursError(Problem.NO_TIMES)
    return reader.rules


@dataclass(slots=True)
class _Hours:
    """The times and the state of the statement that is being read."""

    spans: list[Span] = field(default_factory=list)
    whole_day: bool = False
    state: OpenState | None = None
    comment: str = ""
    adds: bool = False  # "also 18-20"

    def __bool__(self) -> bool:
        return bool(self.spans or self.whole_day or self.state)


class _Reader:
    """Reads one statement after another; a statement ends where days follow on times."""

    def __init__(self, lexemes: Lexemes) -> None:
        self.lexemes = lexemes
        self.rules: list[Rule] = []
        self.days = Selection()
        self.hours = _Hours()
        self.closed = False  # "closed on ...": days follow
        self.otherwise = False
        self.days_last = False  # "9-17 on weekdays"
        self.header = False  # the period stands on a line of its own
        self.separator = ""
        self.daypart: Lexeme | None = None

    def read_next(self) -> None:
        lexeme = self.lexemes.take()
        if lexeme.word in _DAYS:
            self._days(lexeme)
        elif lexeme.word in _SEPARATORS:
            self._separator(lexeme)
        else:
            readers = {
                Word.TIME: self._time,
                Word.WHOLE_DAY: self._whole_day,
                Word.CLOSED: self._closed,
                Word.EXCEPT: self._closed,
                Word.UNKNOWN: self._unknown,
                Word.OTHERWISE: self._otherwise,
                Word.SINCE: self._since,
                Word.BETWEEN: self._between,
                Word.DAYPART: self._daypart,
                Word.STOP: lambda _lexeme: self.finish(),
                Word.LINE: self._line,
                Word.OPEN_END: self._open_end,
            }
            if lexeme.word == Word.SCHOOL:
                raise HoursError(Problem.SCHOOL_HOLIDAYS)
            if lexeme.word not in readers:
                raise HoursError(Problem.UNREADABLE, lexeme.text)
            readers[lexeme.word](lexeme)

    def finish(self) -> None:
        """End of a statement and of the period that it is about."""
        self._flush()
        self.days, self.header, self.otherwise = Selection(), False, False

    def _line(self, _lexeme: Lexeme) -> None:
        """A new line goes on with the days of a line that has no times, and with more times."""
        if self.days and not self.hours and not self.closed:
            self.header = not self.days.has_days
        elif (
            self.lexemes.peek().word in {Word.TIME, Word.SINCE, Word.BETWEEN} and not self.days_last
        ):
            self.separator = ","
        elif self.header:
            self._flush()
        else:
            self.finish()

    def _flush(self) -> None:
        if self.closed:
            self._add(self._closed_rule())
            self.days = Selection()
        elif self.hours:
            self._add(self._open_rule())
            self.days = self.days.period_only() if self.days.has_days else Selection()
        elif self.days and not self.days.carried:
            raise HoursError(Problem.NO_TIMES)
        self.hours, self.closed, self.days_last, self.separator = _Hours(), False, False, ""

    def _add(self, rule: Rule) -> None:
        state = self.hours.state or (OpenState.CLOSED if self.closed else OpenState.OPEN)
        spans = tuple(self.hours.spans)
        join = Join.ADD if self.hours.adds else Join.OVERRIDE
        comment = self.hours.comment
        self.rules.append(replace(rule, join=join, spans=spans, state=state, comment=comment))

    def _closed_rule(self) -> Rule:
        if self.days:
            return self.days.rule()
        if len(self.rules) == 1 and self.hours.spans:
            return self.rules[0]
        raise HoursError(Problem.NO_DAYS, ", ".join(map(str, self.hours.spans)))

    def _open_rule(self) -> Rule:
        rule = self.days.rule()
        if self.hours.spans and not (rule.has_days or is_one_day(rule)):
            texts = ", ".join(map(str, self.hours.spans))
            raise HoursError(Problem.NO_DAYS, texts)
        return rule

    def _days(self, lexeme: Lexeme) -> None:
        if self.hours and not self.days and not self.closed:
            if self.separator in _ALSO:
                return
            self.days_last = True
        elif self.hours and not self.days_last:
            self._flush()
        if self.days.carried and self.separator == "" and lexeme.word in {*PERIOD, Word.WEEKS}:
            self.days = Selection()
        if lexeme.word == Word.DAY:
            self.daypart = lexeme if {"am", "pm"} & set(lexeme.parts) else None
        add_days(self.days, lexeme, self.lexemes, self.separator)
        self.separator = ""

    def _separator(self, lexeme: Lexeme) -> None:
        self.separator = lexeme.text
        if lexeme.text in _ALSO and self.days.has_days and not self.hours:
            self.hours.adds = True
        if self.closed and self.days and self._hours_follow():
            self._flush()

    def _hours_follow(self) -> bool:
        """Whether times or a state come before the next separator."""
        for lexeme in self.lexemes.rest:
            if lexeme.word in {Word.COMMA, Word.STOP}:
                return False
            if lexeme.word in {Word.TIME, Word.WHOLE_DAY, Word.CLOSED, Word.UNKNOWN}:
                return True
        return False

    def _time(self, lexeme: Lexeme, *, between: bool = False) -> None:
        if self.days_last:
            self._flush()
        if self.hours.state:
            raise HoursError(Problem.APPOINTMENT, lexeme.text)
        span = read_span(self.lexemes, lexeme, self.daypart, between=between)
        self.daypart = None
        if (span.start, span.end) == (0, DAY):
            self.hours.whole_day = True
        else:
            self.hours.spans.append(span)
        self.separator = ""

    def _open_end(self, lexeme: Lexeme) -> None:
        if not self.hours.spans:
            raise HoursError(Problem.UNREADABLE, lexeme.text)
        self.hours.spans[-1] = replace(self.hours.spans[-1], open_end=True)

    def _whole_day(self, lexeme: Lexeme) -> None:
        if self.hours.spans:
            raise HoursError(Problem.UNREADABLE, lexeme.text)
        self.hours.whole_day = True

    def _closed(self, lexeme: Lexeme) -> None:
        if self.otherwise:
            self.otherwise = False
            return
        if self.hours.whole_day and self.days and self._ends():  # "closed all day"
            self.hours = _Hours(state=OpenState.CLOSED)
        elif self.hours:
            self._flush()
            self.closed = True
        elif self.days and not self.closed and (lexeme.word == Word.CLOSED or self._ends()):
            self.hours.state = OpenState.CLOSED
        elif self.days and not self.closed:  # "Monday to Friday except Wednesday 9-17"
            raise HoursError(Problem.UNREADABLE, lexeme.text)
        else:
            self.closed = True
        if self.closed and not self.lexemes.peek().text and not self.days:
            self._nothing_but_closed(lexeme)

    def _ends(self) -> bool:
        return self.lexemes.peek().word in {Word.STOP, Word.COMMA, Word.LINE}

    def _nothing_but_closed(self, lexeme: Lexeme) -> None:
        if self.rules or lexeme.word == Word.EXCEPT:
            raise HoursError(Problem.UNREADABLE, lexeme.text)
        self.closed, self.hours.state = False, OpenState.CLOSED

    def _unknown(self, lexeme: Lexeme) -> None:
        comment = lexeme.parts.get("comment", "")
        if self.otherwise:
            self.rules.append(Rule(join=Join.FALLBACK, state=OpenState.UNKNOWN, comment=comment))
            self.otherwise = False
        elif self.closed or self.separator or self.hours.state or len(self.hours.spans) > 1:
            raise HoursError(Problem.APPOINTMENT, lexeme.text)
        else:
            self.hours.state, self.hours.comment = OpenState.UNKNOWN, comment

    def _otherwise(self, _lexeme: Lexeme) -> None:
        self.finish()
        if self.lexemes.peek().word not in {Word.CLOSED, Word.UNKNOWN}:
            raise HoursError(Problem.UNREADABLE, self.lexemes.peek().text)
        self.otherwise = True

    def _since(self, lexeme: Lexeme) -> None:
        if self.lexemes.peek().word in PERIOD and self.lexemes.peek(1).word != Word.TO:
            if self.hours:
                self._flush()
            dates = self.lexemes.take()
            if self.days.dates and not self.days.carried:
                raise HoursError(Problem.WHICH_DAYS, dates.text)
            self.days = replace(self.days, dates=open_ended(dates_of(dates)), carried=False)
        elif self.lexemes.peek().word not in {Word.TIME, *_DAYS, Word.DAYPART}:
            raise HoursError(Problem.UNREADABLE, lexeme.text)

    def _between(self, lexeme: Lexeme) -> None:
        if self.lexemes.peek().word == Word.DAY and self.lexemes.peek(1).word == Word.AND:
            self.lexemes.rest[1] = replace(self.lexemes.rest[1], word=Word.TO)
            return
        if self.lexemes.peek().word != Word.TIME:
            raise HoursError(Problem.UNREADABLE, lexeme.text)
        self._time(self.lexemes.take(), between=True)

    def _daypart(self, lexeme: Lexeme) -> None:
        if self.lexemes.peek().word not in _TIMES:
            raise HoursError(Problem.WHICH_TIMES, lexeme.text)
        self.daypart = lexeme
