"""Headers that Django does not set itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]

_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def extra_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.resolver_match and request.resolver_match.app_name == "admin":
            # Under no-referrer a browser sends forms with "Origin: null", which the check
            # against forged requests refuses. The referrer stays within the site.
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def no_store_for_signed_in(get_response: Handler) -> Handler:
    """What is shown to who has a session is kept by nobody, and is no answer for others.

    Looks at the cookie only: an error page must not ask the database who someone is.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
