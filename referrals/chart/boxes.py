"""Content of the diagram of a flow: boxes and edges with their texts. Pure.

Texts only: where a box goes is `layers`, how it looks is `svg`.
Colour is never the only sign: problems, changes and the start are also marked in words.
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
"""Characters per line of a box: few enough to keep a whole guide readable on A3."""

LABEL_WRAP = 48
"""Characters per line of an answer: on landscape paper, width is less scarce than height."""

WORDS: Mapping[str, Text] = {
    "question": {"nl": "Vraag", "en": "Question"},
    "outcome": {"nl": "Uitkomst", "en": "Outcome"},
    "side": {"nl": "Bijvraag", "en": "Side question"},
    "start": {"nl": "Begin", "en": "Start"},
    "problem": {"nl": "Probleem", "en": "Problem"},
    "changed": {"nl": "Gewijzigd", "en": "Changed"},
    "asks": {"nl": "Maak het preciezer:", "en": "Make it more precise:"},
    "one": {"nl": "Eén antwoord:", "en": "One answer:"},
    "many": {"nl": "Meer antwoorden mogelijk:", "en": "Several answers possible:"},
    "nowhere": {"nl": "Leidt nergens heen", "en": "Leads nowhere"},
    "unknown": {"nl": "Bestaat niet:", "en": "Does not exist:"},
    "see": {"nl": "Zie:", "en": "See:"},
    "letter": {"nl": "B", "en": "S"},
}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow, not even escaped."""


class Shape(StrEnum):
    QUESTION = "question"
    OUTCOME = "outcome"
    SIDE = "side"
    MISSING = "gap"
    """A goal that does not exist: drawn, so that the arrow to it is visible."""
    REFERENCE = "reference"
    """Refers to a box elsewhere, in place of an arrow that would be too long or lead back."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with `lines` of text, `marks` above them and `notes` below.

    `title` sums it up in one line, for screen readers. `slug` is empty for references and for
    goals that do not exist.
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
class Edge:
    """An arrow between two boxes by their keys, with the lines of its label."""

    tail: str
    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A graph of `boxes` and `edges`; `sides`, the side questions, are not connected."""

    boxes: Mapping[str, Box]
    edges: Sequence[Edge]
    sides: Sequence[Box]
    start: str


def clean(text: str) -> str:
    """`text` on one line, without characters that XML does not allow."""
    return " ".join(_NOT_XML.sub("", text).split())


def text_in(text: Text, language: str, default: str) -> str:
    """`text` in `language`, else in any language that has it, else `default`; cleaned."""
    candidates = map(clean, (text.get(language, ""), *text.values()))
    return next(filter(None, candidates), "") or clean(default)


def wrapped(text: str, width: int = WRAP, first: str = "") -> tuple[str, ...]:
    """Lines of at most `width` characters; `first` starts the first line, others are indented."""
    indent = "\u2007" if first else ""
    return tuple(textwrap.wrap(text, width, initial_indent=first, subsequent_indent=indent))


class DiagramBuilder:
    """Builds the diagram of a flow, with its texts in one language."""

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
            self.problems[problem.node].append(text_in(problem.message, language, problem.id))
        sides = [question for question in flow.questions.values() if question.kind != Kind.ROUTE]
        letter = self.word("letter")
        self.numbers = {side.slug: f"{letter}{number}" for number, side in enumerate(sides, 1)}

    def build(self) -> Diagram:
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
            boxes[start] = self._missing(start, start)
        return Diagram(boxes, self._edges(boxes), sides, start)

    def word(self, name: str) -> str:
        return WORDS[name].get(self.language, WORDS[name]["en"])

    def reference(self, box: Box, key: str) -> Box:
        """A small box that refers to `box`."""
        title = f"{self.word('see')} {' '.join(box.lines)}"
        plain = replace(box, notes=(), marks=(), problem=False, changed=False)
        return replace(
            plain, key=key, slug="", shape=Shape.REFERENCE, title=title, lines=wrapped(title)
        )

    def _question(self, question: Question) -> Box:
        text = text_in(question.text, self.language, question.slug)
        return self._box(question.slug, Shape.QUESTION, text)

    def _outcome(self, outcome: Outcome) -> Box:
        title = text_in(outcome.title, self.language, outcome.slug)
        asks = ", ".join(
            self.numbers.get(slug) or f"{self.word('unknown').lower()} {clean(slug)}"
            for slug in outcome.side_questions
        )
        notes = wrapped(f"{self.word('asks')} {asks}") if asks else ()
        return self._box(outcome.slug, Shape.OUTCOME, title, notes)

    def _side(self, question: Question) -> Box:
        text = text_in(question.text, self.language, question.slug)
        how = self.word("many" if question.kind == Kind.SIDE_MANY else "one")
        notes = (how, *self._labels(question.options, bullets=True))
        return self._box(question.slug, Shape.SIDE, f"{self.numbers[question.slug]}. {text}", notes)

    def _box(self, slug: str, shape: Shape, text: str, notes: tuple[str, ...] = ()) -> Box:
        problems = self.problems.get(slug, [])
        changed = slug in self.changed
        start = (self.word("start"),) if slug == self.flow.start else ()
        change = (self.word("changed"),) if changed else ()
        marks = (
            *start,
            *(wrapped(f"{self.word('problem')}: {clean(slug)}") if problems else ()),
            *change,
        )
        name = f"{self.word(shape.value)}: {text} ({clean(slug)})"
        title = ". ".join([name, *start, *problems, *change])
        url = clean(self.urls.get(slug, ""))
        return Box(
            slug, slug, shape, title, wrapped(text), notes, marks, url, bool(problems), changed
        )

    def _missing(self, key: str, goal: str | None) -> Box:
        """The box at the end of an arrow whose goal does not exist or leads nowhere."""
        text = self.word("nowhere")
        if goal in self.numbers:
            text = f"{text}: {self.numbers[goal or '']}"
        elif goal is not None:
            text = f"{self.word('unknown')} {clean(goal)}"
        title = f"{self.word('problem')}: {text}"
        marks = (self.word("problem"),)
        return Box(key, "", Shape.MISSING, title, wrapped(text), marks=marks, problem=True)

    def _edges(self, boxes: dict[str, Box]) -> list[Edge]:
        """One edge for all answers of a question with one goal; adds missing goals to `boxes`."""
        edges = []
        for tail, goal, options in self._options_by_goal():
            head = goal if goal is not None and goal in boxes else f"{tail} > {goal}"
            if head not in boxes:
                boxes[head] = self._missing(head, goal)
            edges.append(Edge(tail, head, tuple(self._labels(options, len(options) > 1))))
        return edges

    def _options_by_goal(self) -> Iterator[tuple[str, str | None, list[Option]]]:
        for question in self.flow.questions.values():
            if question.kind == Kind.ROUTE:
                goals: dict[str | None, list[Option]] = defaultdict(list)
                for option in question.options:
                    goals[option.goal or None].append(option)
                yield from ((question.slug, goal, options) for goal, options in goals.items())

    def _labels(self, options: Sequence[Option], bullets: bool) -> Iterator[str]:
        """The lines of all labels, each label with a bullet if `bullets`."""
        for option in options:
            label = text_in(option.label, self.language, option.slug)
            yield from wrapped(label, LABEL_WRAP, "• " if bullets else "")
