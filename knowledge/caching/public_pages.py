"""Marks by which views say that a page may be cached for everyone, and until when it is current.

They are on a low floor, so that the knowledge base and the guide can use them;
`portal.page_cache` acts on the marks. See docs/decisions/0016-page-cache.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import urlencode

from knowledge.caching.parameters import Parameters, Scope, sent

View = Callable[..., HttpResponseBase]

_MARK = "kept_as"
_expiries: ContextVar[list[datetime] | None] = ContextVar("expiries", default=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a page may be kept: under which canonical query string, and how far from here."""

    query: str
    scope: Scope


def public_page(view: View) -> View:
    """A public page without parameters: see `public_page_with`."""
    return public_page_with(Parameters())(view)


def public_page_with(parameters: Parameters) -> Callable[[View], View]:
    """Allow the response of a view to a visitor to be cached for all visitors.

    Such a page depends on nothing but its address, the content and the time. A request with other
    parameters, or with one twice or empty, is redirected to the address without them. Put
    `never_cache` around the view when the address holds answers: then no browser caches it.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            pairs = parameters.canonical(request.GET)
            query = f"?{urlencode(pairs)}" if pairs else ""
            if request.method in ("GET", "HEAD") and sorted(pairs) != sorted(sent(request.GET)):
                return HttpResponseRedirect(request.path + query)
            response = view(request, *args, **kwargs)
            setattr(response, _MARK, Kept(query, parameters.scope(pairs)))
            return response

        marked.parameters = parameters  # type: ignore[attr-defined]
        return marked

    return decorator


def parameters_of(view: Any) -> Parameters | None:
    """What the public page of `view` declares; None for a view that is no public page."""
    declared: Parameters | None = getattr(view, "parameters", None)
    return declared


def kept_as(response: HttpResponseBase) -> Kept | None:
    """How it may be kept; None for what is no public page."""
    kept: Kept | None = getattr(response, _MARK, None)
    return kept


def is_public_page(response: HttpResponseBase) -> bool:
    return kept_as(response) is not None


def expires_at(moment: datetime | None) -> None:
    """From `moment` on, the page that is being made is out of date."""
    expiries = _expiries.get()
    if expiries is not None and moment is not None:
        expiries.append(moment)


@contextmanager
def collect_expiries() -> Iterator[list[datetime]]:
    """Collect the moments passed to `expires_at` inside."""
    expiries: list[datetime] = []
    token = _expiries.set(expiries)
    try:
        yield expiries
    finally:
        _expiries.reset(token)
