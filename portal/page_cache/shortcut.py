"""Shortcut: serves pages from the memory of this process before Django makes a request.

It takes only the simplest requests: a visitor without a session asks for a page that was used in
this process before, at an allowed host and by an allowed scheme. All others go on to Django,
whose middleware gives the same responses. Keeps a warm page well under the time of a view behind
Django's default middleware: see docs/decisions/0016-page-cache.md.
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
from knowledge.caching.parameters import may_be_shared
from portal.page_cache import stores
from portal.page_cache.middleware import demands_https
from portal.page_cache.prepared import PreparedPage

_HOSTS = 64  # values of the Host header of which the verdict is remembered
_STATUS_LINES = {
    status.value: f"{status} {status.phrase}" for status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
}


def page_finder() -> Callable[[WSGIEnvironment], PreparedPage | None]:
    """Finds the page that this process has for a request, current or not."""
    if not settings.PAGE_CACHE:
        return lambda _environ: None
    is_simple = _simple_requests()

    def find(environ: WSGIEnvironment) -> PreparedPage | None:
        return stores.find_here(_address(environ)) if is_simple(environ) else None

    return find


class KeptElsewhere:
    """The pages that other processes or the disk keep."""

    def __init__(self) -> None:
        self._is_simple = _simple_requests()

    def may_have(self, environ: WSGIEnvironment) -> bool:
        """Whether this request is for a page that can be there; asks no store."""
        is_shared = may_be_shared(environ.get("QUERY_STRING", ""))
        return settings.PAGE_CACHE and is_shared and self._is_simple(environ)

    def page(self, environ: WSGIEnvironment, version: int) -> PreparedPage | None:
        now = timezone.now()
        return stores.find(_address(environ), lambda page: page.is_current(version, now))


def with_shortcut(application: WSGIApplication) -> WSGIApplication:
    """Wrap `application`: cached pages are served without calling it, for one small query each."""
    find = page_finder()

    def shortcut(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = find(environ)
        response = page and page.current_response(content_state.current_version(), environ)
        if not response:
            return application(environ, start_response)
        start_response(_STATUS_LINES[response.status], response.header_list)
        return [response.body]

    return shortcut if settings.PAGE_CACHE else application


def _address(environ: WSGIEnvironment) -> str:
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _simple_requests() -> Callable[[WSGIEnvironment], bool]:
    session, is_allowed = settings.SESSION_COOKIE_NAME, _allowed_hosts()
    any_scheme = not demands_https()
    scheme_key, https = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")

    def is_simple(environ: WSGIEnvironment) -> bool:
        return (
            environ["REQUEST_METHOD"] == "GET"
            and "?" not in environ["PATH_INFO"]  # it was %3F: part of the path, not a query
            and session not in environ.get("HTTP_COOKIE", "")
            and is_allowed(environ.get("HTTP_HOST", ""))
            and (any_scheme or environ.get(scheme_key) == https)
        )

    return is_simple


def _allowed_hosts() -> Callable[[str], bool]:
    allowed = settings.ALLOWED_HOSTS

    @lru_cache(_HOSTS)
    def is_allowed(host: str) -> bool:
        domain, _port = split_domain_port(host)
        return bool(domain) and validate_host(domain, allowed)

    return is_allowed
