"""Numbers in results that name no desk themselves: organisations, and outcomes of the guide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from knowledge.caching.derived import DerivedContent
from knowledge.desks.desk import DeskView, desk_view
from knowledge.models import Organisation, Service
from knowledge.models.querysets import User, may_see_restricted
from knowledge.models.service import Coverage, ServiceQuerySet
from knowledge.search.results import Page, Result
from portal.search.desk_blocks import desk_html
from referrals.flow.resolving import at_outcome
from referrals.outcomes.content import PublishedGuide
from referrals.outcomes.first_desk import first_desk_at
from referrals.outcomes.search import FoundOutcome


def with_desks(
    page: Page, user: User, now: datetime, published: PublishedGuide, *, age: int | None = None
) -> Page:
    """`page`, with a desk at each result that leads to one; of organisations for his `age`."""
    listed = [*page.best, *chain.from_iterable(group.results for group in page.groups)]
    found = [one.row.pk for one in listed if _is_organisation(one)]
    organisations = _first_desks(_services_of(found, user, age), now)
    html_of = desk_html(user, now)

    def desk_of(result: Result) -> DeskView | None:
        if _is_organisation(result):
            return organisations.get(result.row.pk)
        if isinstance(result.row, FoundOutcome):
            return _desk_at(result.row, now, published)
        return result.desk

    def with_desk(result: Result) -> Result:
        desk = desk_of(result)
        if desk is None:
            return result
        html = html_of(desk)
        return replace(result, desk=desk, reach=html.reach, facts=html.facts)

    groups = (replace(group, results=tuple(map(with_desk, group.results))) for group in page.groups)
    return replace(page, best=tuple(map(with_desk, page.best)), groups=tuple(groups))


def _is_organisation(result: Result) -> bool:
    return isinstance(result.row, Organisation)


_PUBLIC: DerivedContent[dict[tuple[int, int | None], list[Service]]] = DerivedContent(
    "organisation-desks", dict
)
"""Desks that every visitor may see, by key of the organisation and age, read when first shown."""


def _services_of(organisations: Sequence[int], user: User, age: int | None) -> list[Service]:
    """The desks of the organisations with these keys that `user` may see, for his `age`."""
    if not organisations:
        return []
    if may_see_restricted(user):
        return list(_services(organisations, user, age))
    known = _PUBLIC.get()
    missing = [pk for pk in organisations if (pk, age) not in known]
    if missing:
        offered: dict[tuple[int, int | None], list[Service]] = {(pk, age): [] for pk in missing}
        for service in _services(missing, user, age):
            offered[service.organisation_id, age].append(service)
        known.update(offered)
    return [service for pk in organisations for service in known.get((pk, age), ())]


def _services(organisations: Iterable[int], user: User, age: int | None) -> ServiceQuerySet:
    services = Service.objects.visible_to(user).with_reach(user)
    services = services.filter(organisation__in=organisations)
    return services if age is None else services.for_age(age)


def _first_desks(services: Iterable[Service], now: datetime) -> dict[int, DeskView]:
    """The first desk of each organisation that has one, by the organisation's key."""
    first: dict[int, DeskView] = {}
    for view in sorted((desk_view(service, now) for service in services), key=_precedence):
        first.setdefault(view.service.organisation_id, view.answering_first)
    return first


def _precedence(desk: DeskView) -> tuple[bool, bool, bool]:
    """What serves the whole country first, then what answers now, then what has a number."""
    return desk.service.coverage != Coverage.NATIONAL, not desk.answers_now, desk.phone is None


def _desk_at(row: FoundOutcome, now: datetime, published: PublishedGuide) -> DeskView | None:
    """The desk that is first at an outcome as far as its answers are known."""
    if published.guide is None:
        return None
    position = at_outcome(published.guide.flow, row.steps, row.outcome)
    slug, *_others = first_desk_at(published, now)(position)
    service = published.content.services.get(slug)
    return desk_view(service, now).answering_first if service else None
