"""Rows of a desk's page, read once per content version for visitors without special rights.

Without it a desk that is not in the page cache takes five queries and misses its target in
`make bench` (docs/decisions/0018-speed.md).
"""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from knowledge.caching.derived import DerivedContent
from knowledge.models import Audience, Service
from knowledge.models.querysets import User, may_see_restricted

MAX_PAGES = 500
"""Some 20 MB; the rows of further pages are read at each request."""

Rows = tuple[Service, Service | None]
"""A desk with all that its page shows, and the national desk that it belongs to."""

_PAGES: DerivedContent[dict[tuple[str, str | None], Rows]] = DerivedContent("desk pages", dict)


def service_rows(user: User, slug: str) -> Rows:
    """Rows for the page of the desk `slug`. Shared between requests: do not change them.

    Http404 when `user` may not see it.
    """
    if may_see_restricted(user):
        return _read(user, slug)
    pages = _PAGES.get()
    key = (slug, get_language())
    rows = pages.get(key) or _read(user, slug)
    if len(pages) < MAX_PAGES:
        pages[key] = rows
    return rows


def _read(user: User, slug: str) -> Rows:
    visible = Service.objects.visible_to(user)
    audiences = Prefetch("audiences", Audience.objects.visible_to(user))
    service = get_object_or_404(
        visible.with_contacts(user).with_sources(user).prefetch_related(audiences), slug=slug
    )
    if service.regional_of_id is None:
        return service, None
    national = visible.filter(pk=service.regional_of_id).select_related("organisation")
    return service, national.first()
