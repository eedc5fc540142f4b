"""Desks of the home page, also shown wherever a page has no better answer."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from knowledge.caching.derived import DerivedContent
from knowledge.desks.desk import DeskView, desk_view
from knowledge.models import Service
from knowledge.models.querysets import User, may_see_restricted


def _services(user: User) -> list[Service]:
    return list(Service.objects.visible_to(user).on_home_page().with_reach(user))


_PUBLIC = DerivedContent("home-desks", lambda: _services(AnonymousUser()), persist=True)


def home_desks(user: User, at: datetime) -> list[DeskView]:
    """Home page desks that `user` may see, as they can be reached at `at`."""
    services = _services(user) if may_see_restricted(user) else _PUBLIC.get()
    return [desk_view(service, at) for service in services]


def public_home_desks(at: datetime) -> list[DeskView]:
    """Home page desks that every visitor may see, without checking a user."""
    return [desk_view(service, at) for service in _PUBLIC.get()]
