"""Page cache middleware: answers with a cached page while that is current.

It costs one small query, for the number of the content version. While the database is
unavailable the last copy of a page is shown, with its date. See docs/decisions/0016-page-cache.md.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from knowledge.caching.availability import content_state
from knowledge.caching.public_pages import collect_expiries, is_public_page
from knowledge.caching.withdrawals import next_withdrawal
from portal.health.outage import is_outage
from portal.page_cache import stores, warming
from portal.page_cache.page import Page, kept
from portal.page_cache.ready import Ready

Handler = Callable[[HttpRequest], HttpResponse]

_LONGEST_ADDRESS = 2_000


def page_cache(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        address = _address(request) if settings.PAGE_CACHE else None
        if address is None:
            return get_response(request)
        if _is_somebodys(request):
            return _for_somebody(request, address, get_response)
        return _for_everybody(request, address, get_response)

    return middleware


def _for_everybody(request: HttpRequest, address: str, get_response: Handler) -> HttpResponse:
    version, now = content_state.current_version(), timezone.now()
    if version is None:
        return _without_database(request, address, get_response)
    ready = stores.find(address, lambda page: page.is_current(version, now))
    if ready:
        return _response(ready, request)
    with collect_expiries() as expiries:
        response = get_response(request)
    if is_outage(response):
        page = _last(address)
        return page.copy() if page else response
    warming.wake(version)
    if not _may_be_kept(response):
        return response
    gone_from = next_withdrawal()
    page = kept(
        response, content_version=version, made_at=now, expiries=expiries, gone_from=gone_from
    )
    return _response(stores.keep(address, page), request)


def _response(ready: Ready, request: HttpRequest) -> HttpResponse:
    answer = ready.answer(request.META)
    response = HttpResponse(answer.body, status=answer.status)
    response.headers = answer.headers
    return response


def _for_somebody(request: HttpRequest, address: str, get_response: Handler) -> HttpResponse:
    """Who may be signed in sees what is his, and what is public when that cannot be had."""
    response = get_response(request)
    if not is_outage(response):
        return response
    anonymous = WSGIRequest({**request.META, "HTTP_COOKIE": ""})
    return _for_everybody(anonymous, address, get_response)


def _without_database(request: HttpRequest, address: str, get_response: Handler) -> HttpResponse:
    """The last copy; else what can be made without the database, or what says that it cannot.

    Pages of the guide are made, as long as that goes: then they know what is open at this moment.
    """
    page = _last(address)
    if page and page.may_stand_on_disk:
        return page.copy()
    response = get_response(request)
    return page.copy() if page and response.status_code != HTTPStatus.OK else response


def _last(address: str) -> Page | None:
    """The last page of `address`, if it shows nothing that was taken away since."""
    known = (
        content_state.number if content_state.number is not None else stores.saved_content_version()
    )
    today = timezone.localdate()
    ready = stores.find(address, lambda page: page.may_be_copied(known, today))
    page = ready.page if ready else stores.find_on_disk(stores.without_entry(address))
    return page if page and page.may_be_copied(known, today) else None


def _address(request: HttpRequest) -> str | None:
    """Path and parameters as they were sent; None for what can be nobody's public page."""
    if request.method not in ("GET", "HEAD"):
        return None
    if demands_https() and not request.is_secure():
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    path, query = request.META["PATH_INFO"], request.META.get("QUERY_STRING", "")
    if "?" in path:  # written %3F: not the page that has these parameters
        return None
    address = f"{path}?{query}" if query else path
    return address if len(address) <= _LONGEST_ADDRESS else None


def demands_https() -> bool:
    """Answers to others are redirects, or lack what keeps browsers to https."""
    return bool(settings.SECURE_SSL_REDIRECT or settings.SECURE_PROXY_SSL_HEADER)


def _is_somebodys(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        is_public_page(response)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
    )
