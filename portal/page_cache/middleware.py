"""Page cache middleware: answers with a cached page while that is current.

It costs one small query, for the number of the content version. While the database is
unavailable the last copy of a page is shown, with its date. See docs/decisions/0016-page-cache.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from knowledge.caching.availability import DATABASE_UNAVAILABLE, content_state
from knowledge.caching.public_pages import collect_expiries, kept_as
from knowledge.caching.withdrawals import next_withdrawal
from knowledge.tokens.targets import have_at_hand
from portal.health.outage import is_outage
from portal.page_cache import stores, warming
from portal.page_cache.page import CachedPage, cached_page
from portal.page_cache.prepared import PreparedPage

Handler = Callable[[HttpRequest], HttpResponse]

_LONGEST_ADDRESS = 2_000  # characters


def page_cache(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        address = _address(request) if settings.PAGE_CACHE else None
        if address is None:
            return get_response(request)
        if _has_session(request):
            return _with_session(request, address, get_response)
        return _without_session(request, address, get_response)

    return middleware


def _without_session(request: HttpRequest, address: str, get_response: Handler) -> HttpResponse:
    version, now = content_state.current_version(), timezone.now()
    if version is None:
        return _without_database(request, address, get_response)
    prepared = stores.find(address, lambda page: page.is_current(version, now))
    if prepared:
        return _response(prepared, request)
    try:
        response = _made(request, get_response, version, now)
    except DATABASE_UNAVAILABLE:
        response = None
    if response is None or is_outage(response):  # since the query for the version
        return _without_database(request, address, get_response)
    return response


def _made(request: HttpRequest, get_response: Handler, version: int, now: datetime) -> HttpResponse:
    """The response of the view, cached where it may be. Database errors are raised."""
    have_at_hand(version)
    with collect_expiries() as expiries:
        response = get_response(request)
    if is_outage(response):
        return response
    warming.wake(version)
    kept = kept_as(response)
    if kept is None or not _is_cacheable(response):
        return response
    page = cached_page(
        response,
        content_version=version,
        made_at=now,
        expiries=expiries,
        withdrawn_on=next_withdrawal(),
    )
    return _response(stores.save(request.META["PATH_INFO"] + kept.query, page, kept.scope), request)


def _response(prepared: PreparedPage, request: HttpRequest) -> HttpResponse:
    content = prepared.response_to(request.META)
    response = HttpResponse(content.body, status=content.status)
    response.headers = content.headers
    return response


def _with_session(request: HttpRequest, address: str, get_response: Handler) -> HttpResponse:
    """A signed-in user gets their own page, or during an outage the public one."""
    response = get_response(request)
    if not is_outage(response):
        return response
    anonymous = WSGIRequest({**request.META, "HTTP_COOKIE": ""})
    return _without_session(anonymous, address, get_response)


def _without_database(request: HttpRequest, address: str, get_response: Handler) -> HttpResponse:
    """The last copy; without one, what the view can make without the database or its error page.

    Pages of the guide are made anew where possible, so that "open now" is right.
    """
    last = _last_copy(address)
    if last and last.may_be_shared:
        return last.as_copy()
    response = get_response(request)
    return last.as_copy() if last and response.status_code != HTTPStatus.OK else response


def _last_copy(address: str) -> CachedPage | None:
    """The last page of `address`, if nothing on it was withdrawn since."""
    version = content_state.number
    if version is None:
        version = stores.saved_content_version()
    today = timezone.localdate()
    prepared = stores.find(address, lambda page: page.may_be_copied(version, today))
    page = prepared.page if prepared else stores.find_on_disk(stores.without_entry(address))
    return page if page and page.may_be_copied(version, today) else None


def _address(request: HttpRequest) -> str | None:
    """Path and query string as sent; None for a request that never gets a public page."""
    if request.method not in ("GET", "HEAD"):
        return None
    if demands_https() and not request.is_secure():
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    path, query = request.META["PATH_INFO"], request.META.get("QUERY_STRING", "")
    if "?" in path:  # sent as %3F: must not share a key with the page that has these parameters
        return None
    address = f"{path}?{query}" if query else path
    return address if len(address) <= _LONGEST_ADDRESS else None


def demands_https() -> bool:
    """Responses to plain http are redirects, or lack HSTS: neither may be cached."""
    return bool(settings.SECURE_SSL_REDIRECT or settings.SECURE_PROXY_SSL_HEADER)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_cacheable(response: HttpResponse) -> bool:
    return response.status_code == 200 and not response.streaming and not response.cookies
