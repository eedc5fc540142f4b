"""What a sentence says: closed answers of the guide, each with the words it was read from. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from referrals.flow.model import Cue, Flow


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that a sentence gives: the option `value` of the question called `name`.

    `words` as they were typed. A `hint` only may mean it.
    """

    name: str
    value: str
    words: str
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a sentence.

    `is_case`: it is about somebody, and no look-up. `ignored`: words (of `analysis.words`) that
    say who it is about and how old he is; they are no words to search for. `age` is his age in
    years, if exactly one was read.
    """

    found: tuple[Found, ...] = ()
    cues: tuple[Cue, ...] = ()
    is_case: bool = False
    ignored: frozenset[str] = field(default_factory=frozenset)
    age: int | None = None


def read(text: str, flow: Flow) -> Reading:
    """Read `text`, which may be anything."""
    return Reading()
