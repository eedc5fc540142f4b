"""What an outcome page shows: desks as they can be reached now, law as it is today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from knowledge.desks import desk
from knowledge.kept import kept
from knowledge.models import (
    EntryQuerySet,
    Guidance,
    LegalArticle,
    Municipality,
    Resource,
    Service,
)
from knowledge.models.base import User
from referrals.flow import Outcome, Position
from referrals.named_desk import NamedDesk, in_region
from referrals.places import Places
from referrals.templatetags.flow_text import in_language


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    at: datetime
    desks: tuple[NamedDesk, ...]
    articles: tuple[LegalArticle, ...]
    guidance: tuple[Guidance, ...]
    resources: tuple[Resource, ...]
    municipality_names: tuple[str, ...]

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


def result(position: Position, user: User, at: datetime, places: Places | None = None) -> Result:
    """The outcome of `position`, as `user` may see it at `at`; hidden desks are left out.

    ValueError when the position has no outcome yet.
    """
    outcome = position.outcome
    if outcome is None:
        raise ValueError("this position has no outcome yet")
    entries = _entries(position, outcome, user, timezone.localdate(at))
    desks = {service.slug: desk(service, at) for service in entries.services}
    named = [
        NamedDesk(desks[referral.service], tuple(map(in_language, referral.reasons)))
        for referral in position.referrals
        if referral.service in desks
    ]
    if places and places.kept:
        named = in_region(named, places, user, at)
    return Result(
        outcome=outcome,
        at=at,
        desks=tuple(named),
        articles=entries.articles,
        guidance=entries.guidance,
        resources=entries.resources,
        municipality_names=entries.municipality_names,
    )


@dataclass(frozen=True, slots=True)
class _Entries:
    """What an outcome names, as far as a visitor may see it, and the municipalities there are."""

    services: tuple[Service, ...]
    articles: tuple[LegalArticle, ...]
    guidance: tuple[Guidance, ...]
    resources: tuple[Resource, ...]
    municipality_names: tuple[str, ...]


def _entries(position: Position, outcome: Outcome, user: User, today: date) -> _Entries:
    services = tuple(referral.service for referral in position.referrals)
    articles, guidance, resources = outcome.articles, position.guidance, outcome.resources

    def read() -> _Entries:
        desks = Service.objects.visible_to(user).filter(slug__in=services)
        law = LegalArticle.objects.visible_to(user).applying_on(today)
        return _Entries(
            tuple(desks.with_contacts(user)),
            tuple(law.filter(slug__in=articles)) if articles else (),
            _in_order(Guidance.objects.visible_to(user), guidance),
            _in_order(Resource.objects.visible_to(user), resources),
            tuple(Municipality.objects.current_names(on=today)),
        )

    return kept(user, ("outcome", today, services, articles, guidance, resources), read)


def _in_order(entries: EntryQuerySet, slugs: Sequence[str]) -> tuple[Any, ...]:
    found = {entry.slug: entry for entry in entries.filter(slug__in=slugs)} if slugs else {}
    return tuple(found[slug] for slug in slugs if slug in found)
