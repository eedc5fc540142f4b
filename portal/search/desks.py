"""Numbers in results that name no desk themselves: organisations, and outcomes of the guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain

from knowledge.desks.desk import DeskView, desk_view
from knowledge.models import Organisation, Service
from knowledge.models.querysets import User
from knowledge.models.service import Coverage, ServiceQuerySet
from knowledge.search.results import Page, Result
from referrals.flow.resolving import at_outcome
from referrals.outcomes.content import PublishedGuide
from referrals.outcomes.first_desk import first_desk_at
from referrals.outcomes.search import FoundOutcome


def with_desks(
    page: Page, user: User, now: datetime, published: PublishedGuide, *, age: int | None = None
) -> Page:
    """`page`, with a desk at each result that leads to one; of organisations for his `age`."""
    listed = [*page.best, *chain.from_iterable(group.results for group in page.groups)]
    found = [one.row for one in listed if _is_organisation(one)]
    organisations = _desks_of(found, _services(user, age), now) if found else {}

    def with_desk(result: Result) -> Result:
        if _is_organisation(result):
            return replace(result, desk=organisations.get(result.row.pk))
        if isinstance(result.row, FoundOutcome):
            return replace(result, desk=_desk_at(result.row, now, published))
        return result

    groups = (replace(group, results=tuple(map(with_desk, group.results))) for group in page.groups)
    return replace(page, best=tuple(map(with_desk, page.best)), groups=tuple(groups))


def _is_organisation(result: Result) -> bool:
    return isinstance(result.row, Organisation)


def _services(user: User, age: int | None) -> ServiceQuerySet:
    services = Service.objects.visible_to(user).with_reach(user)
    return services if age is None else services.for_age(age)


def _desks_of(
    organisations: Iterable[Organisation], services: ServiceQuerySet, now: datetime
) -> dict[int, DeskView]:
    """The first desk of each of these organisations that has one, by the organisation's key."""
    offered = services.filter(organisation__in=[organisation.pk for organisation in organisations])
    first: dict[int, DeskView] = {}
    for view in sorted((desk_view(service, now) for service in offered), key=_precedence):
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
