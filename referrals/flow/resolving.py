"""Resolves answers to the next question or to an outcome. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

from referrals.flow.answering import stand_ins_for
from referrals.flow.model import (
    NONE,
    Answers,
    Flow,
    Option,
    Outcome,
    Question,
    Referral,
    StandIn,
    Text,
)
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
    asked, the current one included. `all_stand_ins` are those of the flow.
    """

    steps: tuple[Step, ...]
    question: Question | None = None
    outcome: Outcome | None = None
    pending: Answers = field(default_factory=dict)
    ahead: int = 0
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
    def referrals(self) -> tuple[Referral, ...]:
        """Desks in order: the outcome's first, those that answers added, the outcome's others.

        Desks added for this boy thus precede the general ones. A desk named twice is listed once,
        with all reasons.
        """
        if self.outcome is None:
            return ()
        first, others = self.outcome.referrals[:1], self.outcome.referrals[1:]
        added = [referral for option in self._chosen() for referral in option.adds]
        return merged([*first, *added, *others])

    @property
    def own_services(self) -> frozenset[str]:
        """Slugs of the desks that the outcome itself names."""
        referrals = self.outcome.referrals if self.outcome else ()
        return frozenset(referral.service for referral in referrals)

    @property
    def person(self) -> Person:
        """What the answers say of the boy."""
        return reduce(Person.after, self._chosen(), Person())

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """The stand-ins that are for someone with these answers."""
        return stand_ins_for(self.person, self.all_stand_ins)

    @property
    def guidance(self) -> tuple[str, ...]:
        """Slugs of the guidance that answers added, then the outcome's, without duplicates."""
        added = [slug for option in self._chosen() for slug in option.guidance]
        own = self.outcome.guidance if self.outcome else ()
        return tuple(dict.fromkeys([*added, *own]))

    def _chosen(self) -> Iterator[Option]:
        for step in self.steps:
            yield from step.chosen


def merged(referrals: Sequence[Referral]) -> tuple[Referral, ...]:
    """Each desk once, at its first occurrence, with its distinct reasons in order."""
    reasons: dict[str, list[Text]] = {}
    for referral in referrals:
        known = reasons.setdefault(referral.service, [])
        known.extend(reason for reason in referral.reasons if reason not in known)
    return tuple(Referral(service, tuple(texts)) for service, texts in reasons.items())


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
    return _with_side_questions(flow, steps, flow.outcomes[slug], answers)


def _with_side_questions(
    flow: Flow, steps: list[Step], outcome: Outcome, answers: Answers
) -> Position:
    for slug in outcome.side_questions:
        if slug not in flow.questions:
            continue
        question = flow.questions[slug]
        chosen = question.chosen(answers)
        if chosen is None:
            return _stopped(flow, steps, question, answers, outcome.side_questions)
        steps.append(Step(question, chosen))
    return Position(tuple(steps), outcome=outcome, all_stand_ins=flow.stand_ins)


def _stopped(
    flow: Flow,
    steps: list[Step],
    question: Question,
    answers: Answers,
    sides: Sequence[str] = (),
) -> Position:
    """The position at `question`, with the answers to questions that can still follow it.

    `sides` are slugs of all side questions of the outcome, once that is known.
    """
    asked = {step.question.name for step in steps} | {question.name}
    coming = _reachable(flow, [question.slug, *sides])
    pending: dict[str, tuple[str, ...]] = {}
    for later in coming:
        chosen = later.chosen(answers)
        if later.name not in asked and later.name not in pending and chosen is not None:
            pending[later.name] = Step(later, chosen).values
    left = len(sides) - sides.index(question.slug) if sides else flow.questions_ahead[question.slug]
    return Position(tuple(steps), question=question, pending=pending, ahead=left)


def _reachable(flow: Flow, slugs: Sequence[str]) -> list[Question]:
    """Questions reachable from `slugs`, these included, breadth-first."""
    queue = list(slugs)
    reached: dict[str, Question] = {}
    for slug in queue:  # the queue grows during the loop
        if slug in flow.outcomes:
            queue.extend(flow.outcomes[slug].side_questions)
        elif slug in flow.questions and slug not in reached:
            reached[slug] = flow.questions[slug]
            queue.extend(flow.successors(slug))
    return list(reached.values())
