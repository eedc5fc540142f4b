"""The answer to a sentence as the page shows it: what was read, and desks with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from textwrap import shorten

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.models.querysets import User
from portal.search.desk_blocks import DeskBlock, desk_block
from referrals.flow.case import as_answers
from referrals.flow.model import Flow, Kind, Option, Question
from referrals.flow.resolving import Position, resolve
from referrals.guide_url import GuideUrl
from referrals.outcomes.content import PublishedGuide
from referrals.outcomes.results import Result
from referrals.reading.answer import SentenceAnswer
from referrals.reading.choices import Choice, Query
from referrals.templatetags.flow_text import in_language

_LONGEST_LABEL = 42
_SHORTEST_HEAD = 8  # characters before a colon that say enough: "Online only: nude images or ..."
_MOST_READ = 3
_MOST_LABELS = 2  # of the largest group; more are named by what they are not


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer of the guide with the words that say it; `name` is that of its question."""

    name: str
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """Answers to the open question: `others` are all those that the other rows do not name.

    Without a `block` they lead to several desks, and the guide asks on.
    """

    labels: tuple[str, ...]
    others: bool
    block: DeskBlock | None
    guide_url: str

    @property
    def result(self) -> Result | None:
        return self.block.result if self.block else None

    @property
    def is_list(self) -> bool:
        """Whether these are many answers, none of which can stand for the others."""
        return len(self.labels) > _MOST_LABELS and not self.others


@dataclass(frozen=True, slots=True)
class SentenceView:
    """The `block` of a desk, or `choices`: those of a `question`, or one that is only doubtful.

    What is hinted at another question, such as danger, stands `aside`, before the question.
    """

    read: tuple[ReadAnswer, ...]
    doubts: tuple[str, ...]
    block: DeskBlock | None
    aside: tuple[ChoiceView, ...]
    question: str
    choices: tuple[ChoiceView, ...]
    earlier: str
    guide_url: str

    @property
    def result(self) -> Result | None:
        return self.block.result if self.block else None

    @property
    def is_danger(self) -> bool:
        """Whether an emergency number is the answer: it stands before everything else."""
        first = self.result.first if self.result else None
        return first is not None and first.is_emergency

    @property
    def reads_first(self) -> bool:
        """Whether there is room on a phone to say what was read before the number."""
        return bool(self.question) or (len(self.read) <= _MOST_READ and not self.is_danger)


def sentence_view(
    answer: SentenceAnswer, user: User, now: datetime, published: PublishedGuide
) -> SentenceView | None:
    """`answer` in the active language, as `user` may see it; None without a guide."""
    if published.guide is None:
        return None
    return _Shown(published.guide.flow, published, user, now).view(answer)


@dataclass(frozen=True, slots=True)
class _Shown:
    """To whom and when answers of a guide are shown."""

    flow: Flow
    published: PublishedGuide
    user: User
    now: datetime
    _positions: dict[Query, Position] = field(default_factory=dict)

    def view(self, answer: SentenceAnswer) -> SentenceView:
        return SentenceView(
            read=self._read(answer),
            doubts=tuple(_doubts(answer)),
            block=self._block(answer.position),
            aside=tuple(self._choice(choice, others=False) for choice in answer.aside),
            question=in_language(answer.question.text) if answer.question else "",
            choices=self._choices(answer),
            earlier=in_language(answer.earlier.text) if answer.earlier else "",
            guide_url=self._guide_url(answer.answers),
        )

    def _block(self, position: Position | None) -> DeskBlock | None:
        if position is None:
            return None
        return desk_block(position, self.user, self.now, self.published)

    def _choices(self, answer: SentenceAnswer) -> tuple[ChoiceView, ...]:
        rest = _rest(answer.question, answer.choices)
        return tuple(self._choice(choice, others=choice is rest) for choice in answer.choices)

    def _choice(self, choice: Choice, *, others: bool) -> ChoiceView:
        return ChoiceView(
            labels=tuple(in_language(option.label) for option in choice.options),
            others=others,
            block=self._block(choice.position),
            guide_url=self._guide_url(choice.answers),
        )

    def _guide_url(self, answers: Query) -> str:
        """The guide with these answers, as far as it still knows them and they count."""
        return GuideUrl(reverse("guide")).url(self._position(answers).answers)

    def _position(self, answers: Query) -> Position:
        if answers not in self._positions:
            self._positions[answers] = resolve(self.flow, as_answers(list(answers)))
        return self._positions[answers]

    def _read(self, answer: SentenceAnswer) -> tuple[ReadAnswer, ...]:
        """Each answer that counts once, with all words that say it."""
        counting = self._position(answer.answers).answers
        words: dict[tuple[str, str], dict[str, None]] = {}
        for found in answer.found:
            if (found.name, found.value) in counting:
                words.setdefault((found.name, found.value), {})[found.words] = None
        return tuple(
            ReadAnswer(name, ", ".join(several), self._label(name, value))
            for (name, value), several in words.items()
        )

    def _label(self, name: str, value: str) -> str:
        """The answer; of a side question with what was asked, for that is often only "yes"."""
        named = (question for question in self.flow.questions.values() if question.name == name)
        options = ((question, option) for question in named for option in question.options)
        for question, option in options:
            if option.slug == value:
                label = in_language(option.label)
                on_the_way = question.kind == Kind.ROUTE
                return _short(label) if on_the_way else f"{in_language(question.text)} {label}"
        return value


def _doubts(answer: SentenceAnswer) -> Iterable[str]:
    """Why it is not certain, as notes."""
    yield from filter(None, (in_language(cue.says) for cue in answer.doubts))
    if answer.age_in_doubt:
        yield _("It is not clear how old he is.")
    if answer.is_partial and not answer.question:
        yield _("Not everything you typed could be read. Check whether this desk fits.")


def _rest(question: Question | None, choices: Sequence[Choice]) -> Choice | None:
    """The largest of `choices`, if it has too many labels to name and the others name the rest.

    Nothing may be left that no row speaks about, apart from answers that a sentence must say.
    """
    largest = max(choices, key=lambda choice: len(choice.options), default=None)
    if question is None or largest is None or len(largest.options) <= _MOST_LABELS:
        return None
    named = {option.slug for choice in choices for option in choice.options}
    return largest if all(_is_named(option, named) for option in question.options) else None


def _is_named(option: Option, named: set[str]) -> bool:
    return option.slug in named or option.when_said


def _short(label: str) -> str:
    head = re.split("[:;]", label, maxsplit=1)[0]
    return shorten(head if len(head) >= _SHORTEST_HEAD else label, _LONGEST_LABEL, placeholder="…")
