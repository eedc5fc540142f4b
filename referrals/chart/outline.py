"""A flow as a nested list: what `referrals.chart.drawing` draws, for whoever does not see it. Pure.

Each question and outcome is written out once. Where another answer leads to it, the list
refers to that place; so a circle ends, and a guide with a thousand questions stays one list.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from referrals.chart.boxes import WORDS, said
from referrals.flow.model import Flow, Kind, Option, Outcome, Question, Text

MOST_LEVELS = 12
"""Deeper than any sound guide; what lies deeper starts a list of its own."""

_REFERENCES: dict[str, Text] = {
    "above": {"nl": "zie hierboven", "en": "see above"},
    "below": {"nl": "zie hieronder", "en": "see below"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`entry` is what follows; None for answers to side questions, which lead nowhere."""

    slug: str
    label: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A question or an outcome, `kind` in words.

    `reference` says where it is written out, when that is not here. `asks` are the side
    questions of an outcome. `slug` is empty for a goal that does not exist.
    """

    slug: str
    kind: str
    text: str
    answers: tuple[Answer, ...] = ()
    asks: tuple[str, ...] = ()
    reference: str = ""


def outline(flow: Flow, *, language: str) -> list[Entry]:
    """The list of `flow`: its first question with all that follows, then what is left.

    What is left is what lies too deep, what nothing leads to, and the side questions.
    """
    return _Writer(flow, language).entries()


class _Writer:
    def __init__(self, flow: Flow, language: str) -> None:
        self.flow = flow
        self.language = language
        self.written: set[str] = set()
        self.too_deep: deque[str] = deque()

    def entries(self) -> list[Entry]:
        routes = [q.slug for q in self.flow.questions.values() if q.kind == Kind.ROUTE]
        sides = [q.slug for q in self.flow.questions.values() if q.kind != Kind.ROUTE]
        found = [] if self._exists(self.flow.start) else [self._missing(self.flow.start)]
        for slug in (self.flow.start, *routes, *self.flow.outcomes, *sides):
            self.too_deep.append(slug)
            while self.too_deep:
                waiting = self.too_deep.popleft()
                if self._exists(waiting) and waiting not in self.written:
                    found.append(self._entry(waiting, 1))
        return found

    def _exists(self, slug: str | None) -> bool:
        return slug in self.flow.questions or slug in self.flow.outcomes

    def _entry(self, slug: str, level: int) -> Entry:
        """`slug` written out, or a reference when it is already or would be too deep."""
        if slug not in self.written and level <= MOST_LEVELS:
            self.written.add(slug)
            if slug in self.flow.questions:
                return self._question(self.flow.questions[slug], level)
            return self._outcome(self.flow.outcomes[slug])
        if slug not in self.written:
            self.too_deep.append(slug)
        place = "above" if slug in self.written else "below"
        kind, text = self._named(slug)
        return Entry(slug, kind, text, reference=self._in(_REFERENCES[place]))

    def _question(self, question: Question, level: int) -> Entry:
        kind, text = self._named(question.slug)
        answers = tuple(self._answer(question, option, level) for option in question.options)
        return Entry(question.slug, kind, text, answers)

    def _answer(self, question: Question, option: Option, level: int) -> Answer:
        label = said(option.label, self.language, option.slug)
        if question.kind != Kind.ROUTE:
            return Answer(option.slug, label, None)
        goal = option.goal or ""
        entry = self._entry(goal, level + 1) if self._exists(goal) else self._missing(goal)
        return Answer(option.slug, label, entry)

    def _outcome(self, outcome: Outcome) -> Entry:
        kind, text = self._named(outcome.slug)
        asks = tuple(
            said(self.flow.questions[slug].text, self.language, slug)
            if slug in self.flow.questions
            else f"{self._in(WORDS['unknown'])} {slug}"
            for slug in outcome.side_questions
        )
        return Entry(outcome.slug, kind, text, asks=asks)

    def _named(self, slug: str) -> tuple[str, str]:
        question = self.flow.questions.get(slug)
        if question is None:
            title = self.flow.outcomes[slug].title
            return self._in(WORDS["outcome"]), said(title, self.language, slug)
        kind = "question" if question.kind == Kind.ROUTE else "side"
        return self._in(WORDS[kind]), said(question.text, self.language, slug)

    def _missing(self, goal: str) -> Entry:
        words = f"{self._in(WORDS['unknown'])} {goal}" if goal else self._in(WORDS["nowhere"])
        return Entry("", self._in(WORDS["problem"]), words)

    def _in(self, text: Text) -> str:
        return text.get(self.language, text["en"])
