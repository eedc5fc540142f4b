"""Conditional responses: 304 when the browser's copy is current."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control


def conditional_response(
    request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """304 when the request has this `etag`, otherwise what `make` returns, with the ETag set."""
    quoted = f'"{etag}"'
    response = get_conditional_response(request, etag=quoted) or make()
    response.headers["ETag"] = quoted
    patch_cache_control(response, public=True, no_cache=True)
    return response
