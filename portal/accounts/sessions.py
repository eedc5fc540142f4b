"""Session middleware: idle and absolute timeouts, and no caching for signed-in users."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]

BEGAN, SEEN = "signed_in_at", "seen_at"
PRECISION = 30  # seconds: saves writing the session at every request


def limited_sessions(get_response: Handler) -> Handler:
    """Sign users out after a time without requests, and after a maximum time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _signed_in(request):
            _apply_timeouts(request, time.time())
        return get_response(request)

    return middleware


def _apply_timeouts(request: HttpRequest, now: float) -> None:
    session = request.session
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if now - began >= settings.SESSION_LONGEST.total_seconds():
        hours = int(settings.SESSION_LONGEST.total_seconds() // 3600)
        _end(request, _("You were signed in for %d hours. Please sign in again.") % hours)
    elif now - seen >= settings.SESSION_IDLE.total_seconds():
        minutes = int(settings.SESSION_IDLE.total_seconds() // 60)
        _end(request, _("You were inactive for %d minutes. Please sign in again.") % minutes)
    elif now - seen >= PRECISION:
        session[SEEN] = now


def _end(request: HttpRequest, message: str) -> None:
    """Sign out. The request goes on as anonymous, so a page that needs an account redirects."""
    logout(request)
    messages.info(request, message)


def private_responses(get_response: Handler) -> Handler:
    """No caching for signed-in users, and a referrer within the site for their forms."""

    def middleware(request: HttpRequest) -> HttpResponse:
        was_signed_in = _signed_in(request)
        response = get_response(request)
        if was_signed_in or _signed_in(request):
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
            # Under no-referrer a browser sends the logout form with "Origin: null".
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def _signed_in(request: HttpRequest) -> bool:
    """Whether the user is signed in. Without a session cookie it runs no query."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
    return has_session and request.user.is_authenticated
