"""Opening hours as data: the rules that one value in OpenStreetMap's notation consists of.

A rule says for which days (years, dates, weeks, weekdays, public holidays) which times hold and
in which state. Minutes count from midnight; a span that ends on the next day ends after 1440.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = 24 * 60  # minutes


class OpenState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


_STATE_WORDS = {
    OpenState.OPEN: "open",
    OpenState.CLOSED: "off",
    OpenState.UNKNOWN: "unknown",
}


class Join(StrEnum):
    """How a rule relates to the rules before it."""

    OVERRIDE = ";"
    ADD = ","
    FALLBACK = "||"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, in minutes; `open_end` when nobody says how much longer."""

    start: int
    end: int
    open_end: bool = False

    @property
    def crosses_midnight(self) -> bool:
        return self.end > DAY

    def __str__(self) -> str:
        if self.open_end and self.start == self.end:
            return f"{clock(self.start)}+"
        end = self.end if self.end <= DAY else self.end - DAY
        return f"{clock(self.start)}-{clock(end)}{'+' if self.open_end else ''}"


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A month, a day of the year, or a day counted from Easter (`easter`: days after it)."""

    year: int | None = None
    month: int = 0
    day: int | None = None
    easter: int | None = None

    def __str__(self) -> str:
        if self.easter is not None:
            unit = "day" if abs(self.easter) == 1 else "days"
            date = "easter" if not self.easter else f"easter {self.easter:+d} {unit}"
        else:
            date = MONTHS[self.month - 1] + ("" if self.day is None else f" {self.day:02}")
        return f"{self.year} {date}" if self.year else date


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `first` up to and including `last`; without an end when `last` is None."""

    first: DatePoint
    last: DatePoint | None

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first}+"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class YearRange:
    first: int
    last: int | None

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first}+"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class WeekRange:
    """Weeks of ISO 8601, every `step`th of them."""

    first: int
    last: int
    step: int = 1

    def __str__(self) -> str:
        weeks = f"{self.first:02}" if self.first == self.last else f"{self.first:02}-{self.last:02}"
        return weeks if self.step == 1 else f"{weeks}/{self.step}"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """Such as the first and third Tuesday of the month; -1 is the last."""

    weekday: int
    nth: tuple[int, ...]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]}[{','.join(map(str, self.nth))}]"


@dataclass(frozen=True, slots=True)
class Rule:
    """Days, times and state. Without days it holds every day, without times all day."""

    join: Join = Join.OVERRIDE
    years: tuple[YearRange, ...] = ()
    dates: tuple[DateRange, ...] = ()
    weeks: tuple[WeekRange, ...] = ()
    weekdays: frozenset[int] = frozenset()
    nth: tuple[NthWeekday, ...] = ()
    holidays: bool = False
    spans: tuple[Span, ...] = ()
    state: OpenState = OpenState.OPEN
    comment: str = ""

    @property
    def has_period(self) -> bool:
        """True when it holds for a part of the year or for some years only."""
        return bool(self.years or self.dates or self.weeks)

    @property
    def has_days(self) -> bool:
        return bool(self.weekdays or self.nth or self.holidays)

    @property
    def is_ordinary(self) -> bool:
        """True for rules about plain weekdays of every week."""
        return not (self.has_period or self.nth or self.holidays)

    @property
    def whole_period(self) -> "Rule":
        """The same rule for each day of its period."""
        return replace(self, weekdays=frozenset(), nth=(), holidays=False)

    def parts(self) -> "Iterator[Rule]":
        """Weekdays, weekdays of the month and public holidays apart."""
        if not self.has_days:
            yield self
        if self.weekdays:
            yield replace(self, nth=(), holidays=False)
        for nth in self.nth:
            yield replace(self, weekdays=frozenset(), nth=(nth,), holidays=False)
        if self.holidays:
            yield replace(self, weekdays=frozenset(), nth=())

    @property
    def period(self) -> str:
        """Years, dates and weeks in OpenStreetMap's notation."""
        weeks = f"week {','.join(map(str, self.weeks))}" if self.weeks else ""
        parts = (",".join(map(str, self.years)), ",".join(map(str, self.dates)), weeks)
        return " ".join(filter(None, parts))

    @property
    def days(self) -> str:
        """Weekdays and public holidays in OpenStreetMap's notation."""
        runs = [
            WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
            for first, last in runs_of(self.weekdays)
        ]
        return ",".join([*runs, *map(str, self.nth), *(["PH"] if self.holidays else [])])

    @property
    def selector(self) -> str:
        """All that says on which days it holds, in OpenStreetMap's notation."""
        return " ".join(filter(None, (self.period, self.days)))

    def __str__(self) -> str:
        """The rule in OpenStreetMap's notation, without its join."""
        selector = self.selector
        times = ",".join(map(str, self.spans))
        is_said = self.state != OpenState.OPEN or self.comment  # a comment alone means unknown
        state = _STATE_WORDS[self.state] if is_said else ""
        if not (selector or times or state):
            selector = "24/7"
        elif not (times or state):
            times = "00:00-24:00"
        comment = f'"{self.comment}"' if self.comment else ""
        return " ".join(filter(None, (selector, times, state, comment)))


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def runs_of(days: Collection[int]) -> list[tuple[int, int]]:
    """Consecutive weekdays as pairs of first and last, also over the turn of the week."""
    starts = [day for day in sorted(days) if (day - 1) % 7 not in days] or sorted(days)[:1]
    return [(start, _last_in_run(start, days)) for start in starts]


def _last_in_run(start: int, days: Collection[int]) -> int:
    ahead = 0
    while ahead < 6 and (start + ahead + 1) % 7 in days:
        ahead += 1
    return (start + ahead) % 7
