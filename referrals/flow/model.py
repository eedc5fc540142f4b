"""The guide itself: a flow is data, answers go in, the next question or the outcome comes out.

Pure: no Django, no database. A flow holds all its texts in all its languages, so that it can
be kept, compared and walked as one piece of data.

There are two sorts of question. An answer to a *route* question leads on: to one next
question or to one outcome. Side questions are asked once the outcome is known and before it
is shown; their answers only add desks and guidance to it. So a side condition multiplies
neither outcomes nor questions. See docs/decisions/0002-side-questions.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
