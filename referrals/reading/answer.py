"""What a sentence leads to: one desk when every way to fill in the rest ends there, else a question.

Pure. See docs/decisions/0036-sentences.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from enum import StrEnum

from referrals.flow.model import Cue, Flow, Option, Question
from referrals.flow.resolving import Position
from referrals.reading.reading import Found, Reading

FirstDesk = Callable[[Position], Hashable]
"""What visitors see first at an outcome; equal for outcomes that show the same."""


class Certainty(StrEnum):
    """How a sentence was answered; counted per day."""

    CERTAIN = "certain"
    ASKED = "asked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """Answers to the open question that lead to the same desk; the page names each.

    `position` is an outcome with that desk, or None where these answers leave more than one.
    `answers` is the query for the guide: what was read, and this answer.
    """

    options: tuple[Option, ...]
    position: Position | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentenceAnswer:
    """The answer to a sentence about a case.

    Either `position` (every completion has its first desk), or `question` with at most four
    `choices`, the likeliest first. `earlier` is a question before it that would also change the
    desk. `found` is what was read, `doubts` why it is not certain. `answers` is the query for the
    guide with what was read.
    """

    found: tuple[Found, ...]
    answers: tuple[tuple[str, str], ...]
    position: Position | None = None
    question: Question | None = None
    choices: tuple[Choice, ...] = ()
    earlier: Question | None = None
    doubts: tuple[Cue, ...] = ()

    @property
    def certainty(self) -> Certainty:
        return Certainty.CERTAIN if self.position else Certainty.ASKED


def answer(
    flow: Flow, reading: Reading, first_desk: FirstDesk, without: Collection[str] = ()
) -> SentenceAnswer | None:
    """The answer to what was read; None when it is not about a case.

    `without` names the questions whose answers were read wrong, according to the visitor.
    """
    return None
