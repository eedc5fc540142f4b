"""The desks to call about the subject of a page: "Who do I call?"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from knowledge.caching.derived import DerivedContent
from knowledge.desks.desk import DeskView, desk_view
from knowledge.desks.home_page import home_desks
from knowledge.models import DefaultDesks, Service
from knowledge.models.default_desks import PageKind
from knowledge.models.leads_to_desks import MOST_DESKS, LeadsToDesks
from knowledge.models.querysets import User, may_see_restricted


def _defaults(user: User) -> dict[str, list[Service]]:
    rows = DefaultDesks.objects.visible_to(user).with_desks_to_call(user)
    return {row.subject: row.chosen_desks for row in rows}


_PUBLIC = DerivedContent("usual-desks", lambda: _defaults(AnonymousUser()), persist=True)


def who_to_call(
    user: User, at: datetime, *subjects: str, entry: LeadsToDesks | None = None
) -> list[DeskView]:
    """At most three desks that `user` may see, those that answer at `at` before the others.

    They are those of `entry`, read `with_desks_to_call`; else the usual ones of the first of
    `subjects` that has any; else those of all pages. If none of them has a phone number, the first
    that has one is added from what comes next: a page never leaves its reader without.
    """
    chosen: list[DeskView] = []
    for services in _by_preference(user, at, subjects, entry):
        seen = {view.service.pk for view in chosen}
        views = [desk_view(service, at) for service in services if service.pk not in seen]
        if not chosen:
            chosen = _at_most(MOST_DESKS, views)
        elif phone := next((view for view in views if view.phone), None):
            chosen = [*chosen[: MOST_DESKS - 1], phone]
        if any(view.phone for view in chosen):
            break
    return _answering_first(chosen)


def show_desks_of(entries: Iterable[LeadsToDesks], at: datetime) -> None:
    """Set `desks_now` of each of `entries`, read `with_desks_to_call`, to the desks of its own."""
    for entry in entries:
        views = [desk_view(service, at) for service in entry.chosen_desks]
        entry.desks_now = _answering_first(_at_most(MOST_DESKS, views))


def _by_preference(
    user: User, at: datetime, subjects: Iterable[str], entry: LeadsToDesks | None
) -> Iterator[list[Service]]:
    if entry is not None:
        yield entry.chosen_desks
    defaults = _defaults(user) if may_see_restricted(user) else _PUBLIC.get()
    for subject in (*subjects, PageKind.ALL):
        yield defaults.get(subject, [])
    yield [desk.service for desk in home_desks(user, at) if not desk.is_emergency]


def _at_most(most: int, views: list[DeskView]) -> list[DeskView]:
    """The first `most`, among them one with a phone number if any of `views` has one."""
    kept = views[:most]
    phone = next((view for view in views if view.phone), None)
    return kept if phone is None or phone in kept else [*kept[:-1], phone]


def _answering_first(views: list[DeskView]) -> list[DeskView]:
    ranked = sorted(views, key=lambda view: not view.answers_now)
    return [view.answering_first for view in ranked]
