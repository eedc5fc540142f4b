"""Headers that Django does not set itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.accounts.pages import is_account_page
from portal.caching import is_public_page

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
