"""What a request is told that the server does not let in: a page with 112, made beforehand."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext as _

from portal.middleware import Handler, extra_headers
from portal.pages.errors import error_page
from portal.server.budgets import RETRY_AFTER
from portal.server.wsgi import Response

Refusals = dict[tuple[str, HTTPStatus], Response]


def refusals() -> Refusals:
    """The pages by language and status."""
    statuses = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.REQUEST_URI_TOO_LONG,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
    return {
        (language, status): _page(language, status)
        for language in ("nl", "en")
        for status in statuses
    }


def _page(language: str, status: HTTPStatus) -> Response:
    def view(request: HttpRequest) -> HttpResponse:
        return error_page(request, status, *_words(status))

    request = RequestFactory().get("/en/" if language == "en" else "/")
    with translation.override(language):
        response = extra_headers(cast("Handler", CSPMiddleware(view)))(request)
    headers = [*response.headers.items(), ("Content-Length", str(len(response.content)))]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(RETRY_AFTER)))
    return Response(status, headers, response.content)


def _words(status: HTTPStatus) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if status == HTTPStatus.REQUEST_TIMEOUT:
        return _("This took too long to arrive"), _("Nothing was saved. Go back and send it again.")
    if status == HTTPStatus.REQUEST_URI_TOO_LONG:
        return _("This address is too long"), _("Go to the guide and start there.")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _("This is too large"), _(
            "Nothing was saved. Go back and send less text or a smaller file."
        )
    if status == HTTPStatus.FORBIDDEN:
        return _("Sign in first"), _("Only editors who are signed in may send files this large.")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return _("It is very busy"), _(
            "Try again in a moment. If it cannot wait, call: the numbers are on the home page."
        )
    return _("This did not arrive whole"), _("Nothing was saved. Go back and send it again.")
