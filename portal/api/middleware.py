"""What holds for every address below /api/: open to all, the same for all, always in JSON."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from portal.api.answers import is_for_programs, problem

Handler = Callable[[HttpRequest], HttpResponseBase]

_ROOT = "/api/hsds/"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Language, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_BEFOREHAND = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


def open_to_programs(get_response: Handler) -> Handler:
    """Stands after the middleware for languages, and before all that asks who is there."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_for_programs(request):
            return get_response(request)
        request.COOKIES.clear()  # nobody is signed in here, so no session is looked up
        with translation.override(_language(request)):
            response = _answered(request, get_response)
            response.headers["Content-Language"] = translation.get_language() or ""
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def _language(request: HttpRequest) -> str:
    """Asked for by `lang`, or by the browser; Dutch when neither is one of ours."""
    asked = request.GET.get("lang", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    return translation.get_language_from_request(request)


def _answered(request: HttpRequest, get_response: Handler) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_BEFOREHAND)
    if request.path_info.startswith(_ROOT) and request.path_info != _ROOT:
        request.path_info = request.path_info.removesuffix("/")
    head = request.method == "HEAD"
    if head:
        request.method = "GET"
    response = get_response(request)
    if response.status_code == 405:
        refused = problem(405, _("Only GET, HEAD and OPTIONS are answered here."))
        refused.headers["Allow"] = _BEFOREHAND["Allow"]
        return refused
    return _without_body(response) if head else response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The same headers; the length is that of the whole, where it is known."""
    empty = HttpResponse(status=response.status_code, headers=dict(response.headers))
    if isinstance(response, HttpResponse) and response.status_code != 304:
        empty.headers["Content-Length"] = str(len(response.content))
    return empty  # a stream that was never read holds nothing that has to be closed
