"""What an outcome page shows: desks as they can be reached now, law as it is today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.desks.desk import desk
from knowledge.models import Guidance, LegalArticle, Resource
from knowledge.models.querysets import User
from referrals.flow.model import Outcome
from referrals.flow.resolving import Position
from referrals.outcomes.content import Shelf, named_by, read_shelf
from referrals.outcomes.places import Places
from referrals.outcomes.regional import NamedDesk, in_region
from referrals.templatetags.flow_text import in_language


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    at: datetime
    desks: tuple[NamedDesk, ...]
    articles: tuple[LegalArticle, ...]
    guidance: tuple[Guidance, ...]
    resources: tuple[Resource, ...]

    @property
    def first(self) -> NamedDesk | None:
        return self.desks[0] if self.desks else None

    @property
    def others(self) -> tuple[NamedDesk, ...]:
        return self.desks[1:]

    @property
    def call_instead(self) -> NamedDesk | None:
        """Whom to call when the first desk has no number, or is not known to be open.

        One that is open now; when none is and the first has no number, the next that has one.
        """
        if self.first is None or self.first.desk.is_emergency or self.first.desk.is_open:
            return None
        with_number = [named for named in self.others if named.desk.phone]
        open_now = [named for named in with_number if named.desk.is_open]
        fallback = [] if self.first.desk.phone else with_number
        return next(iter([*open_now, *fallback]), None)


def result(
    position: Position,
    user: User,
    at: datetime,
    places: Places | None = None,
    *,
    shelf: Shelf | None = None,
) -> Result:
    """The outcome of `position`, as `user` may see it at `at`; hidden desks are left out.

    `shelf` holds what `user` may see of what it names; without one it is read. ValueError when the
    position has no outcome yet.
    """
    outcome = position.outcome
    if outcome is None:
        raise ValueError("this position has no outcome yet")
    shelf = shelf or read_shelf(named_by(position), user, at)
    named = _named(position, shelf, at)
    if places and places.kept:
        named = in_region(named, places, user, at)
    return Result(
        outcome=outcome,
        at=at,
        desks=tuple(named),
        articles=tuple(one for slug, one in shelf.articles.items() if slug in outcome.articles),
        guidance=_in_order(shelf.guidance, position.guidance),
        resources=_in_order(shelf.resources, outcome.resources),
    )


def _named(position: Position, shelf: Shelf, at: datetime) -> list[NamedDesk]:
    return [
        NamedDesk(desk(shelf.services[one.service], at), tuple(map(in_language, one.reasons)))
        for one in position.referrals
        if one.service in shelf.services
    ]


def _in_order(entries: Mapping[str, Any], slugs: Sequence[str]) -> tuple[Any, ...]:
    return tuple(entries[slug] for slug in slugs if slug in entries)
