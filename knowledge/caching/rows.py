"""What visitors read is kept in the process for as long as the content stays what it is.

Rows are kept under the revision of the content, the day, the language and whether somebody sees
restricted entries: after any change, in any process, they are read anew. What is open now, and
how long ago something was confirmed, is worked out from them at every request.

Inside a transaction nothing is kept: what it sees may not be what others will see.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from knowledge.caching.availability import content_state
from knowledge.models.querysets import User, may_see_restricted

Rows = TypeVar("Rows")

MOST = 500
"""Pages' worth of rows: some 20 MB at most."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Rows of one revision of the content on one day."""

    of: Hashable = None
    rows: dict[Hashable, Any] = field(default_factory=dict)


class _Keeper:
    """The newest shelf; an older or a full one is left to who still reads from it."""

    def __init__(self) -> None:
        self.shelf = _Shelf()

    def shelf_of(self, content: Hashable) -> _Shelf:
        shelf = self.shelf
        if shelf.of != content or len(shelf.rows) >= MOST:
            shelf = self.shelf = _Shelf(content)
        return shelf


_keeper = _Keeper()


def kept(user: User, name: tuple[Hashable, ...], read: Callable[[], Rows]) -> Rows:
    """What `read` reads for `user`; `name` tells it from all else that is kept.

    One query when it is kept, and what was kept last while the database is away. Nobody may
    change what comes out: others are shown it too.
    """
    if connection.in_atomic_block:
        return read()
    content_state.current_version()
    rows = _keeper.shelf_of((content_state.number, timezone.localdate())).rows
    key = (get_language(), may_see_restricted(user), name)
    found: Rows | None = rows.get(key)
    if found is None:
        found = rows[key] = read()
    return found
