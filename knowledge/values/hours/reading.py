"""Reads opening hours as people write them, in Dutch, in English or in OpenStreetMap's notation.

What could mean two things is not guessed at: HoursError says what to write instead.
"""

from functools import lru_cache

from knowledge.values.hours.notation.grammar import parse_rules
from knowledge.values.hours.opening_hours import OpeningHours, hours_of
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.written.statements import statements_of
from knowledge.values.hours.written.week_plan import in_order

_NO_NOTATION = (Problem.UNREADABLE, Problem.NO_TIMES, Problem.NO_END)


@lru_cache(maxsize=512)
def read_hours(text: str) -> OpeningHours:
    """What `text` means. Raises HoursError when it cannot be read or could mean two things."""
    try:
        rules = parse_rules(text)
        hours = hours_of(rules)
    except HoursError as error:
        return _read_words(text, error)
    if any(rule.spans and not rule.selector for rule in rules):
        raise HoursError(Problem.NO_DAYS, text)
    return hours


def _read_words(text: str, notation_error: HoursError) -> OpeningHours:
    """Read `text` as words, unless it is notation that says something impossible."""
    if notation_error.problem not in _NO_NOTATION:
        raise notation_error
    return hours_of(in_order(statements_of(text)))
