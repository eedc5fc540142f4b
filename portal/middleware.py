"""Headers that Django does not set itself, and methods that it does not refuse."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from portal.accounts.pages import is_account_page
from portal.caching import is_public_page

Handler = Callable[[HttpRequest], HttpResponse]

_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def extra_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        # A page that did not ask to be kept is kept nowhere; a public one is asked for again.
        keeping = "no-cache" if is_public_page(response) else "no-store"
        response.headers.setdefault("Cache-Control", keeping)
        match = request.resolver_match
        if is_account_page(request) or (match and match.app_name == "admin"):
            # Under no-referrer a browser sends forms with "Origin: null", which the check
            # against forged requests refuses. The referrer stays within the site.
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def known_methods(get_response: Handler) -> Handler:
    """No page is meant for another method, and most would answer to it as to GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in _METHODS:
            return get_response(request)
        return HttpResponseNotAllowed(_METHODS)

    return middleware
