"""Opening hours: what a stored value means at a moment, on a day and in a week.

Values are kept in OpenStreetMap's `opening_hours` notation and interpreted here only: "open now",
the table of hours, paper and open data cannot contradict each other. An empty value means unknown
hours, never shown as open or closed; so does a value that was stored before today's rules and that
they refuse. See docs/decisions/0031-opening-hours.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from knowledge.values.hours.calendar import last_day_of
from knowledge.values.hours.conflicts import refuse_conflicts
from knowledge.values.hours.merging import merged
from knowledge.values.hours.nights import whole_stretches
from knowledge.values.hours.notation.grammar import parse_rules
from knowledge.values.hours.problems import HoursError
from knowledge.values.hours.rules import DAY, Join, OpenState, Rule
from knowledge.values.hours.timeline import Stretch, stretches_of

ZONE = ZoneInfo("Europe/Amsterdam")
_LOOK_AHEAD = 14  # days
_COMPARED_DAYS = 3 * 366
_UNKNOWN_DAY = (Stretch(0, DAY, OpenState.UNKNOWN),)


@dataclass(frozen=True, slots=True)
class HoursNow:
    """Opening state at `at`, and what comes within two weeks.

    `changes_at` is None without a change; an open desk is then open day and night. `opens_at` is
    when a desk that is not open certainly opens. `comment` is what the value says about now.
    """

    state: OpenState
    at: datetime
    changes_at: datetime | None = None
    opens_at: datetime | None = None
    comment: str = ""

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
    def opens_same_day(self) -> bool:
        return self.opens_at is not None and self.opens_at.date() == self.at.date()


@dataclass(frozen=True, slots=True)
class DayHours:
    """Hours of one day: `spans` of opening and closing time, empty when it is not certainly open.

    A span that ends after midnight belongs to the day on which it opens. `known` is False when
    some hours of the day are unknown.
    """

    day: date
    spans: tuple[tuple[time, time], ...]
    known: bool = True

    @property
    def all_day(self) -> bool:
        return self.spans == ((time(0), time(0)),)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A value that was understood: equal to another when its normalised notation is equal."""

    notation: str
    rules: tuple[Rule, ...] = field(compare=False, repr=False)

    @property
    def crosses_midnight(self) -> bool:
        """True when a span ends on the day after: rare, and easily a slip of the pen."""
        return any(span.crosses_midnight for rule in self.rules for span in rule.spans)

    @property
    def known_until(self) -> date | None:
        """The last day that its rules speak about; None when they have no end."""
        ends = [last_day_of(rule) for rule in self.rules if rule.state != OpenState.CLOSED]
        return max(filter(None, ends)) if ends and all(ends) else None

    def stretches(self, day: date) -> tuple[Stretch, ...]:
        """What is open or unknown on `day`; the rest of the day is closed."""
        return _stretches(self, day)

    def at(self, moment: datetime) -> HoursNow:
        """State at the aware `moment`."""
        # As UTC: of an hour that the clock repeats, both times are equal in our own zone.
        return _at(self, moment.astimezone(UTC))

    def _at(self, local: datetime) -> HoursNow:
        state, comment = self._state(local.date(), local.hour * 60 + local.minute)
        changes_at = opens_at = None
        for later, next_state in self._states_after(local):
            if next_state != state and changes_at is None:
                changes_at = later
            if next_state == OpenState.OPEN != state:
                opens_at = later
            if changes_at and (opens_at or state == OpenState.OPEN):
                break
        return HoursNow(state, local, changes_at, opens_at, comment)

    def _states_after(self, local: datetime) -> Iterator[tuple[datetime, OpenState]]:
        """Each moment of the next two weeks at which a stretch begins or ends."""
        until = local + timedelta(days=_LOOK_AHEAD)
        for ahead in range(_LOOK_AHEAD + 1):
            day = local.date() + timedelta(days=ahead)
            for minute in self._boundaries(day):
                moment = _moment(day, minute)
                if local < moment <= until:
                    yield moment, self._state(day, minute)[0]

    def week(self, first: date) -> tuple[DayHours, ...]:
        """Seven days from `first` on."""
        return tuple(self._day(first + timedelta(days=ahead)) for ahead in range(7))

    def same_meaning(self, other: "OpeningHours", first: date) -> bool:
        """Whether both are in the same state at each minute of three years from `first` on."""
        days = (first + timedelta(days=ahead) for ahead in range(_COMPARED_DAYS))
        return all(self.stretches(day) == other.stretches(day) for day in days)

    def _state(self, day: date, minute: int) -> tuple[OpenState, str]:
        for stretch in self.stretches(day):
            if stretch.start <= minute < stretch.end:
                return stretch.state, stretch.comment
        return OpenState.CLOSED, ""

    def _boundaries(self, day: date) -> list[int]:
        edges = {0, *(edge for one in self.stretches(day) for edge in (one.start, one.end))}
        return sorted(edges - {DAY})

    def _day(self, day: date) -> DayHours:
        one_day = timedelta(days=1)
        neighbours = (
            self.stretches(day - one_day),
            self.stretches(day),
            self.stretches(day + one_day),
        )
        stretches = whole_stretches(*neighbours)
        return DayHours(
            day,
            tuple(
                (_time(one.start), _time(one.end))
                for one in stretches
                if one.state == OpenState.OPEN
            ),
            all(one.state == OpenState.OPEN for one in stretches),
        )


@lru_cache(maxsize=1024)
def parse_hours(notation: str) -> OpeningHours:
    """What `notation` means, normalised. Raises HoursError."""
    return hours_of(parse_rules(notation))


def hours_of(rules: Sequence[Rule]) -> OpeningHours:
    """The value that consists of `rules`. Raises HoursError when they contradict each other."""
    rules = merged(_complete(rules))
    refuse_conflicts(rules)
    text = str(rules[0])
    for rule in rules[1:]:
        text += f" || {rule}" if rule.join == Join.FALLBACK else f"{rule.join} {rule}"
    return OpeningHours(text, rules)


def _complete(rules: Sequence[Rule]) -> Sequence[Rule]:
    """Where only closed days are given, the other days are not known."""
    if any(rule.state != OpenState.CLOSED or not rule.selector for rule in rules):
        return rules
    return (Rule(state=OpenState.UNKNOWN), *rules)


def understood(value: str) -> OpeningHours | None:
    """The stored `value`; None when it is empty or cannot be understood."""
    try:
        return parse_hours(value) if value else None
    except HoursError:
        return None


def hours_at(value: str, at: datetime) -> HoursNow:
    """State of the stored `value` at the aware moment `at`."""
    hours = understood(value)
    return hours.at(at) if hours else HoursNow(OpenState.UNKNOWN, at.astimezone(ZONE))


def week_of(value: str, first: date) -> tuple[DayHours, ...]:
    """Seven days of the stored `value` from `first` on; empty when its hours are unknown."""
    hours = understood(value)
    return hours.week(first) if hours else ()


@lru_cache(maxsize=8192)
def _stretches(hours: OpeningHours, day: date) -> tuple[Stretch, ...]:
    if hours.known_until and day > hours.known_until:
        return _UNKNOWN_DAY
    return stretches_of(hours.rules, day)


@lru_cache(maxsize=8192)
def _at(hours: OpeningHours, moment: datetime) -> HoursNow:
    """Kept, since desks share their hours, and the cases of the guide their moments."""
    return hours._at(moment.astimezone(ZONE))


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, _time(minute), ZONE)
