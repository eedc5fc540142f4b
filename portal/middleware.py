"""Headers that Django does not set itself (docs/decisions/0024-headers.md), and methods."""

from collections.abc import Callable

from csp.constants import HEADER as POLICY
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from knowledge.caching.public_pages import is_public_page
from portal.accounts.pages import is_account_page

Handler = Callable[[HttpRequest], HttpResponse]

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of what is no page: a file loads nothing, and nobody frames it."""

_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope",
    "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
_PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")


def _permissions(*, passkeys: bool) -> str:
    """Nothing of the device but copying an address; passkeys where somebody signs in."""
    off = _OFF if passkeys else (*_OFF, *_PASSKEYS)
    ours = ("clipboard-write", *_PASSKEYS) if passkeys else ("clipboard-write",)
    return ", ".join([*(f"{one}=()" for one in off), *(f"{one}=(self)" for one in ours)])


_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # What no other middleware saw, such as the way to https, has no policy yet.
    POLICY: NOTHING,
}
_FOR_ALL, _FOR_ACCOUNTS = _permissions(passkeys=False), _permissions(passkeys=True)


_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def extra_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        on_account = is_account_page(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", "DENY")
        permissions = _FOR_ACCOUNTS if on_account else _FOR_ALL
        response.headers.setdefault("Permissions-Policy", permissions)
        # A page that did not ask to be kept is kept nowhere; a public one is asked for again.
        keeping = "no-cache" if is_public_page(response) else "no-store"
        response.headers.setdefault("Cache-Control", keeping)
        match = request.resolver_match
        if on_account or (match and match.app_name == "admin"):
            # Under no-referrer a browser sends forms with "Origin: null", which the check
            # against forged requests refuses. The referrer stays within the site.
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def nothing_for_files(get_response: Handler) -> Handler:
    """Stands within the middleware that gives pages their policy, which leaves this one alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault(POLICY, NOTHING)
        return response

    return middleware


def known_methods(get_response: Handler) -> Handler:
    """No page is meant for another method, and most would answer to it as to GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in _METHODS:
            return get_response(request)
        return HttpResponseNotAllowed(_METHODS)

    return middleware
