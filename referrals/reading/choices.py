"""The choices beside a question, and their order. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.flow.case import End
from referrals.flow.model import Option
from referrals.flow.resolving import Position

MOST = 4
"""Choices that are shown."""

MOST_ASIDE = 2
"""Of these, at most so many that are only considered because of a hint."""

Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Answers to the open question that lead to the same desk; the page names each.

    `position` is an outcome with that desk, or None where these answers leave more than one.
    `answers` is the query for the guide: what was read, and this answer.
    """

    options: tuple[Option, ...]
    position: Position | None
    answers: Query


def in_order(
    hinted: list[Choice], others: list[Choice], late: list[Choice], aside: int
) -> tuple[Choice, ...]:
    """What fits beside `aside` choices: first what a hint adds, at the end what comes late."""
    known = [choice for choice in hinted if choice.position]
    unclear = [choice for choice in hinted if not choice.position]
    late = late[:MOST_ASIDE]
    shown = [*known[: MOST_ASIDE - aside], *others, *unclear]
    return (*shown[: MOST - aside - len(late)], *late)


def needs_no_desk(choice: Choice) -> bool:
    """Whether it says that nobody need be called."""
    position = choice.position
    if position is None or position.outcome is None:
        return False
    return End.of(position.outcome.slug) == End.NO_DESK
