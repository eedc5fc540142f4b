"""Which desks a result shows at a moment, and in which order: only said here. Pure.

What answers now comes first. See docs/decisions/0032-something-answers.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, TypeVar

from referrals.flow.model import Referral, StandIn, Text
from referrals.flow.person import Person


class Rank(IntEnum):
    """Why a desk is on a result; a lower rank fits better.

    OWN: the outcome names it, or an answer adds it as one that fits better than those.
    """

    OWN = 0
    STAND_IN = 1
    ADDED = 2


@dataclass(frozen=True, slots=True)
class RankedDesk:
    """A desk by its slug, with all reasons for it."""

    service: str
    rank: Rank
    reasons: tuple[Text, ...]


class Candidate(Protocol):
    """A desk of a result at one moment. `excluded`: the answers say that it is not for him."""

    @property
    def service_slug(self) -> str: ...

    @property
    def rank(self) -> Rank: ...

    @property
    def answers_now(self) -> bool: ...

    @property
    def is_emergency(self) -> bool: ...

    @property
    def excluded(self) -> bool: ...


C = TypeVar("C", bound=Candidate)


def ranked(
    own: Sequence[Referral], added: Sequence[Referral], stand_ins: Sequence[StandIn]
) -> tuple[RankedDesk, ...]:
    """All desks of a result in order of fit, then its stand-ins.

    What an answer added follows the outcome's own desks, unless it fits better than those: then it
    precedes them. A stand-in has the reasons of an answer too if that added the same desk.
    """
    better = [referral for referral in added if referral.fits_better]
    fitting = {referral.service for referral in (*better, *own)}
    also = {referral.service: referral.reasons for referral in merged(added)}
    standing_in = merged(
        Referral(stand_in.service, (stand_in.reason, *also.get(stand_in.service, ())))
        for stand_in in stand_ins
        if stand_in.service not in fitting
    )
    return (
        *(
            RankedDesk(one.service, Rank.OWN if one.service in fitting else Rank.ADDED, one.reasons)
            for one in merged([*better, *own, *added])
        ),
        *(RankedDesk(one.service, Rank.STAND_IN, one.reasons) for one in standing_in),
    )


def merged(referrals: Iterable[Referral]) -> list[Referral]:
    """Each desk once, at its first occurrence, with its distinct reasons in order."""
    reasons: dict[str, list[Text]] = {}
    for referral in referrals:
        known = reasons.setdefault(referral.service, [])
        known.extend(reason for reason in referral.reasons if reason not in known)
    return [Referral(service, tuple(texts)) for service, texts in reasons.items()]


def shown(candidates: Sequence[C]) -> list[C]:
    """Those of `candidates` (see `ranked`) that are on the screen, in order of fit.

    Stand-ins only while no own desk answers. Desks that are not for him are left out.
    """
    desks = without_stand_ins(candidates)
    first = first_to_answer(desks)
    return desks if first and first.rank == Rank.OWN else with_stand_ins(candidates)


def on_screen(candidates: Sequence[C]) -> list[C]:
    """The desks as visitors see them: what answers now first, the others in order of fit."""
    desks = shown(candidates)
    first = first_to_answer(desks)
    return [first, *(desk for desk in desks if desk is not first)] if first else desks


def without_stand_ins(candidates: Sequence[C]) -> list[C]:
    """The desks of the outcome and of the answers, without those that are not for him."""
    return [desk for desk in candidates if desk.rank != Rank.STAND_IN and not desk.excluded]


def with_stand_ins(candidates: Sequence[C]) -> list[C]:
    """The desks, then the stand-ins. A desk that an answer added and stands in is there once."""
    stand_ins = [desk for desk in candidates if desk.rank == Rank.STAND_IN and not desk.excluded]
    names = {desk.service_slug for desk in stand_ins}
    desks = without_stand_ins(candidates)
    return [*(desk for desk in desks if desk.service_slug not in names), *stand_ins]


def first_to_answer(desks: Sequence[C]) -> C | None:
    """The best of `desks`, which are in order of fit, that is known to answer now.

    Own desks precede stand-ins, and those precede desks that an answer added. An emergency number
    that an answer added comes after all others: it is there in case things change.
    """
    answering = [desk for desk in desks if desk.answers_now]
    return min(answering, key=_precedence, default=None)


def stand_ins_for(person: Person, stand_ins: Sequence[StandIn]) -> tuple[StandIn, ...]:
    """Those of `stand_ins` that are for `person`, who counts as the youngest he can be."""
    return tuple(stand_in for stand_in in stand_ins if _is_for(person, stand_in))


def _is_for(person: Person, stand_in: StandIn) -> bool:
    old_enough = stand_in.min_age is None or stand_in.min_age <= person.min_age
    young_enough = stand_in.max_age is None or person.min_age <= stand_in.max_age
    in_group = not stand_in.groups or not person.groups.isdisjoint(stand_in.groups)
    return old_enough and young_enough and in_group and (person.tonight or not stand_in.tonight)


def _precedence(desk: Candidate) -> tuple[Rank, bool]:
    return desk.rank, desk.rank == Rank.ADDED and desk.is_emergency
