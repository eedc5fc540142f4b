"""Resolves answers to the next question or to an outcome. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from referrals.flow.answering import Rank, RankedDesk, ranked, stand_ins_for
from referrals.flow.model import NONE, Answers, Flow, Kind, Option, Outcome, Question, StandIn
from referrals.flow.person import Person


@dataclass(frozen=True, slots=True)
class Step:
    """A question that was answered, with the options chosen: none is a valid multiple choice."""

    question: Question
    chosen: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.slug for option in self.chosen) or (NONE,)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a set of answers leads: the steps taken, then a question or an outcome.

    `broken` is True when a fault in the flow leaves neither. `pending` holds valid answers to
    questions that may still come; `ahead` is the largest number of questions that can still be
    asked, the current one included. `sides` are all side questions of the outcome, answered or
    not. `all_stand_ins` are those of the flow.
    """

    steps: tuple[Step, ...]
    question: Question | None = None
    outcome: Outcome | None = None
    pending: Answers = field(default_factory=dict)
    ahead: int = 0
    sides: tuple[Question, ...] = ()
    all_stand_ins: tuple[StandIn, ...] = ()

    @property
    def broken(self) -> bool:
        return self.question is None and self.outcome is None

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The canonical query: name and value of each answer, in the order of asking."""
        given = [(step.question.name, value) for step in self.steps for value in step.values]
        return given + [(name, value) for name, values in self.pending.items() for value in values]

    @property
    def route(self) -> tuple[Step, ...]:
        """The steps of the way to the outcome, without side questions."""
        return tuple(step for step in self.steps if step.question.kind == Kind.ROUTE)

    @property
    def open_sides(self) -> tuple[Question, ...]:
        """The side questions of the outcome that are not answered."""
        answered = {step.question.slug for step in self.steps}
        return tuple(side for side in self.sides if side.slug not in answered)

    def answering(self, side: Step) -> Position:
        """This position with one more side question answered."""
        return replace(self, steps=(*self.steps, side))

    @property
    def desks(self) -> tuple[RankedDesk, ...]:
        """The desks of the outcome and of the answers in order of fit, then the stand-ins."""
        if self.outcome is None:
            return ()
        added = [referral for option in self._chosen() for referral in option.adds]
        stand_ins = stand_ins_for(self.person, self.all_stand_ins)
        return ranked(self.outcome.referrals, added, stand_ins)

    @property
    def referrals(self) -> tuple[RankedDesk, ...]:
        """The desks in order of fit, without stand-ins."""
        return tuple(desk for desk in self.desks if desk.rank != Rank.STAND_IN)

    @property
    def stand_ins(self) -> tuple[RankedDesk, ...]:
        """The stand-ins that are for someone with these answers."""
        return tuple(desk for desk in self.desks if desk.rank == Rank.STAND_IN)

    @property
    def person(self) -> Person:
        """What the answers say of the boy."""
        return reduce(Person.after, self._chosen(), Person())

    @property
    def guidance(self) -> tuple[str, ...]:
        """Slugs of the guidance that answers added, then the outcome's, without duplicates."""
        added = [slug for option in self._chosen() for slug in option.guidance]
        own = self.outcome.guidance if self.outcome else ()
        return tuple(dict.fromkeys([*added, *own]))

    def _chosen(self) -> Iterator[Option]:
        for step in self.steps:
            yield from step.chosen


def resolve(flow: Flow, answers: Answers) -> Position:
    """Replay `answers` from the first question, ignoring unknown names and stale values."""
    steps: list[Step] = []
    slug = flow.start
    visited: set[str] = set()
    while slug in flow.questions and slug not in visited:
        visited.add(slug)
        question = flow.questions[slug]
        chosen = question.chosen(answers)
        if chosen is None:
            return _stopped(flow, steps, question, answers)
        steps.append(Step(question, chosen))
        slug = chosen[0].goal or "" if chosen else ""
    if slug not in flow.outcomes:
        return Position(tuple(steps))
    return at_outcome(flow, steps, flow.outcomes[slug], answers)


def at_outcome(
    flow: Flow, route: Sequence[Step], outcome: Outcome, answers: Answers | None = None
) -> Position:
    """The position at `outcome`, with those of its side questions answered that `answers` has."""
    sides = flow.sides_of(outcome)
    answered = [
        Step(side, chosen) for side in sides if (chosen := side.chosen(answers or {})) is not None
    ]
    return Position(
        (*route, *answered),
        outcome=outcome,
        sides=sides,
        all_stand_ins=flow.stand_ins,
    )


def _stopped(flow: Flow, steps: list[Step], question: Question, answers: Answers) -> Position:
    """The position at `question`, with the answers to questions that can still follow it."""
    asked = {step.question.name for step in steps} | {question.name}
    coming: dict[str, list[Step]] = {}
    for later in flow.reachable(question.slug):
        chosen = later.chosen(answers)
        if later.name not in asked and chosen is not None:
            coming.setdefault(later.name, []).append(Step(later, chosen))
    pending = {name: _waiting(known, answers[name]) for name, known in coming.items()}
    ahead = flow.questions_ahead[question.slug]
    return Position(tuple(steps), question=question, pending=pending, ahead=ahead)


def _waiting(steps: Sequence[Step], given: Sequence[str]) -> tuple[str, ...]:
    """The values of questions that share a name, as far as any of them knows these.

    An earlier name of another answer counts only where no question has the answer itself.
    """
    known = dict.fromkeys(value for step in steps for value in step.values)
    return tuple(value for value in known if value in given) or steps[0].values
