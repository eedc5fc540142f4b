"""The desks that are asked for most: on the home page, and wherever a page has no better answer."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from knowledge.caching.derived import DerivedContent
from knowledge.desks.desk import Desk, desk
from knowledge.models import Service
from knowledge.models.querysets import User, may_see_restricted


def _services(user: User) -> list[Service]:
    return list(Service.objects.visible_to(user).on_home_page().with_reach(user))


_PUBLIC = DerivedContent("home-desks", lambda: _services(AnonymousUser()), persist=True)


def home_desks(user: User, at: datetime) -> list[Desk]:
    """As `user` may see them and as they can be reached at `at`."""
    services = _services(user) if may_see_restricted(user) else _PUBLIC.get()
    return [desk(service, at) for service in services]


def public_home_desks(at: datetime) -> list[Desk]:
    """As every visitor may see them: does not ask who is there."""
    return [desk(service, at) for service in _PUBLIC.get()]
