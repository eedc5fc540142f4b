"""The data model of the guide: a flow is a directed graph of questions that ends in outcomes.

Pure: no Django, no database. A flow holds its texts in every language, so that it can be stored,
compared and followed as one piece of data.

There are two sorts of question. Each answer to a *route* question leads on, to exactly one
question or outcome. Side questions can be answered on the result, to make it more precise; their
answers only add desks and guidance to it. So a side condition multiplies neither outcomes nor
questions, and never stands between someone and a desk. See docs/decisions/0002-side-questions.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from referrals.flow.case import Case, End

Text = Mapping[str, str]
"""The same words in each language: {"nl": "...", "en": "..."}."""

Answers = Mapping[str, Sequence[str]]
"""Slugs of the chosen options by name of the question, as in a URL's query."""

NONE = "geen"
"""The answer to a multiple-choice side question when none of its options applies."""

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
"""Query parameters that are not answers: the question just sent, the one to change, the key of a
draft, the municipalities, and the layout of the PDF."""


class Kind(StrEnum):
    ROUTE = "route"
    SIDE_ONE = "side_one"
    SIDE_MANY = "side_many"


@dataclass(frozen=True, slots=True)
class Referral:
    """A desk, by its slug, with the reasons for it: several when referrals were merged.

    Of a desk that an answer adds: whether it fits better than the outcome's own first desk.
    """

    service: str
    reasons: tuple[Text, ...]
    fits_better: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a question; `aliases` are earlier slugs, which links may still have.

    The checks and the reading of sentences use the ages (in years, inclusive). Only the checks use
    the groups that the answer `says` he belongs to, and whether he needs someone `tonight`.

    A sentence that has one of the `phrases` gives this answer; one that has one of the `hints` may
    mean it (lines of `referrals.reading.phrases`, by language). An answer that is only there
    `when_said` is never given to a question that a sentence leaves open.
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
    aliases: tuple[str, ...] = ()
    phrases: Text = field(default_factory=dict)
    hints: Text = field(default_factory=dict)
    when_said: bool = False

    def is_in(self, values: Collection[str]) -> bool:
        """Whether its slug, now or earlier, is among `values`."""
        return any(slug in values for slug in (self.slug, *self.aliases))


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its options; `slug` is unique, `name` is its query parameter.

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
        """The options chosen in `answers`; None when unanswered or contradictory."""
        values = answers.get(self.name)
        if not values:
            return None
        options = tuple(option for option in self.options if option.is_in(values))
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

    @property
    def end(self) -> End | None:
        """Which right answer that is no desk it is; None when its first desk is the answer."""
        return End.of(self.slug)


@dataclass(frozen=True, slots=True)
class StandIn:
    """A desk to show while none of an outcome's own desks answers, with the reason.

    For whom: ages in years (inclusive), any of these `groups` if there are any, and whether only
    for someone who needs help `tonight`.
    """

    service: str
    reason: Text
    min_age: int | None = None
    max_age: int | None = None
    groups: tuple[str, ...] = ()
    tonight: bool = False


class CueKind(StrEnum):
    """What a cue says of a sentence: there is somebody, it only looks something up, or a doubt."""

    PERSON = "person"
    LOOKUP = "lookup"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases by language that say something of a sentence itself, not of an answer.

    A doubt `says` why no desk is certain.
    """

    slug: str
    kind: CueKind
    phrases: Text
    says: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Flow:
    """The guide; `stand_ins` in the order in which they are shown, `cases` by slug.

    `cues` are for reading sentences.
    """

    start: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    stand_ins: tuple[StandIn, ...] = ()
    cases: Mapping[str, Case] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()

    def successors(self, slug: str) -> tuple[str, ...]:
        """Slugs that `slug` leads to, without duplicates, in the order of its options."""
        question = self.questions.get(slug)
        if question is None:
            return ()
        return tuple(dict.fromkeys(option.goal for option in question.options if option.goal))

    def sides_of(self, outcome: Outcome) -> tuple[Question, ...]:
        """The side questions of `outcome`, in order; those that do not exist are left out."""
        slugs = outcome.side_questions
        return tuple(self.questions[slug] for slug in slugs if slug in self.questions)

    def reachable(self, first: str) -> tuple[Question, ...]:
        """Questions reachable from `first`, itself included, breadth-first; side questions too."""
        known = self._reachable
        if first not in known:
            known[first] = tuple(self._breadth_first(first))
        return known[first]

    @cached_property
    def _reachable(self) -> dict[str, tuple[Question, ...]]:
        return {}

    def _breadth_first(self, first: str) -> Iterator[Question]:
        queue = [first]
        seen: set[str] = set()
        for slug in queue:  # the queue grows during the loop
            if slug in self.outcomes:
                queue.extend(self.outcomes[slug].side_questions)
            elif slug in self.questions and slug not in seen:
                seen.add(slug)
                yield self.questions[slug]
                queue.extend(self.successors(slug))

    @cached_property
    def questions_ahead(self) -> Mapping[str, int]:
        """By slug of a route question, how many can be asked at most from there, itself included.

        Goals that do not exist count as 0; a cycle is not followed twice.
        """
        ahead: dict[str, int] = {}
        for question in reversed(self.questions_in_order):
            slug = question.slug
            longest = max((ahead.get(goal, 0) for goal in self.successors(slug)), default=0)
            ahead[slug] = 1 + longest
        return ahead

    @cached_property
    def questions_in_order(self) -> Sequence[Question]:
        """Reachable route questions in topological order: each before all that it leads to.

        The questions of a cycle, if there is one, are in no particular order.
        """
        finished: list[Question] = []
        seen: set[str] = set()
        stack = [(self.start, False)]
        while stack:
            slug, left = stack.pop()
            if left:
                finished.append(self.questions[slug])
            elif slug in self.questions and slug not in seen:
                seen.add(slug)
                stack.append((slug, True))
                stack.extend((goal, False) for goal in self.successors(slug))
        return finished[::-1]
