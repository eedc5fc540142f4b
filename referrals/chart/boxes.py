"""What stands on the picture of a flow: boxes with their words, and arrows. Pure.

Words only: where a box goes is `layers`, how it looks is `svg`.
Meaning never hangs on colour alone: what is wrong, new or first says so in words.
"""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from referrals.flow.checks.problem import Problem
from referrals.flow.model import Flow, Kind, Option, Outcome, Question, Text

WRAP = 28
"""Characters on a line of a box: short enough for a whole guide to stay readable on A3."""

LABEL_WRAP = 48
"""Of an answer: on paper that lies on its side there is more room between boxes than below."""

WORDS: Mapping[str, Text] = {
    "question": {"nl": "Vraag", "en": "Question"},
    "outcome": {"nl": "Uitkomst", "en": "Outcome"},
    "side": {"nl": "Bijvraag", "en": "Side question"},
    "start": {"nl": "Begin", "en": "Start"},
    "problem": {"nl": "Probleem", "en": "Problem"},
    "changed": {"nl": "Gewijzigd", "en": "Changed"},
    "asks": {"nl": "Vraagt ook:", "en": "Also asks:"},
    "one": {"nl": "Eén antwoord:", "en": "One answer:"},
    "many": {"nl": "Meer antwoorden mogelijk:", "en": "Several answers possible:"},
    "nowhere": {"nl": "Leidt nergens heen", "en": "Leads nowhere"},
    "unknown": {"nl": "Bestaat niet:", "en": "Does not exist:"},
    "see": {"nl": "Zie:", "en": "See:"},
    "letter": {"nl": "B", "en": "S"},
}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, however they are escaped."""


class Shape(StrEnum):
    QUESTION = "question"
    OUTCOME = "outcome"
    SIDE = "side"
    GAP = "gap"
    """A goal that is not there: shown, so that the arrow to it is seen."""
    REFERENCE = "reference"
    """Stands for a box that is drawn elsewhere, where an arrow to it would be too long."""


@dataclass(frozen=True, slots=True)
class Box:
    """`marks` stand above the words, `notes` below; `title` says all of it in one line.

    `slug` is empty for what stands for something else, or for nothing.
    """

    key: str
    slug: str
    shape: Shape
    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    url: str = ""
    problem: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    tail: str
    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`boxes` are joined by `arrows`; `sides`, the side questions, stand apart."""

    boxes: Mapping[str, Box]
    arrows: Sequence[Arrow]
    sides: Sequence[Box]
    start: str


def clean(words: str) -> str:
    """The words on one line, without what XML cannot hold."""
    return " ".join(_NOT_XML.sub("", words).split())


def said(text: Text, language: str, otherwise: str) -> str:
    """The text in `language`, else in any language that has it, else `otherwise`."""
    found = next(filter(None, map(clean, (text.get(language, ""), *text.values()))), "")
    return found or clean(otherwise)


def wrapped(words: str, width: int = WRAP, first: str = "") -> tuple[str, ...]:
    """Lines of at most `width` characters; `first` opens the first, the others are indented."""
    indent = "\u2007" if first else ""
    return tuple(textwrap.wrap(words, width, initial_indent=first, subsequent_indent=indent))


