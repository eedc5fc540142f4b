"""A flow as a nested list: the accessible alternative to the diagram. Pure.

Each question and outcome is written out once; other answers that lead to it get a reference. So
cycles end, and a guide with a thousand questions stays one list.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from referrals.chart.boxes import WORDS, text_in
from referrals.flow.model import Flow, Kind, Option, Outcome, Question, Text

MAX_LEVELS = 12
"""Deeper than any valid guide; a node beyond this depth starts a list of its own."""

_REFERENCES: dict[str, Text] = {
    "above": {"nl": "zie hierboven", "en": "see above"},
    "below": {"nl": "zie hieronder", "en": "see below"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `entry` is what it leads to, None for answers to side questions."""

    slug: str
    label: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A question or an outcome; `kind` is a label for readers.

    `reference` says where the node is written out, when that is not here. `asks` are the side
    questions of an outcome. `slug` is empty for a goal that does not exist.
    """

    slug: str
    kind: str
    text: str
    answers: tuple[Answer, ...] = ()
    asks: tuple[str, ...] = ()
    reference: str = ""


def outline(flow: Flow, *, language: str) -> list[Entry]:
    """The list of `flow`: its first question with all that follows, then the rest.

    The rest are nodes beyond `MAX_LEVELS`, unreachable nodes, and the side questions.
    """
    return _OutlineBuilder(flow, language).entries()


class _OutlineBuilder:
    def __init__(self, flow: Flow, language: str) -> None:
        self.flow = flow
        self.language = language
        self.written: set[str] = set()
        self.too_deep: deque[str] = deque()

    def entries(self) -> list[Entry]:
        routes = [q.slug for q in self.flow.questions.values() if q.kind == Kind.ROUTE]
        sides = [q.slug for q in self.flow.questions.values() if q.kind != Kind.ROUTE]
        entries = [] if self._exists(self.flow.start) else [self._missing(self.flow.start)]
        for slug in (self.flow.start, *routes, *self.flow.outcomes, *sides):
            self.too_deep.append(slug)
            while self.too_deep:
                next_slug = self.too_deep.popleft()
                if self._exists(next_slug) and next_slug not in self.written:
                    entries.append(self._entry(next_slug, 1))
        return entries

    def _exists(self, slug: str | None) -> bool:
        return slug in self.flow.questions or slug in self.flow.outcomes

    def _entry(self, slug: str, level: int) -> Entry:
        """`slug` written out, or a reference when that is done already or would be too deep."""
        if slug not in self.written and level <= MAX_LEVELS:
            self.written.add(slug)
            if slug in self.flow.questions:
                return self._question(self.flow.questions[slug], level)
            return self._outcome(self.flow.outcomes[slug])
        if slug not in self.written:
            self.too_deep.append(slug)
        where = "above" if slug in self.written else "below"
        kind, text = self._kind_and_text(slug)
        return Entry(slug, kind, text, reference=self._in(_REFERENCES[where]))

    def _question(self, question: Question, level: int) -> Entry:
        kind, text = self._kind_and_text(question.slug)
        answers = tuple(self._answer(question, option, level) for option in question.options)
        return Entry(question.slug, kind, text, answers)

    def _answer(self, question: Question, option: Option, level: int) -> Answer:
        label = text_in(option.label, self.language, option.slug)
        if question.kind != Kind.ROUTE:
            return Answer(option.slug, label, None)
        goal = option.goal or ""
        entry = self._entry(goal, level + 1) if self._exists(goal) else self._missing(goal)
        return Answer(option.slug, label, entry)

    def _outcome(self, outcome: Outcome) -> Entry:
        kind, text = self._kind_and_text(outcome.slug)
        asks = tuple(
            text_in(self.flow.questions[slug].text, self.language, slug)
            if slug in self.flow.questions
            else f"{self._in(WORDS['unknown'])} {slug}"
            for slug in outcome.side_questions
        )
        return Entry(outcome.slug, kind, text, asks=asks)

    def _kind_and_text(self, slug: str) -> tuple[str, str]:
        question = self.flow.questions.get(slug)
        if question is None:
            title = self.flow.outcomes[slug].title
            return self._in(WORDS["outcome"]), text_in(title, self.language, slug)
        kind = "question" if question.kind == Kind.ROUTE else "side"
        return self._in(WORDS[kind]), text_in(question.text, self.language, slug)

    def _missing(self, goal: str) -> Entry:
        text = f"{self._in(WORDS['unknown'])} {goal}" if goal else self._in(WORDS["nowhere"])
        return Entry("", self._in(WORDS["problem"]), text)

    def _in(self, text: Text) -> str:
        return text.get(self.language, text["en"])
