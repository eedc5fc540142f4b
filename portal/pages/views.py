"""Pages of the whole site: home, about, health, and the pages for when something is wrong."""

import sys
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from knowledge.caching.availability import AWAY
from knowledge.caching.public_pages import public_page
from knowledge.desks.home import home_desks
from knowledge.models.bookkeeping import import_draft, search_count
from knowledge.models.review import report
from knowledge.values.confirmation import State
from portal.api import answers
from portal.api.answers import is_for_programs
from portal.health.outage import TRY_AGAIN, database_away
from portal.health.readiness import is_ready

_PLAIN = "text/plain; charset=utf-8"
# What the accessibility statement speaks of: its tests are those in tests/browser/.
TESTED_ON = date(2026, 11, 28)
AXE = "4.12.1"


@public_page
def home(request: HttpRequest) -> HttpResponse:
    desks = home_desks(request.user, timezone.now())
    contacts = [shown.primary for shown in desks if shown.primary]
    unconfirmed = any(contact.confirmation.state == State.NEVER for contact in contacts)
    return render(request, "portal/home.html", {"desks": desks, "some_unconfirmed": unconfirmed})


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, of whom and for how long, from the settings and rules that hold here."""
    context = {
        "report_days": report.KEPT_FOR.days,
        "search_days": search_count.KEPT_FOR.days,
        "sheet_days": import_draft.OFFERED_FOR.days,
        "idle_minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
        "longest_hours": int(settings.SESSION_LONGEST.total_seconds() // 3600),
        "limit_minutes": int(settings.LONGEST_LIMIT.total_seconds() // 60),
    }
    return render(request, "portal/privacy.html", context)


@public_page
def leaving(request: HttpRequest) -> HttpResponse:
    """How to look safely, and what leaving does not do."""
    return render(
        request, "portal/leaving.html", {"neutral": urlsplit(settings.LEAVE_URL).hostname}
    )


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"site": settings.SITE_URL, "tested_on": TESTED_ON, "axe": AXE}
    return render(request, "portal/accessibility.html", context)


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing of the database or of versions."""
    return HttpResponse("ok", content_type=_PLAIN)


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether to send visitors to this process. Says nothing of why not: that is in the log."""
    if is_ready():
        return HttpResponse("ok", content_type=_PLAIN)
    return HttpResponse("not ready", content_type=_PLAIN, status=503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Part of the address is damaged. Start the guide again, or look among the desks.")
    return _wrong(request, 400, _("This address cannot be read"), advice)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Log in with an account that may open it, or go on with the guide.")
    return _wrong(request, 403, _("This page is not for everyone"), advice)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("The address may be old or mistyped. This is how you find the right desk:")
    return _wrong(request, 404, _("This page does not exist"), advice)


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], AWAY):
        return _away_for_programs() if is_for_programs(request) else database_away(request)
    advice = _("Try again in a moment. Can it not wait? Call directly.")
    return _wrong(request, 500, _("Something went wrong on our side"), advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    advice = _("The form was open for too long, or cookies are off. Go back and try again.")
    return _wrong(request, 403, _("This form was not accepted"), advice)


def _away_for_programs() -> HttpResponse:
    response = answers.problem(503, _("This page is not there for a moment"))
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response


def _wrong(request: HttpRequest, status: int, problem: str, advice: str) -> HttpResponse:
    """A page that says what is wrong and still shows 112 and the guide; asks no database."""
    if is_for_programs(request):
        return answers.problem(status, problem)
    context = {"problem": problem, "advice": advice}
    return render(request, "error.html", context, status=status)
