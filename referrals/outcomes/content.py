"""The guide and everything that its outcomes show, as every visitor may see it.

A process reads it once for each state of the content, and keeps it on disk: so results are there,
with what is open at that very moment, also when the database is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.caching.derived import Standing
from knowledge.models import EntryQuerySet, Guidance, LegalArticle, Resource, Service
from knowledge.models.querysets import User, may_see_restricted
from referrals.flow.model import Flow
from referrals.flow.resolving import Position
from referrals.releases.publishing import Guide, current_guide


@dataclass(frozen=True, slots=True)
class Named:
    """Slugs of what outcomes name."""

    services: frozenset[str]
    articles: frozenset[str]
    guidance: frozenset[str]
    resources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What outcomes show, by slug; hidden entries are not on it. Articles apply today."""

    services: Mapping[str, Service]
    articles: Mapping[str, LegalArticle]
    guidance: Mapping[str, Guidance]
    resources: Mapping[str, Resource]


@dataclass(frozen=True, slots=True)
class Stands:
    """What visitors walk, and what they find at its end."""

    guide: Guide | None
    shelf: Shelf


def named_in(flow: Flow) -> Named:
    """All that outcomes of `flow` name, and all that an answer adds to them."""
    outcomes = list(flow.outcomes.values())
    options = [option for question in flow.questions.values() for option in question.options]
    referrals = [one for outcome in outcomes for one in outcome.referrals]
    referrals += [one for option in options for one in option.adds]
    return Named(
        services=frozenset(referral.service for referral in referrals),
        articles=_all(outcome.articles for outcome in outcomes),
        guidance=_all([*(one.guidance for one in outcomes), *(one.guidance for one in options)]),
        resources=_all(outcome.resources for outcome in outcomes),
    )


def named_by(position: Position) -> Named:
    """What the outcome of `position` names; nothing when it has none yet."""
    outcome = position.outcome
    return Named(
        services=frozenset(referral.service for referral in position.referrals),
        articles=frozenset(outcome.articles if outcome else ()),
        guidance=frozenset(position.guidance),
        resources=frozenset(outcome.resources if outcome else ()),
    )


def read_shelf(named: Named, user: User, at: datetime) -> Shelf:
    """What `user` may see of `named`, from the database."""
    services = Service.objects.visible_to(user).with_contacts(user)
    articles = LegalArticle.objects.visible_to(user).applying_on(timezone.localdate(at))
    return Shelf(
        services=_by_slug(services, named.services),
        articles=_by_slug(articles, named.articles),
        guidance=_by_slug(Guidance.objects.visible_to(user), named.guidance),
        resources=_by_slug(Resource.objects.visible_to(user), named.resources),
    )


def shelf_of(position: Position, stands: Stands | None, user: User, at: datetime) -> Shelf:
    """What `user` finds at the end of `position`, in what `stands` where that is for him."""
    if stands and not may_see_restricted(user):
        return stands.shelf
    return read_shelf(named_by(position), user, at)


def _read() -> Stands:
    guide = current_guide()
    named = named_in(guide.flow) if guide else named_by(Position(()))
    return Stands(guide, read_shelf(named, AnonymousUser(), timezone.now()))


_STANDS = Standing("guide", _read, on_disk=True)


def stands() -> Stands:
    """The newest sound release and its shelf, as the content is now."""
    return _STANDS.value()


def _all(slugs: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(slug for some in slugs for slug in some)


def _by_slug(entries: EntryQuerySet, slugs: frozenset[str]) -> dict[str, Any]:
    """Those of `slugs`, in the order of `entries`; asks nothing when there are none."""
    return {entry.slug: entry for entry in entries.filter(slug__in=slugs)} if slugs else {}
