"""The guide itself: a flow is data, answers go in, the next question or the outcome comes out.

Pure: no Django, no database. A flow holds all its texts in all its languages, so that it can
be kept, compared and walked as one piece of data.

There are two sorts of question. An answer to a *route* question leads on: to one next
question or to one outcome. Side questions are asked once the outcome is known and before it
is shown; their answers only add desks and guidance to it. So a side condition multiplies
neither outcomes nor questions. See docs/decisions/0002-side-questions.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Text = Mapping[str, str]
"""The same words in each language: {"nl": "...", "en": "..."}."""

Answers = Mapping[str, Sequence[str]]
"""Chosen options by name of the question, as they stand in an address."""

NONE = "geen"
"""The answer to a side question with several answers when none of them applies."""


RESERVED_NAMES = (
    "verder",
    "wijzig",
    "sleutel",
    "gemeente",
    "gemeente-naam",
    "gevonden",
    "gevonden-naam",
    "tekst",
    "discreet",
)
"""Names in the address that are not answers: the question just sent or to be changed, the key
of a draft, the municipalities, which copy is printed."""


class Kind(StrEnum):
    ROUTE = "route"
    SIDE_ONE = "side_one"
    SIDE_MANY = "side_many"


@dataclass(frozen=True, slots=True)
class Referral:
    """One desk, by its slug, and why this desk. A desk that is merged has several reasons."""

    service: str
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer. The ages (in years, included), the groups it `says` he belongs to and that he
    needs someone `tonight` are read by the checks only.
    """

    slug: str
    label: Text
    hint: Text = field(default_factory=dict)
    goal: str | None = None
    adds: tuple[Referral, ...] = ()
    guidance: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    says: tuple[str, ...] = ()
    tonight: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`slug` is the question's own; `name` stands in the address.

    Questions on different branches that ask the same thing share a name, so that an answer
    survives when an earlier one changes.
    """

    slug: str
    name: str
    text: Text
    why: Text
    kind: Kind
    options: tuple[Option, ...]

    def chosen(self, answers: Answers) -> tuple[Option, ...] | None:
        """The valid answer among `answers`; None when there is none or it contradicts itself."""
        values = set(answers.get(self.name, ()))
        options = tuple(option for option in self.options if option.slug in values)
        if self.kind == Kind.SIDE_MANY:
            return options if options or NONE in values else None
        return options if len(options) == 1 else None


@dataclass(frozen=True, slots=True)
class Outcome:
    slug: str
    title: Text
    referrals: tuple[Referral, ...]
    side_questions: tuple[str, ...] = ()
    intro: Text = field(default_factory=dict)
    steps: Text = field(default_factory=dict)
    have_ready: Text = field(default_factory=dict)
    tell_him: Text = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    start: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]

    def next_slugs(self, slug: str) -> tuple[str, ...]:
        """Where `slug` leads, each goal once, in the order of its options."""
        question = self.questions.get(slug)
        if question is None:
            return ()
        return tuple(dict.fromkeys(option.goal for option in question.options if option.goal))

    @cached_property
    def questions_ahead(self) -> Mapping[str, int]:
        """By slug, the most questions that can still follow, the one itself included.

        Goals that do not exist count for nothing; a circle is not followed twice.
        """
        ahead = {
            outcome.slug: sum(side in self.questions for side in outcome.side_questions)
            for outcome in self.outcomes.values()
        }
        for question in reversed(self.questions_in_order):
            slug = question.slug
            longest = max((ahead.get(goal, 0) for goal in self.next_slugs(slug)), default=0)
            ahead[slug] = 1 + longest
        return ahead

    @cached_property
    def questions_in_order(self) -> Sequence[Question]:
        """Route questions that can be reached, each before all that it leads to.

        In a flow with a circle that cannot be held for the questions in it.
        """
        found: list[Question] = []
        seen: set[str] = set()
        stack = [(self.start, False)]
        while stack:
            slug, left = stack.pop()
            if left:
                found.append(self.questions[slug])
            elif slug in self.questions and slug not in seen:
                seen.add(slug)
                stack.append((slug, True))
                stack.extend((goal, False) for goal in self.next_slugs(slug))
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Step:
    question: Question
    chosen: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.slug for option in self.chosen) or (NONE,)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a set of answers leads: the steps taken, then a question or an outcome.

    `broken` is True when the flow has a fault there: nothing to ask and nowhere to go.
    `pending` holds answers given earlier to questions that may still come, `ahead` is the
    most questions that can still be asked, the present one included.
    """

    steps: tuple[Step, ...]
    question: Question | None = None
    outcome: Outcome | None = None
    pending: Answers = field(default_factory=dict)
    ahead: int = 0

    @property
    def broken(self) -> bool:
        return self.question is None and self.outcome is None

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The canonical address: name and value of each answer, in the order of asking."""
        given = [(step.question.name, value) for step in self.steps for value in step.values]
        return given + [(name, value) for name, values in self.pending.items() for value in values]

    @property
    def referrals(self) -> tuple[Referral, ...]:
        """Desks of the outcome: its first, then what answers added, then its others.

        A desk that was added for this boy comes before the general ones. One that is named
        twice stands once, with every reason.
        """
        if self.outcome is None:
            return ()
        first, others = self.outcome.referrals[:1], self.outcome.referrals[1:]
        added = [referral for option in self._chosen() for referral in option.adds]
        return merged([*first, *added, *others])

    @property
    def guidance(self) -> tuple[str, ...]:
        """Guidance that answers added, then that of the outcome, each once."""
        added = [slug for option in self._chosen() for slug in option.guidance]
        own = self.outcome.guidance if self.outcome else ()
        return tuple(dict.fromkeys([*added, *own]))

    def _chosen(self) -> Iterator[Option]:
        for step in self.steps:
            yield from step.chosen


def merged(referrals: Sequence[Referral]) -> tuple[Referral, ...]:
    """Each desk once, at its first place, with all its different reasons in order."""
    reasons: dict[str, list[Text]] = {}
    for referral in referrals:
        known = reasons.setdefault(referral.service, [])
        known.extend(reason for reason in referral.reasons if reason not in known)
    return tuple(Referral(service, tuple(texts)) for service, texts in reasons.items())


def resolve(flow: Flow, answers: Answers) -> Position:
    """Replay `answers` from the first question; unknown names and stale values fall away."""
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
    return Position(tuple(steps), outcome=outcome)


def _stopped(
    flow: Flow,
    steps: list[Step],
    question: Question,
    answers: Answers,
    sides: Sequence[str] = (),
) -> Position:
    """Stop at `question`, keeping answers to questions that can still come after it.

    `sides` are all side questions of the outcome, when it is already known.
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
    """Questions that can be reached from `slugs`, these included, nearest first."""
    queue = list(slugs)
    found: dict[str, Question] = {}
    for slug in queue:  # the queue grows while it is walked
        if slug in flow.outcomes:
            queue.extend(flow.outcomes[slug].side_questions)
        elif slug in flow.questions and slug not in found:
            found[slug] = flow.questions[slug]
            queue.extend(flow.next_slugs(slug))
    return list(found.values())
