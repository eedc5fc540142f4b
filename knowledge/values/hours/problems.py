"""Why a text is no opening hours that anyone can rely on, and what to write instead."""

from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 600  # characters that are read; no week needs more


class Problem(StrEnum):
    UNREADABLE = "unreadable"
    NO_TIMES = "no_times"
    NO_END = "no_end"
    NO_SUCH_TIME = "no_such_time"
    NO_SUCH_DATE = "no_such_date"
    WHOLE_DAY = "whole_day"
    TOO_LONG = "too_long"
    SCHOOL_HOLIDAYS = "school_holidays"
    SUN = "sun"
    REPEATED = "repeated"
    NO_DAYS = "no_days"
    EXCEPTION_FIRST = "exception_first"
    COMMENT = "comment"
    TWICE = "twice"
    WHICH_DAYS = "which_days"
    WHICH_TIMES = "which_times"
    APPOINTMENT = "appointment"
    FALLBACK = "fallback"


_MESSAGES: dict[Problem, Promise] = {
    Problem.UNREADABLE: _(
        "We cannot read “%(text)s” in these hours. Write for example: Monday to Friday "
        "9:00-17:00, closed on public holidays."
    ),
    Problem.NO_TIMES: _("The times are missing. Write for example: Monday to Friday 9:00-17:00."),
    Problem.NO_END: _(
        "Until when? Write a closing time after %(text)s, for example %(text)s-17:00. If nobody "
        "knows, write %(text)s+."
    ),
    Problem.NO_SUCH_TIME: _("%(text)s is not a time. Write times from 0:00 to 24:00."),
    Problem.NO_SUCH_DATE: _("There is no such date: %(text)s."),
    Problem.WHOLE_DAY: _("Does %(text)s mean the whole day? If so, write 0:00-24:00."),
    Problem.TOO_LONG: _("%(text)s is longer than a day. Write the hours of each day."),
    Problem.SCHOOL_HOLIDAYS: _(
        "We have no calendar of school holidays. Write the dates, for example: closed 20 July to "
        "30 August 2027."
    ),
    Problem.SUN: _("We cannot read sunrise or sunset. Write clock times."),
    Problem.REPEATED: _("We cannot read repeated times. Write from when to when."),
    Problem.NO_DAYS: _(
        "On which days does “%(text)s” apply? Write the days before it, and list all "
        "times for the same days one after another, for example: Monday to Friday "
        "9:00-12:00, 13:00-17:00."
    ),
    Problem.EXCEPTION_FIRST: _(
        "“%(later)s” replaces “%(text)s” on some days, so it is not clear which of them "
        "applies. Write exceptions last, and make sure that seasons do not overlap."
    ),
    Problem.COMMENT: _(
        "A comment can have no more than 60 characters and no numbers. There is a "
        "separate field for other remarks."
    ),
    Problem.TWICE: _(
        "Two different times are given for %(text)s. Write each day once, with all its times."
    ),
    Problem.WHICH_DAYS: _(
        "Which days do you mean by “%(text)s”? Write “to” between them for a range "
        "(Monday to Friday), or “and” for separate days (Monday and Friday)."
    ),
    Problem.WHICH_TIMES: _(
        "Which time do you mean by “%(text)s”? Use the 24-hour clock, for example 14:00."
    ),
    Problem.FALLBACK: _(
        "What applies at all other times comes last and has no days and times of its own, for "
        "example: otherwise by appointment."
    ),
    Problem.APPOINTMENT: _(
        "Does “%(text)s” apply to these times or to all other times? Write it directly after the "
        "times, or write “otherwise %(text)s”."
    ),
}


class HoursError(ValueError):
    """Raised for hours that cannot be read, or that could mean two things."""

    def __init__(self, problem: Problem, text: str = "", **params: Any) -> None:
        self.problem = problem
        self.params = {"text": text.strip(), **params}
        super().__init__(problem, text)

    def __str__(self) -> str:
        """The reason and what to write instead, in the active language."""
        return str(_MESSAGES[self.problem]) % self.params
