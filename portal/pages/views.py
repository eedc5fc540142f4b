"""Pages of the site itself: home, about, privacy, accessibility, leaving."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from knowledge.caching.public_pages import public_page
from knowledge.desks.home_page import home_desks
from knowledge.models.bookkeeping import daily_count, import_draft
from knowledge.models.review import correction_report
from knowledge.values.confirmation import State

# Facts of the accessibility statement; its tests are in tests/browser/.
TESTED_ON = date(2026, 11, 28)
AXE = "4.12.1"


@public_page
def home(request: HttpRequest) -> HttpResponse:
    desks = home_desks(request.user, timezone.now())
    contacts = [desk.primary for desk in desks if desk.primary]
    unconfirmed = any(contact.confirmation.state == State.NEVER for contact in contacts)
    return render(request, "portal/home.html", {"desks": desks, "some_unconfirmed": unconfirmed})


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Retention periods come from the settings and models, so that the page is always right."""
    context = {
        "report_days": correction_report.RETENTION.days,
        "search_days": daily_count.RETENTION.days,
        "sheet_days": import_draft.OFFERED_RETENTION.days,
        "idle_minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
        "longest_hours": int(settings.SESSION_LONGEST.total_seconds() // 3600),
        "limit_minutes": int(settings.LONGEST_LIMIT.total_seconds() // 60),
    }
    return render(request, "portal/privacy.html", context)


@public_page
def leaving(request: HttpRequest) -> HttpResponse:
    """How to browse safely, and what "Leave this site" does not do."""
    return render(
        request, "portal/leaving.html", {"neutral": urlsplit(settings.LEAVE_URL).hostname}
    )


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"site": settings.SITE_URL, "tested_on": TESTED_ON, "axe": AXE}
    return render(request, "portal/accessibility.html", context)
