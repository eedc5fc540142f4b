"""A case: what a professional meets, and what the guide must answer to it. Pure.

`referrals.flow.cases` runs a case through a flow.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl

Words = Mapping[str, str]  # by language; the same type as `Text` of the flow's model


class End(StrEnum):
    """Right answers that are no desk.

    An outcome with such a slug is that answer, and so is one that adds to it after a hyphen.
    """

    NO_DESK = "geen-loket-nodig"
    OWN_ORGANISATION = "eigen-organisatie"

    @classmethod
    def of(cls, outcome: str) -> End | None:
        """The end that the outcome with this slug is, if it is one."""
        return next((end for end in cls if f"{outcome}-".startswith(f"{end}-")), None)


@dataclass(frozen=True, slots=True)
class Case:
    """Entries by slug. The moment is `weekday` (0: Monday) and `time` in the Netherlands.

    `answers` is a query, as in the address of the guide. `first` holds desks, and ends, of which
    any one is right. `unlisted` names right desks that the directory does not have. The first desk
    of a `divided` case is not judged, because practice is divided on it. A `known_failure` fails
    today and does not refuse publishing.
    """

    slug: str
    situation: Words
    role: Words
    weekday: int
    time: str
    answers: str
    first: tuple[str, ...]
    must_desks: tuple[str, ...] = ()
    must_guidance: tuple[str, ...] = ()
    must_articles: tuple[str, ...] = ()
    never_first: tuple[str, ...] = ()
    never_desks: tuple[str, ...] = ()
    unlisted: Words = field(default_factory=dict)
    open_needed: bool = False
    divided: bool = False
    known_failure: bool = False
    why: Words = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def given(self) -> list[tuple[str, str]]:
        """Name and value of each answer, in the order in which they were written."""
        return given_answers(self.answers)

    @property
    def clock(self) -> datetime.time:
        return datetime.time.fromisoformat(self.time)


def given_answers(query: str) -> list[tuple[str, str]]:
    """Name and value of each answer in a query."""
    return parse_qsl(query)


def as_answers(given: list[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """Answers by the name of their question."""
    by_name: dict[str, list[str]] = {}
    for name, value in given:
        by_name.setdefault(name, []).append(value)
    return by_name
