"""Data of an outcome page: desks with their availability now, and the law as it applies today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.desks.desk import desk_view
from knowledge.models import Guidance, LegalArticle, Resource
from knowledge.models.legal_article import wording_line
from knowledge.models.querysets import User
from referrals.flow.answering import (
    Rank,
    RankedDesk,
    first_to_answer,
    shown,
    with_stand_ins,
    without_stand_ins,
)
from referrals.flow.model import Outcome
from referrals.flow.resolving import Position
from referrals.outcomes.content import OutcomeContent, content_for
from referrals.outcomes.places import Places
from referrals.outcomes.regional import OutcomeDesk, localise
from referrals.outcomes.sureness import Sureness, sureness
from referrals.templatetags.flow_text import in_language


@dataclass(frozen=True, slots=True)
class Result:
    """What an outcome shows at a moment. `desks` are in order of fit, stand-ins included.

    On screen the desk that answers now comes first. Paper is read later, so there the desks stay
    in order of fit, with the stand-ins after them unless an own desk answers day and night.
    """

    outcome: Outcome
    at: datetime
    desks: tuple[OutcomeDesk, ...]
    articles: tuple[LegalArticle, ...]
    guidance: tuple[Guidance, ...]
    resources: tuple[Resource, ...]

    @property
    def wording(self) -> str:
        """Since when the articles apply, where each was read, and what is not certain."""
        return wording_line(self.articles)

    @property
    def first(self) -> OutcomeDesk | None:
        """The desk that answers now; the one that fits best when none is known to."""
        desks = shown(self.desks)
        first = first_to_answer(desks)
        return first.answering() if first else next(iter(desks), None)

    @property
    def fits_best(self) -> OutcomeDesk | None:
        """The desk that fits best, when another one is first because it answers now."""
        best = next(iter(shown(self.desks)), None)
        if best is None or self.first is None or best.desk.service == self.first.desk.service:
            return None
        return best

    @property
    def others(self) -> tuple[OutcomeDesk, ...]:
        """The desks apart from `first` and `fits_best`."""
        named = [item.desk.service for item in (self.first, self.fits_best) if item]
        return tuple(item for item in shown(self.desks) if item.desk.service not in named)

    @property
    def on_paper(self) -> tuple[OutcomeDesk, ...]:
        desks = without_stand_ins(self.desks)
        always = any(item.rank == Rank.OWN and item.desk.always_answers for item in desks)
        return tuple(desks if always else with_stand_ins(self.desks))

    @property
    def call_instead(self) -> OutcomeDesk | None:
        """The next desk with a number, when the first has none and no desk is known to answer."""
        if self.first is None or self.first.desk.phone or self.first.answers_now:
            return None
        return next((item for item in self.others if item.desk.phone), None)

    @property
    def besides(self) -> tuple[OutcomeDesk, ...]:
        """The desks apart from `first`, by fit."""
        return tuple(item for item in (self.fits_best, *self.others) if item)

    @property
    def to_call(self) -> OutcomeDesk | None:
        """The desk that the page says to call."""
        return self.call_instead or self.first

    @property
    def sureness(self) -> Sureness:
        """How sure the contact details on the page are."""
        return sureness(self.first, self.besides)


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
    desks = _desks(position, content, at)
    return Result(
        outcome=outcome,
        at=at,
        desks=tuple(localise(desks, places, user, at) if places and places.params else desks),
        articles=_articles(content, outcome),
        guidance=_in_order(content.guidance, position.guidance),
        resources=_in_order(content.resources, outcome.resources),
    )


def _desks(position: Position, content: OutcomeContent, at: datetime) -> list[OutcomeDesk]:
    """The desks of `position` that `content` holds, in order of fit."""
    return [
        _desk(ranked, position, content, at)
        for ranked in position.desks
        if ranked.service in content.services
    ]


def _desk(
    ranked: RankedDesk, position: Position, content: OutcomeContent, at: datetime
) -> OutcomeDesk:
    service = content.services[ranked.service]
    excluded = position.person.excluded_by(
        service.min_age, service.max_age, service.not_for_groups.split()
    )
    reasons = tuple(map(in_language, ranked.reasons))
    return OutcomeDesk(desk_view(service, at), reasons, rank=ranked.rank, excluded=excluded)


def _articles(content: OutcomeContent, outcome: Outcome) -> tuple[LegalArticle, ...]:
    """In the order of the law, not in that of the outcome."""
    return tuple(item for slug, item in content.articles.items() if slug in outcome.articles)


def _in_order(entries: Mapping[str, Any], slugs: Sequence[str]) -> tuple[Any, ...]:
    return tuple(entries[slug] for slug in slugs if slug in entries)
