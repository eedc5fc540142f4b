"""Which desk of a result stands first at a moment. Pure.

What answers now comes first. See docs/decisions/0032-something-answers.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol, TypeVar

from referrals.flow.model import StandIn
from referrals.flow.person import Person


class Rank(IntEnum):
    """Why a desk is on a result; a lower rank fits better."""

    OWN = 0
    STAND_IN = 1
    ADDED = 2


class Candidate(Protocol):
    """A desk of a result at one moment. `excluded`: the answers say that it is not for him."""

    @property
    def rank(self) -> Rank: ...

    @property
    def answers_now(self) -> bool: ...

    @property
    def is_emergency(self) -> bool: ...

    @property
    def excluded(self) -> bool: ...


C = TypeVar("C", bound=Candidate)


def first_to_answer(desks: Sequence[C]) -> C | None:
    """The best of `desks`, which are in order of fit, that is known to answer now.

    Desks of the outcome precede stand-ins, and those precede desks that an answer added. An
    emergency number that an answer added comes after all others: it is there in case things change.
    """
    answering = [desk for desk in desks if desk.answers_now and not desk.excluded]
    return min(answering, key=_precedence, default=None)


def stand_ins_for(person: Person, stand_ins: Sequence[StandIn]) -> tuple[StandIn, ...]:
    """Those of `stand_ins` that are for `person`, who counts as the youngest he can be."""
    return tuple(stand_in for stand_in in stand_ins if _is_for(person, stand_in))


def _is_for(person: Person, stand_in: StandIn) -> bool:
    old_enough = stand_in.min_age is None or stand_in.min_age <= person.min_age
    young_enough = stand_in.max_age is None or person.min_age <= stand_in.max_age
    in_group = not stand_in.groups or not person.groups.isdisjoint(stand_in.groups)
    return old_enough and young_enough and in_group and (person.tonight or not stand_in.tonight)


def stand_ins_needed(desks: Sequence[C]) -> bool:
    """Whether none of the outcome's own desks answers now."""
    first = first_to_answer(desks)
    return first is None or first.rank != Rank.OWN


def _precedence(desk: Candidate) -> tuple[Rank, bool]:
    return desk.rank, desk.rank == Rank.ADDED and desk.is_emergency
