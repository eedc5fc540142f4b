"""One suggestion below the search box."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from knowledge.desks.desk import desk
from knowledge.models import Service
from knowledge.search.live_index import SearchSource

MOST = 6


def suggestion(source: SearchSource, row: Any, now: datetime) -> dict[str, str]:
    """Where it leads, its title, beside that its number or what sort of thing it is, and a note
    when not everyone sees it.
    """
    shown = source.shown(row)
    phone = desk(row, now).phone if isinstance(row, Service) else None
    restricted = shown.restricted or (phone is not None and phone.detail.restricted)
    return {
        "url": shown.url,
        "title": shown.title,
        "beside": phone.detail.display if phone else source.one,
        "note": _("Only for professionals who are logged in") if restricted else "",
    }
