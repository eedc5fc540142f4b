"""Opening hours in OpenStreetMap's `opening_hours` syntax, parsed in this one module.

"Open now", the table of hours and every list use these functions, so that they cannot
contradict each other. An empty value means unknown hours, never shown as open or closed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

ZONE = ZoneInfo("Europe/Amsterdam")
COUNTRY = "NL"  # for public holidays (PH)
_LOOK_AHEAD = timedelta(days=14)


class OpenState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HoursNow:
    """Opening state at `at`, and when it changes.

    `changes_at` is None without a change within two weeks; an open desk is then open day and
    night.
    """

    state: OpenState
    at: datetime
    changes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == OpenState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == OpenState.CLOSED

    @property
    def always(self) -> bool:
        return self.is_open and self.changes_at is None

    @property
    def changes_same_day(self) -> bool:
        return self.changes_at is not None and self.changes_at.date() == self.at.date()


@dataclass(frozen=True, slots=True)
class DayHours:
    """Hours of one day: `spans` of opening and closing time, empty when closed.

    `known` is False when some hours of the day are unknown.
    """

    day: date
    spans: tuple[tuple[time, time], ...]
    known: bool = True

    @property
    def all_day(self) -> bool:
        return self.spans == ((time(0), time(0)),)


def check_hours(value: str) -> None:
    """Raise ValueError, with the position of the error, when `value` cannot be parsed."""
    try:
        OpeningHours(value)
    except ParserError as error:
        raise ValueError(str(error).strip()) from error


def hours_at(value: str, at: datetime) -> HoursNow:
    """State of `value` at the aware moment `at`."""
    local = at.astimezone(ZONE)
    if not value:
        return HoursNow(OpenState.UNKNOWN, local)
    rules = _parsed(value)
    state, _comment = rules.state(local)
    known = {State.OPEN: OpenState.OPEN, State.CLOSED: OpenState.CLOSED}
    change = rules.next_change(local)
    if change is None or change - local > _LOOK_AHEAD:
        change = None
    return HoursNow(known.get(state, OpenState.UNKNOWN), local, change)


def week_of(value: str, first: date) -> tuple[DayHours, ...]:
    """Seven days from `first` on; empty when the hours are unknown."""
    if not value:
        return ()
    return tuple(_day(value, first + timedelta(days=ahead)) for ahead in range(7))


def _day(value: str, day: date) -> DayHours:
    start = datetime.combine(day, time(0), ZONE)
    end = datetime.combine(day + timedelta(days=1), time(0), ZONE)
    intervals = list(_parsed(value).intervals(start, end))
    spans = tuple(
        (opens.time(), closes.time())
        for opens, closes, state, _comment in intervals
        if state == State.OPEN
    )
    known = all(state != State.UNKNOWN for _opens, _closes, state, _comment in intervals)
    return DayHours(day, spans, known)


@lru_cache(maxsize=512)
def _parsed(value: str) -> OpeningHours:
    # Without coordinates the library cannot infer time zone and country.
    return OpeningHours(
        value, timezone=ZONE, country=COUNTRY, auto_country=False, auto_timezone=False
    )
