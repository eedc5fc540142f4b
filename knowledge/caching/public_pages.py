"""Which pages may be kept for everyone, and until when what they show is true.

A leaf: it imports nothing of ours, so that the knowledge base and the guide can use it. What is
done with these marks stands in `portal.page_cache`. See docs/decisions/0016-page-cache.md.
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
_moments: ContextVar[list[datetime] | None] = ContextVar("moments", default=None)


def public_page(view: View) -> View:
    """What `view` answers to a visitor may be kept for all visitors. Without this it never is.

    The page may depend on nothing but its address, the content and the time. With `never_cache`
    around it no browser keeps it, nor does it ever stand on a disk: for addresses with answers.
    """

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        setattr(response, _MARK, True)
        return response

    return marked


def is_public_page(response: HttpResponseBase) -> bool:
    return getattr(response, _MARK, False)


def true_until(moment: datetime | None) -> None:
    """The page that is being made shows something that is no longer so from `moment` on."""
    noted = _moments.get()
    if noted is not None and moment is not None:
        noted.append(moment)


@contextmanager
def noting_moments() -> Iterator[list[datetime]]:
    """Collects what `true_until` is told meanwhile."""
    noted: list[datetime] = []
    token = _moments.set(noted)
    try:
        yield noted
    finally:
        _moments.reset(token)
