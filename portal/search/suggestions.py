"""Suggestions below the search box."""

from datetime import datetime

from django.utils.translation import gettext as _

from knowledge.desks.desk import desk_view
from knowledge.models import Service
from knowledge.search.results import FoundRow

MOST = 6


def suggestion(found: FoundRow, now: datetime) -> dict[str, str]:
    """Suggestion as JSON: `url`, `title`, `beside` (phone number or type of entry) and `note`
    (non-empty for restricted entries).
    """
    display, row = found.display, found.row
    phone = desk_view(row, now).phone if isinstance(row, Service) else None
    restricted = display.restricted or (phone is not None and phone.detail.restricted)
    return {
        "url": display.url,
        "title": display.title,
        "beside": phone.detail.display_in_full if phone else found.source.verbose_name,
        "note": _("Only for professionals who are signed in") if restricted else "",
    }
