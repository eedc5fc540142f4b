"""What is answered beside the way: side questions, and danger that is not said. Pure."""

from __future__ import annotations

from referrals.flow.model import Flow, Kind, Option
from referrals.reading.reading import DANGER, Reading

LITTLE = 3
"""Words with a meaning that were not read, from which on danger cannot be left out."""


def said_aside(flow: Flow, reading: Reading) -> dict[str, tuple[str, ...]]:
    """What is said to side questions, by name; two answers where there can be one are none."""
    said: dict[str, tuple[str, ...]] = {}
    for side in flow.questions.values():
        if side.kind != Kind.ROUTE and side.name not in said:
            values = tuple(sorted(reading.said(side.name)))
            if len(values) == 1 or (values and side.kind == Kind.SIDE_MANY):
                said[side.name] = values
    return said


def danger_beside(flow: Flow, reading: Reading) -> Option | None:
    """The answer that he is in danger, where nothing is said of what happens to him.

    No list of phrases holds every way to say it: "loading a gun" is read by nobody beforehand.
    """
    if reading.unread < LITTLE:
        return None
    start = flow.questions[flow.start]
    said = {(one.name, one.value) for one in reading.found if not one.hint}
    told = any(
        (option.says or option.when_said) and (question.name, option.slug) in said
        for question in flow.questions.values()
        for option in question.options
    )
    if told or any(one.name == start.name for one in reading.found):
        return None
    return next((option for option in start.options if DANGER in option.says), None)
