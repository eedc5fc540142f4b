"""How long someone stays signed in, and that nothing shown to them is kept by others."""

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
PRECISION = 30  # seconds: the session is not written for every page


def limited_sessions(get_response: Handler) -> Handler:
    """Signs out who did nothing for too long, or is signed in for too long."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _signed_in(request):
            _hold_to_limits(request, time.time())
        return get_response(request)

    return middleware


def _hold_to_limits(request: HttpRequest, now: float) -> None:
    session = request.session
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if now - began >= settings.SESSION_LONGEST.total_seconds():
        hours = int(settings.SESSION_LONGEST.total_seconds() // 3600)
        _end(request, _("You were signed in for %d hours. Please sign in again.") % hours)
    elif now - seen >= settings.SESSION_IDLE.total_seconds():
        minutes = int(settings.SESSION_IDLE.total_seconds() // 60)
        _end(request, _("You did nothing for %d minutes. Please sign in again.") % minutes)
    elif now - seen >= PRECISION:
        session[SEEN] = now


def _end(request: HttpRequest, why: str) -> None:
    """The page goes on as for a visitor: what needs an account leads to signing in."""
    logout(request)
    messages.info(request, why)


def private_responses(get_response: Handler) -> Handler:
    """What a signed-in person gets is kept nowhere; its forms may say where they come from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        before = _signed_in(request)
        response = get_response(request)
        if before or _signed_in(request):
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
            # Under no-referrer a browser sends the form for signing out with "Origin: null".
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def _signed_in(request: HttpRequest) -> bool:
    """Whether someone is signed in; of a visitor without a session nothing is looked up."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
    return has_session and request.user.is_authenticated
