"""Marks by which views say that a page may be cached for everyone, and until when it is current.

This module imports nothing of ours, so that the knowledge base and the guide can use it;
`portal.page_cache` acts on the marks. See docs/decisions/0016-page-cache.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]

_MARK = "is_public_page"
_expiries: ContextVar[list[datetime] | None] = ContextVar("expiries", default=None)


def public_page(view: View) -> View:
    """Allow the response of `view` to a visitor to be cached for all visitors.

    Such a page depends on nothing but its address, the content and the time. Put `never_cache`
    around it when the address holds answers: then no browser caches it, and no disk either.
    """

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        setattr(response, _MARK, True)
        return response

    return marked


def is_public_page(response: HttpResponseBase) -> bool:
    return getattr(response, _MARK, False)


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
