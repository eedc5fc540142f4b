"""The published guide plus the public content that its outcomes refer to.

Each process reads it once per content version and persists it on disk, so outcomes (with the
opening hours of that moment) can still be shown while the database is unavailable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.caching.derived import DerivedContent
from knowledge.models import EntryQuerySet, Guidance, LegalArticle, Resource, Service
from knowledge.models.querysets import User, may_see_restricted
from referrals.flow.model import Flow
from referrals.flow.resolving import Position
from referrals.releases.publishing import Guide, current_guide


@dataclass(frozen=True, slots=True)
class OutcomeRefs:
    """Slugs of the entries that outcomes refer to."""

    services: frozenset[str]
    articles: frozenset[str]
    guidance: frozenset[str]
    resources: frozenset[str]


@dataclass(frozen=True, slots=True)
class OutcomeContent:
    """Entries that outcomes show, by slug: visible ones only, and articles that apply today."""

    services: Mapping[str, Service]
    articles: Mapping[str, LegalArticle]
    guidance: Mapping[str, Guidance]
    resources: Mapping[str, Resource]


@dataclass(frozen=True, slots=True)
class PublishedGuide:
    """The current release, and the content of all its outcomes as the public may see it."""

    guide: Guide | None
    content: OutcomeContent


def refs_in_flow(flow: Flow) -> OutcomeRefs:
    """Everything that any outcome of `flow` refers to or that an answer can add to one."""
    outcomes = list(flow.outcomes.values())
    options = [option for question in flow.questions.values() for option in question.options]
    referrals = [referral for outcome in outcomes for referral in outcome.referrals]
    referrals += [referral for option in options for referral in option.adds]
    stand_ins = (stand_in.service for stand_in in flow.stand_ins)
    return OutcomeRefs(
        services=frozenset(referral.service for referral in referrals).union(stand_ins),
        articles=_union(outcome.articles for outcome in outcomes),
        guidance=_union(
            [outcome.guidance for outcome in outcomes] + [option.guidance for option in options]
        ),
        resources=_union(outcome.resources for outcome in outcomes),
    )


def refs_at_position(position: Position) -> OutcomeRefs:
    """What the outcome of `position` refers to; empty while there is no outcome yet."""
    outcome = position.outcome
    return OutcomeRefs(
        services=frozenset(desk.service for desk in position.desks),
        articles=frozenset(outcome.articles if outcome else ()),
        guidance=frozenset(position.guidance),
        resources=frozenset(outcome.resources if outcome else ()),
    )


def read_content(refs: OutcomeRefs, user: User, at: datetime) -> OutcomeContent:
    """Query the entries in `refs` that `user` may see; at most one query per kind of entry.

    Articles take one more, for the sources in which they were read.
    """
    services = Service.objects.visible_to(user).with_contacts(user)
    applying = LegalArticle.objects.visible_to(user).applying_on(timezone.localdate(at))
    return OutcomeContent(
        services=_by_slug(services, refs.services),
        articles=_by_slug(applying.with_wording(user), refs.articles),
        guidance=_by_slug(Guidance.objects.visible_to(user), refs.guidance),
        resources=_by_slug(Resource.objects.visible_to(user), refs.resources),
    )


def content_for(
    position: Position, user: User, at: datetime, *, public: OutcomeContent | None = None
) -> OutcomeContent:
    """Content for the outcome of `position`, as `user` may see it.

    `public` is returned as it is to users who may see nothing more; without it, or for a user who
    may see restricted entries, the database is queried.
    """
    if public and not may_see_restricted(user):
        return public
    return read_content(refs_at_position(position), user, at)


def _read() -> PublishedGuide:
    guide = current_guide()
    refs = refs_in_flow(guide.flow) if guide else refs_at_position(Position(()))
    return PublishedGuide(guide, read_content(refs, AnonymousUser(), timezone.now()))


_PUBLISHED = DerivedContent("guide", _read, persist=True)


def published_guide() -> PublishedGuide:
    """The newest intact release and its public content, from the cache when it is current."""
    return _PUBLISHED.get()


def _union(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(chain.from_iterable(lists))


def _by_slug(entries: EntryQuerySet, slugs: frozenset[str]) -> dict[str, Any]:
    """Entries with these slugs, in queryset order; no query when `slugs` is empty."""
    return {entry.slug: entry for entry in entries.filter(slug__in=slugs)} if slugs else {}
