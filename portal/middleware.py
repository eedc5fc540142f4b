"""Security headers that Django does not set (docs/decisions/0024-headers.md), methods, and the
address in links.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urljoin

from csp.constants import HEADER as POLICY
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from knowledge.caching.public_pages import is_public_page
from knowledge.tokens.targets import have_at_hand
from portal.accounts.pages import is_account_page

Handler = Callable[[HttpRequest], HttpResponse]

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Content-Security-Policy of anything but a page: it loads nothing and cannot be framed."""

OF_A_PDF = f"{NOTHING}; style-src 'unsafe-inline'"
"""A viewer that is itself a page, as in WebKit, inherits the policy and lays out with styles."""

_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope",
    "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
_PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")


def _permissions(*, passkeys: bool) -> str:
    """Permissions-Policy: no device feature but copying a link; passkeys on account pages."""
    off = _OFF if passkeys else (*_OFF, *_PASSKEYS)
    allowed = ("clipboard-write", *_PASSKEYS) if passkeys else ("clipboard-write",)
    return ", ".join(
        [*(f"{feature}=()" for feature in off), *(f"{feature}=(self)" for feature in allowed)]
    )


_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Responses of middleware, such as the redirect to https, have no policy yet.
    POLICY: NOTHING,
}
_FOR_ALL, _FOR_ACCOUNTS = _permissions(passkeys=False), _permissions(passkeys=True)


_WITHOUT_TEXTS = (
    "health", "ready", "security_txt", "robots", "favicon", "worker", "theme_file", "style",
    "about", "privacy", "leaving", "accessibility", "not_here", "manifest",
)  # fmt: skip
"""URL names of what says nothing of the content, and needs no database."""


class TokensOfTexts:
    """Has what tokens in texts stand for at hand before the view runs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        match = request.resolver_match
        if match and match.url_name not in _WITHOUT_TEXTS:
            have_at_hand()


def one_address(get_response: Handler) -> Handler:
    """Absolute links follow SITE_URL and never the Host header, those of packages included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.build_absolute_uri = partial(_at_site_url, request)  # type: ignore[method-assign]
        return get_response(request)

    return middleware


def _at_site_url(request: HttpRequest, location: str | None = None) -> str:
    here = settings.SITE_URL + request.get_full_path()
    return here if location is None else urljoin(here, location)


_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$", re.IGNORECASE)
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
        # Public pages may be stored but are revalidated; others are not stored at all.
        cache_control = "no-cache" if is_public_page(response) else "no-store"
        response.headers.setdefault("Cache-Control", cache_control)
        match = request.resolver_match
        if on_account or (match and match.app_name == "admin"):
            # Under no-referrer a browser sends forms with "Origin: null", which Django's CSRF
            # check rejects. With same-origin the referrer still stays within the site.
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


def strict_csp_for_files(get_response: Handler) -> Handler:
    """Must come after CSPMiddleware, which keeps an existing header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith("text/html"):
            is_pdf = kind.startswith("application/pdf")
            response.headers.setdefault(POLICY, OF_A_PDF if is_pdf else NOTHING)
        return response

    return middleware


def refused_encodings(get_response: Handler) -> Handler:
    """Leave out of Accept-Encoding what is refused by a weight of nought: packages do not look."""

    def middleware(request: HttpRequest) -> HttpResponse:
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if "q=0" in accepted.lower():
            wanted = (one for one in accepted.split(",") if not _REFUSED.search(one))
            request.META["HTTP_ACCEPT_ENCODING"] = ",".join(wanted)
        return get_response(request)

    return middleware


def known_methods(get_response: Handler) -> Handler:
    """Reject other methods: most views would answer them like GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in _METHODS:
            return get_response(request)
        return HttpResponseNotAllowed(_METHODS)

    return middleware
