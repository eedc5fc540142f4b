"""The choices beside a question, their order, and the routes on which they lie. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from referrals.flow.case import End
from referrals.flow.model import Option, Question
from referrals.flow.resolving import Position, Step

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


@dataclass(frozen=True, slots=True)
class Route:
    """The steps so far. `telling` are the question and answer of those that can change the first
    desk: routes that differ in nothing else lead to the same one.
    """

    steps: tuple[Step, ...] = ()
    telling: tuple[tuple[str, str], ...] = ()

    def after(self, question: Question, option: Option) -> Route:
        told = ((question.slug, option.slug),) if _matters(option) else ()
        return Route((*self.steps, Step(question, (option,))), self.telling + told)


START = Route()


def _matters(option: Option) -> bool:
    """Whether an answer says something of him or adds a desk: then it can change the first desk."""
    limited = option.min_age is not None or option.max_age is not None
    return bool(option.adds or option.says or option.tonight or limited)
