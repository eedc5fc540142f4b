"""Data of an outcome page: desks with their availability now, and the law as it applies today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.desks.desk import desk_view
from knowledge.models import Guidance, LegalArticle, Resource
from knowledge.models.querysets import User
from referrals.flow.answering import Rank, first_to_answer, stand_ins_needed
from referrals.flow.model import Outcome, Referral
from referrals.flow.resolving import Position, merged
from referrals.outcomes.content import OutcomeContent, content_for
from referrals.outcomes.places import Places
from referrals.outcomes.regional import OutcomeDesk, localise
from referrals.templatetags.flow_text import in_language


@dataclass(frozen=True, slots=True)
class Result:
    """What an outcome shows at a moment. `desks` and `stand_ins` are in order of fit.

    On screen the desk that answers now comes first. Paper is read later, so there the desks stay
    in order of fit, with the stand-ins after them unless an own desk answers day and night.
    """

    outcome: Outcome
    at: datetime
    desks: tuple[OutcomeDesk, ...]
    articles: tuple[LegalArticle, ...]
    guidance: tuple[Guidance, ...]
    resources: tuple[Resource, ...]
    stand_ins: tuple[OutcomeDesk, ...] = ()

    @property
    def first(self) -> OutcomeDesk | None:
        """The desk that answers now; the one that fits best when none is known to."""
        first = first_to_answer(self._shown)
        return first.answering() if first else next(iter(self._shown), None)

    @property
    def fits_best(self) -> OutcomeDesk | None:
        """The desk that fits best, when another one is first because it answers now."""
        best = next(iter(self._shown), None)
        if best is None or self.first is None or best.desk.service == self.first.desk.service:
            return None
        return best

    @property
    def others(self) -> tuple[OutcomeDesk, ...]:
        """The desks apart from `first` and `fits_best`."""
        named = [item.desk.service for item in (self.first, self.fits_best) if item]
        return tuple(item for item in self._shown if item.desk.service not in named)

    @property
    def on_paper(self) -> tuple[OutcomeDesk, ...]:
        always = any(item.rank == Rank.OWN and item.desk.always_answers for item in self.desks)
        return self.desks if always else self._with_stand_ins

    @property
    def call_instead(self) -> OutcomeDesk | None:
        """The next desk with a number, when the first has none and no desk is known to answer."""
        if self.first is None or self.first.desk.phone or self.first.answers_now:
            return None
        return next((item for item in self.others if item.desk.phone), None)

    @property
    def _shown(self) -> tuple[OutcomeDesk, ...]:
        return self._with_stand_ins if stand_ins_needed(self.desks) else self.desks

    @property
    def _with_stand_ins(self) -> tuple[OutcomeDesk, ...]:
        """The desks followed by the stand-ins; a stand-in that an answer added is not repeated."""
        standing_in = {item.desk.service for item in self.stand_ins}
        desks = [item for item in self.desks if item.desk.service not in standing_in]
        return (*desks, *self.stand_ins)


def build_result(
    position: Position,
    user: User,
    at: datetime,
    places: Places | None = None,
    *,
    public: OutcomeContent | None = None,
) -> Result:
    """The outcome of `position` as `user` may see it at `at`, without desks hidden from them.

    `public` is the content that every visitor may see, to save queries (see `content_for`).
    Raises ValueError when the position has no outcome yet.
    """
    outcome = position.outcome
    if outcome is None:
        raise ValueError("this position has no outcome yet")
    content = content_for(position, user, at, public=public)
    every = [*_desks(position, content, at), *_stand_ins(position, content, at)]
    if places and places.params:
        every = localise(every, places, user, at)
    return Result(
        outcome=outcome,
        at=at,
        desks=tuple(item for item in every if item.rank != Rank.STAND_IN),
        articles=_articles(content, outcome),
        guidance=_in_order(content.guidance, position.guidance),
        resources=_in_order(content.resources, outcome.resources),
        stand_ins=tuple(item for item in every if item.rank == Rank.STAND_IN),
    )


def _desks(position: Position, content: OutcomeContent, at: datetime) -> list[OutcomeDesk]:
    """The desks of the outcome and of the answers by fit, those that are not for him last."""
    desks = [
        _desk(referral, rank, position, content, at)
        for referral in position.referrals
        for rank in [Rank.OWN if referral.service in position.own_services else Rank.ADDED]
        if referral.service in content.services
    ]
    return sorted(desks, key=lambda item: item.excluded)


def _stand_ins(position: Position, content: OutcomeContent, at: datetime) -> list[OutcomeDesk]:
    """The stand-ins, each with the reason of an answer too if it adds the same desk."""
    added = {referral.service: referral for referral in position.referrals}
    referrals = [
        Referral(stand_in.service, (stand_in.reason, *also.reasons))
        for stand_in in position.stand_ins
        for also in [added.get(stand_in.service, Referral(stand_in.service, ()))]
        if stand_in.service not in position.own_services and stand_in.service in content.services
    ]
    return [_desk(one, Rank.STAND_IN, position, content, at) for one in merged(referrals)]


def _desk(
    referral: Referral, rank: Rank, position: Position, content: OutcomeContent, at: datetime
) -> OutcomeDesk:
    service = content.services[referral.service]
    excluded = position.person.excluded_by(
        service.min_age, service.max_age, service.not_for_groups.split()
    )
    reasons = tuple(map(in_language, referral.reasons))
    return OutcomeDesk(desk_view(service, at), reasons, rank=rank, excluded=excluded)


def _articles(content: OutcomeContent, outcome: Outcome) -> tuple[LegalArticle, ...]:
    """In the order of the law, not in that of the outcome."""
    return tuple(item for slug, item in content.articles.items() if slug in outcome.articles)


def _in_order(entries: Mapping[str, Any], slugs: Sequence[str]) -> tuple[Any, ...]:
    return tuple(entries[slug] for slug in slugs if slug in entries)