class Painter:
    """Puts a flow into words, in one language."""

    def __init__(
        self,
        flow: Flow,
        language: str,
        urls: Mapping[str, str],
        problems: Collection[Problem],
        changed: Collection[str],
    ) -> None:
        self.flow = flow
        self.language = language
        self.urls = urls
        self.changed = frozenset(changed)
        self.problems: dict[str, list[str]] = defaultdict(list)
        for problem in problems:
            self.problems[problem.node].append(said(problem.message, language, problem.id))
        sides = [question for question in flow.questions.values() if question.kind != Kind.ROUTE]
        letter = self.word("letter")
        self.numbers = {side.slug: f"{letter}{place}" for place, side in enumerate(sides, 1)}

    def picture(self) -> Picture:
        routes = [self._question(q) for q in self.flow.questions.values() if q.kind == Kind.ROUTE]
        outcomes = [
            self._outcome(outcome)
            for outcome in self.flow.outcomes.values()
            if outcome.slug not in self.flow.questions
        ]
        boxes = {box.key: box for box in (*routes, *outcomes)}
        sides = [self._side(self.flow.questions[slug]) for slug in self.numbers]
        start = self.flow.start
        if start not in boxes and start not in self.numbers:
            boxes[start] = self._gap(start, start)
        return Picture(boxes, self._arrows(boxes), sides, start)

    def word(self, name: str) -> str:
        return WORDS[name].get(self.language, WORDS[name]["en"])

    def reference(self, box: Box, key: str) -> Box:
        """A small box that says which box is meant."""
        title = f"{self.word('see')} {' '.join(box.lines)}"
        seen = replace(box, notes=(), marks=(), problem=False, changed=False)
        return replace(
            seen, key=key, slug="", shape=Shape.REFERENCE, title=title, lines=wrapped(title)
        )

    def _question(self, question: Question) -> Box:
        words = said(question.text, self.language, question.slug)
        return self._box(question.slug, Shape.QUESTION, words)

    def _outcome(self, outcome: Outcome) -> Box:
        words = said(outcome.title, self.language, outcome.slug)
        asks = ", ".join(
            self.numbers.get(slug) or f"{self.word('unknown').lower()} {clean(slug)}"
            for slug in outcome.side_questions
        )
        notes = wrapped(f"{self.word('asks')} {asks}") if asks else ()
        return self._box(outcome.slug, Shape.OUTCOME, words, notes)

    def _side(self, question: Question) -> Box:
        words = said(question.text, self.language, question.slug)
        how = self.word("many" if question.kind == Kind.SIDE_MANY else "one")
        notes = (how, *self._labels(question.options, bullets=True))
        return self._box(
            question.slug, Shape.SIDE, f"{self.numbers[question.slug]}. {words}", notes
        )

    def _box(self, slug: str, shape: Shape, words: str, notes: tuple[str, ...] = ()) -> Box:
        wrong = self.problems.get(slug, [])
        changed = slug in self.changed
        start = (self.word("start"),) if slug == self.flow.start else ()
        news = (self.word("changed"),) if changed else ()
        marks = (
            *start,
            *(wrapped(f"{self.word('problem')}: {clean(slug)}") if wrong else ()),
            *news,
        )
        called = f"{self.word(shape.value)}: {words} ({clean(slug)})"
        title = ". ".join([called, *start, *wrong, *news])
        url = clean(self.urls.get(slug, ""))
        return Box(
            slug, slug, shape, title, wrapped(words), notes, marks, url, bool(wrong), changed
        )

    def _gap(self, key: str, goal: str | None) -> Box:
        """What stands where an arrow leads to nothing."""
        words = self.word("nowhere")
        if goal in self.numbers:
            words = f"{words}: {self.numbers[goal or '']}"
        elif goal is not None:
            words = f"{self.word('unknown')} {clean(goal)}"
        title = f"{self.word('problem')}: {words}"
        marks = (self.word("problem"),)
        return Box(key, "", Shape.GAP, title, wrapped(words), marks=marks, problem=True)

    def _arrows(self, boxes: dict[str, Box]) -> list[Arrow]:
        """One arrow for all answers of a question that lead to the same; adds missing goals."""
        arrows = []
        for tail, goal, options in self._leads():
            head = goal if goal is not None and goal in boxes else f"{tail} > {goal}"
            if head not in boxes:
                boxes[head] = self._gap(head, goal)
            arrows.append(Arrow(tail, head, tuple(self._labels(options, len(options) > 1))))
        return arrows

    def _leads(self) -> Iterator[tuple[str, str | None, list[Option]]]:
        for question in self.flow.questions.values():
            if question.kind == Kind.ROUTE:
                goals: dict[str | None, list[Option]] = defaultdict(list)
                for option in question.options:
                    goals[option.goal or None].append(option)
                yield from ((question.slug, goal, options) for goal, options in goals.items())

    def _labels(self, options: Sequence[Option], bullets: bool) -> Iterator[str]:
        """The lines of all labels; bullets show where the next one begins."""
        for option in options:
            words = said(option.label, self.language, option.slug)
            yield from wrapped(words, LABEL_WRAP, "• " if bullets else "")
