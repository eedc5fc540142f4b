"""The short way for the pages that a process has ready: before Django makes a request of it.

It knows only the plainest case: a visitor without a session asks for a page that was used here
before, at a host and by a scheme that are the portal's. All else goes on to Django, whose
middleware gives the same answers. See docs/decisions/0016-page-cache.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from knowledge.caching.availability import content_state
from portal.page_cache import stores
from portal.page_cache.middleware import demands_https
from portal.page_cache.ready import Answer

_HOSTS = 64  # names under which the portal is asked for, remembered
_LINES = {one.value: f"{one} {one.phrase}" for one in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)}


def in_front_of(application: WSGIApplication) -> WSGIApplication:
    """`application`, which is not troubled with pages that are ready."""
    if not settings.PAGE_CACHE:
        return application
    is_plain = _plain_requests()

    def front(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = _answer(environ) if is_plain(environ) else None
        if answer is None:
            return application(environ, start_response)
        start_response(_LINES[answer.status], answer.listed)
        return [answer.body]

    return front


def _answer(environ: WSGIEnvironment) -> Answer | None:
    """The page, when this process has it and it is still true: asks one tiny query."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    ready = stores.NEAR.get(f"{path}?{query}" if query else path)
    version = content_state.current_version() if ready else None
    if ready is None or version is None or not ready.page.is_current(version, timezone.now()):
        return None
    return ready.answer(environ)


def _plain_requests() -> Callable[[WSGIEnvironment], bool]:
    session, is_ours = settings.SESSION_COOKIE_NAME, _our_hosts()
    any_scheme = not demands_https()
    proxy_says, https = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")

    def is_plain(environ: WSGIEnvironment) -> bool:
        return (
            environ["REQUEST_METHOD"] == "GET"
            and session not in environ.get("HTTP_COOKIE", "")
            and is_ours(environ.get("HTTP_HOST", ""))
            and (any_scheme or environ.get(proxy_says) == https)
        )

    return is_plain


def _our_hosts() -> Callable[[str], bool]:
    allowed = settings.ALLOWED_HOSTS

    @lru_cache(_HOSTS)
    def is_ours(host: str) -> bool:
        domain, _port = split_domain_port(host)
        return bool(domain) and validate_host(domain, allowed)

    return is_ours
