"""The opening hours that were read from a feed, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """Stored with the imported record; its label is for editors."""

    NO_DAYS = "no_days"
    NO_TIMES = "no_times"
    SAME_TIME = "same_time"
    TIME_ZONE = "time_zone"
    NOT_WEEKLY = "not_weekly"
    LIMITED = "limited"
    OTHER_RULE = "other_rule"
    DATES = "dates"
    OVERLAP = "overlap"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    DIFFERENT = "different"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS: dict[Reason, Promise] = {
    Reason.NO_DAYS: _("it does not say on which days"),
    Reason.NO_TIMES: _("it does not say from when to when"),
    Reason.SAME_TIME: _("it opens and closes at the same time"),
    Reason.TIME_ZONE: _("its times have a time zone of their own"),
    Reason.NOT_WEEKLY: _("it does not return every week"),
    Reason.LIMITED: _("it returns a limited number of times"),
    Reason.OTHER_RULE: _("it has a rule that we cannot read"),
    Reason.DATES: _("it ends before it begins"),
    Reason.OVERLAP: _("schedules for different periods overlap: it is unclear which one applies"),
    Reason.TOO_LONG: _("there is too much of it"),
    Reason.UNREADABLE: _("it cannot be read as opening hours"),
    Reason.DIFFERENT: _("read back, it says something different from what was given"),
}


@dataclass(frozen=True, slots=True)
class HoursProblem:
    """Why no hours were taken over, and what was given."""

    reason: Reason
    given: str


@dataclass(frozen=True, slots=True)
class ReadHours:
    """Hours in OpenStreetMap's notation, normalised; empty when unknown, for `problem` if any."""

    value: str = ""
    problem: HoursProblem | None = None


class ScheduleError(ValueError):
    """Raised for schedules that cannot be read as opening hours."""

    def __init__(self, reason: Reason, given: str) -> None:
        super().__init__(reason, given)
        self.problem = HoursProblem(reason, given)
