"""Data of an outcome page: desks with their availability now, and the law as it applies today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.desks.desk import desk_view
from knowledge.models import Guidance, LegalArticle, Resource
from knowledge.models.querysets import User
from referrals.flow.model import Outcome
from referrals.flow.resolving import Position
from referrals.outcomes.content import OutcomeContent, content_for
from referrals.outcomes.places import Places
from referrals.outcomes.regional import OutcomeDesk, localise
from referrals.templatetags.flow_text import in_language


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    at: datetime
    desks: tuple[OutcomeDesk, ...]
    articles: tuple[LegalArticle, ...]
    guidance: tuple[Guidance, ...]
    resources: tuple[Resource, ...]

    @property
    def first(self) -> OutcomeDesk | None:
        return self.desks[0] if self.desks else None

    @property
    def others(self) -> tuple[OutcomeDesk, ...]:
        return self.desks[1:]

    @property
    def call_instead(self) -> OutcomeDesk | None:
        """The desk to call when the first has no number or is not known to be open.

        This is the first other desk that is open now. When none is open and the first desk has no
        number, it is the next desk with a number.
        """
        if self.first is None or self.first.desk.is_emergency or self.first.desk.is_open:
            return None
        with_number = [item for item in self.others if item.desk.phone]
        open_now = [item for item in with_number if item.desk.is_open]
        fallback = [] if self.first.desk.phone else with_number
        return next(iter([*open_now, *fallback]), None)


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
    if places and places.params:
        desks = localise(desks, places, user, at)
    return Result(
        outcome=outcome,
        at=at,
        desks=tuple(desks),
        articles=tuple(
            article for slug, article in content.articles.items() if slug in outcome.articles
        ),
        guidance=_in_order(content.guidance, position.guidance),
        resources=_in_order(content.resources, outcome.resources),
    )


def _desks(position: Position, content: OutcomeContent, at: datetime) -> list[OutcomeDesk]:
    return [
        OutcomeDesk(desk_view(service, at), tuple(map(in_language, referral.reasons)))
        for referral in position.referrals
        if (service := content.services.get(referral.service))
    ]


def _in_order(entries: Mapping[str, Any], slugs: Sequence[str]) -> tuple[Any, ...]:
    return tuple(entries[slug] for slug in slugs if slug in entries)
