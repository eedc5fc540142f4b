"""Middleware for all URLs below /api/: CORS, no session, and JSON errors."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from portal.api.responses import error_response, is_api_request

Handler = Callable[[HttpRequest], HttpResponseBase]

_ROOT = "/api/hsds/"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Language, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


def public_api(get_response: Handler) -> Handler:
    """Must come after LocaleMiddleware and before anything that reads the session's user."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_api_request(request):
            return get_response(request)
        request.COOKIES.clear()  # the API is anonymous: no session is looked up
        with translation.override(_language(request)):
            response = _respond(request, get_response)
            response.headers["Content-Language"] = translation.get_language() or ""
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def _language(request: HttpRequest) -> str:
    """From `lang` or Accept-Language; Dutch when neither is a language of the site."""
    language = request.GET.get("lang", "")
    if language in dict(settings.LANGUAGES):
        return language
    return translation.get_language_from_request(request)


def _respond(request: HttpRequest, get_response: Handler) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_PREFLIGHT)
    if request.path_info.startswith(_ROOT) and request.path_info != _ROOT:
        request.path_info = request.path_info.removesuffix("/")
    head = request.method == "HEAD"
    if head:
        request.method = "GET"
    response = get_response(request)
    if response.status_code == 405:
        refused = error_response(405, _("Only GET, HEAD and OPTIONS are supported here."))
        refused.headers["Allow"] = _PREFLIGHT["Allow"]
        return refused
    return _without_body(response) if head else response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The response to HEAD: the same headers, with the length of the full body where known."""
    empty = HttpResponse(status=response.status_code, headers=dict(response.headers))
    if isinstance(response, HttpResponse) and response.status_code != 304:
        empty.headers["Content-Length"] = str(len(response.content))
    return empty  # a stream that was never read needs no closing
