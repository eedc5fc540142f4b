"""What a sentence leads to: one desk if all ways to fill in the rest end there, else a question.

Pure. See docs/decisions/0036-sentences.md.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from referrals.flow.model import Cue, CueKind, Flow, Option, Question
from referrals.flow.resolving import Position, at_outcome
from referrals.reading.beside import danger_beside, said_aside
from referrals.reading.choices import (
    MOST,
    MOST_ASIDE,
    START,
    Choice,
    Query,
    Route,
    in_order,
    needs_no_desk,
)
from referrals.reading.reading import DANGER, Found, Reading, fits

FirstDesk = Callable[[Position], Hashable]
"""What visitors see first at an outcome; equal for outcomes that show the same."""


class Certainty(StrEnum):
    """How a sentence was answered; counted per day."""

    CERTAIN = "certain"
    ASKED = "asked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SentenceAnswer:
    """The answer to a sentence about a case.

    Either `position` (every completion has its first desk), or `choices` of `question`, the
    likeliest first. Before these stand `aside` what is only hinted at earlier questions, such as
    danger; together they are four at most. Where only a doubt takes the certainty away the first
    choice has no options. `earlier` is a question before it that would also change the desk.
    `found` is what was read; `doubts`, `age_in_doubt` and `is_partial` (not all was read) are why
    it is not certain. `answers` is the query for the guide with what was read.
    """

    found: tuple[Found, ...]
    answers: Query
    position: Position | None = None
    question: Question | None = None
    aside: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()
    earlier: Question | None = None
    doubts: tuple[Cue, ...] = ()
    age_in_doubt: bool = False
    is_partial: bool = False

    @property
    def listed(self) -> tuple[Choice, ...]:
        """All choices in the order in which they are shown."""
        return (*self.aside, *self.choices)

    @property
    def certainty(self) -> Certainty:
        return Certainty.CERTAIN if self.position else Certainty.ASKED


@dataclass(frozen=True, slots=True)
class _Way:
    """Where answers lead: the first desks of all completions, and one of these."""

    desks: frozenset[Hashable]
    sample: Position

    @property
    def decided(self) -> bool:
        return len(self.desks) == 1


def answer(flow: Flow, reading: Reading, first_desk: FirstDesk) -> SentenceAnswer | None:
    """The answer to what was read; None when it is not about a case, or the guide is broken."""
    return _Completions(flow, reading, first_desk).answer() if reading.is_case else None


class _Completions:
    """All ways to fill in what a sentence leaves open."""

    def __init__(self, flow: Flow, reading: Reading, first_desk: FirstDesk) -> None:
        self.flow = flow
        self.reading = reading
        self.first_desk = first_desk
        self._ways: dict[tuple[str, tuple[tuple[str, str], ...]], _Way | None] = {}
        self._considered: set[tuple[str, str]] = set()  # answers on any way
        self._possible_answers: dict[str, list[Option]] = {}  # by question
        self._said_aside = said_aside(flow, reading)

    def answer(self) -> SentenceAnswer | None:
        way = self._way(self.flow.start, START)
        if way is None:
            return None
        doubts = tuple(cue for cue in self.reading.cues if cue.kind == CueKind.DOUBT)
        common = SentenceAnswer(
            found=tuple(self._said()),
            answers=self._answers(),
            doubts=doubts,
            age_in_doubt=self.reading.age_in_doubt,
            is_partial=self.reading.is_partial and not self._in_danger(way.sample),
        )
        if not way.decided:
            return self._asked(common)
        if doubts or common.age_in_doubt or common.is_partial:
            only = Choice((), way.sample, common.answers)
            return replace(common, choices=(only, *self._danger_beside()))
        return replace(common, position=way.sample)

    def _in_danger(self, position: Position) -> bool:
        return DANGER in position.person.groups

    def _asked(self, common: SentenceAnswer) -> SentenceAnswer:
        """The question that divides. Where most answers leave several desks, the one after it.

        An answer that is only considered because of a hint stands `aside` with its desk, so that a
        sign of danger takes neither the place of the question that divides, nor of its desks.
        """
        slug = self.flow.start
        route = START
        aside: list[Choice] = []
        late: list[Choice] = []
        earlier: Question | None = None
        while True:
            question = self.flow.questions[slug]
            groups = self._groups(question, route)
            apart = [group for group in groups if self._only_hinted(question, group)]
            rest = [group for group in groups if group not in apart] or groups
            main = max(rest, key=len)
            hinted, outranked = self._hinted(question, route, apart)
            late.extend(outranked)
            if self._is_decided(question, route, main[0]) and (len(groups) > 1 or aside):
                others = [self._choice(question, route, g) for g in self._ordered(question, rest)]
                first = tuple(aside[:MOST_ASIDE])
                choices = self._with_danger(in_order(hinted, others, late, len(first)), len(first))
                return replace(
                    common, question=question, aside=first, choices=choices, earlier=earlier
                )
            aside.extend(choice for choice in hinted if choice.position)
            earlier = question if len(groups) > 1 else earlier
            route = route.after(question, main[0])
            slug = main[0].goal or ""

    def _hinted(
        self, question: Question, route: Route, groups: list[list[Option]]
    ) -> tuple[list[Choice], list[Choice]]:
        """Choices that are only hinted: those to put first, and those to put last.

        Last comes that nobody need be called, and what stands in the guide below an answer that is
        said: there the uppermost that is right is chosen. But not what is only considered when a
        sentence says it, such as danger or a colleague.
        """
        first: list[Choice] = []
        last: list[Choice] = []
        for group in groups:
            choice = self._choice(question, route, group)
            late = needs_no_desk(choice) or (choice.position and self._is_below(question, group))
            (last if late else first).append(choice)
        return first, last

    def _is_below(self, question: Question, group: Sequence[Option]) -> bool:
        said = self.reading.said(question.name)
        above = itertools.takewhile(lambda option: option not in group, question.options)
        told = any(option.when_said for option in group)
        return not told and any(option.slug in said for option in above)

    def _with_danger(self, choices: tuple[Choice, ...], aside: int) -> tuple[Choice, ...]:
        """`choices` beside so many `aside`, and danger where there is room."""
        return (*choices, *self._danger_beside()) if aside + len(choices) < MOST else choices

    def _danger_beside(self) -> Iterator[Choice]:
        """Danger as the last choice, where there is room and little was read of what happens."""
        danger = danger_beside(self.flow, self.reading)
        if danger:
            yield self._choice(self.flow.questions[self.flow.start], START, [danger])

    def _groups(self, question: Question, route: Route) -> list[list[Option]]:
        """The possible answers by the desks that they leave; hinted answers precede others."""
        groups: dict[frozenset[Hashable], list[Option]] = {}
        for option in self._possible(question):
            way = self._way_of(question, route, option)
            if way:
                groups.setdefault(way.desks, []).append(option)
        return list(groups.values())

    def _ordered(self, question: Question, groups: list[list[Option]]) -> list[list[Option]]:
        """What is hinted first, then what most answers lead to."""
        hinted = self.reading.hinted(question.name)
        return sorted(
            groups, key=lambda group: (hinted.isdisjoint(o.slug for o in group), -len(group))
        )

    def _only_hinted(self, question: Question, group: Sequence[Option]) -> bool:
        said = self.reading.said(question.name)
        others = any(option.slug in said for option in question.options)
        return all((option.when_said or others) and option.slug not in said for option in group)

    def _is_decided(self, question: Question, route: Route, option: Option) -> bool:
        way = self._way_of(question, route, option)
        return way is not None and way.decided

    def _choice(self, question: Question, route: Route, group: Sequence[Option]) -> Choice:
        way = self._way_of(question, route, group[0])
        given = dict(self._answers())
        if len(group) == 1:
            given[question.name] = group[0].slug
        position = way.sample if way and way.decided else None
        return Choice(tuple(group), position, tuple(given.items()))

    def _way_of(self, question: Question, route: Route, option: Option) -> _Way | None:
        return self._way(option.goal or "", route.after(question, option))

    def _way(self, slug: str, route: Route) -> _Way | None:
        """Where all completions from a question or outcome lead; None when nowhere."""
        key = (slug, route.telling)
        if key not in self._ways:
            self._ways[key] = self._walk(slug, route)
        return self._ways[key]

    def _walk(self, slug: str, route: Route) -> _Way | None:
        if slug in self.flow.outcomes:
            position = at_outcome(
                self.flow, route.steps, self.flow.outcomes[slug], self._said_aside
            )
            if self._said_aside:
                self._considered.update(position.answers[len(route.steps) :])
            return _Way(frozenset({self.first_desk(position)}), position)
        question = self.flow.questions.get(slug)
        if question is None or any(step.question is question for step in route.steps):
            return None
        possible = self._possible(question)
        self._considered.update((question.name, option.slug) for option in possible)
        ways = [self._way_of(question, route, option) for option in possible]
        known = [way for way in ways if way]
        if not known:
            return None
        return _Way(frozenset().union(*(way.desks for way in known)), known[0].sample)

    def _possible(self, question: Question) -> list[Option]:
        """The answers to `question` that what was read leaves possible, hinted ones first."""
        known = self._possible_answers
        if question.slug not in known:
            known[question.slug] = self._possible_of(question)
        return known[question.slug]

    def _possible_of(self, question: Question) -> list[Option]:
        said, hinted = self.reading.said(question.name), self.reading.hinted(question.name)
        listed = [option for option in question.options if option.slug in said]
        danger = [option for option in listed if DANGER in option.says]
        if danger:
            return danger
        added = [option for option in question.options if option.slug in hinted]
        if not listed:
            listed = [option for option in question.options if not option.when_said]
        possible = [*added, *(option for option in listed if option not in added)]
        aged = [option for option in possible if self._can_be(option)]
        return sorted(aged or possible, key=lambda option: option.slug not in hinted)

    def _can_be(self, option: Option) -> bool:
        age = self.reading.age
        return age is None or fits(option, age, age)

    def _said(self) -> Iterator[Found]:
        """What was read and counts: an answer to a question on any of the ways."""
        for found in self.reading.found:
            if not found.hint and (found.name, found.value) in self._considered:
                yield found

    def _answers(self) -> Query:
        """What was read, as a query for the guide: of each question what is not in doubt."""
        names = dict.fromkeys(found.name for found in self._said())
        said = [(name, self.reading.said(name)) for name in names]
        return tuple((name, min(values)) for name, values in said if len(values) == 1)
