"""State of the content: its version and whether the database answers, checked on every page view.

After a failed attempt the database is tried once every `PAUSE` seconds; in between, this process
goes on with what it has cached. Under load, requests that arrive within `REUSE` seconds of each
other share one query: see docs/decisions/0016-page-cache.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from knowledge.caching.content_version import changes_here, content_version_number

PAUSE = 1.0  # seconds
REUSE = 0.002  # seconds
DATABASE_UNAVAILABLE = (OperationalError, InterfaceError)
"""What Django raises when the database does not answer or its disk is full."""


class ContentState:
    """The content as this process knows it: `number` of its version, last read at `seen_at`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.number: int | None = None
        self.seen_at: datetime | None = None
        self.is_unavailable = False
        self._clock = clock
        self._try_at = 0.0
        self._reusable: tuple[float, int, int] | None = None

    def current_version(self) -> int | None:
        """The current number, by one small query; None while the database is unavailable.

        A change made by this process is seen at once, one by another process after `REUSE`.
        """
        now, changes = self._clock(), changes_here()
        in_transaction = connection.in_atomic_block  # its own changes are not committed yet
        if not in_transaction and (number := self.reusable_version()) is not None:
            return number
        if self.is_unavailable:
            if now < self._try_at:
                return None
            self._try_at = now + PAUSE  # other threads do not wait for this attempt
        return self._query(None if in_transaction else (now + REUSE, changes))

    def reusable_version(self) -> int | None:
        """The number, if it was asked for less than `REUSE` ago. Never asks the database."""
        if (reusable := self._reusable) is None:
            return None
        until, changes, number = reusable
        return number if self._clock() < until and changes == changes_here() else None

    def _query(self, reusable: tuple[float, int] | None) -> int | None:
        self._reusable = None
        try:
            self.number = _query_number()
        except DATABASE_UNAVAILABLE:
            self.is_unavailable, self._try_at = True, self._clock() + PAUSE
            return None
        self.is_unavailable, self.seen_at = False, timezone.now()
        if reusable:
            self._reusable = (*reusable, self.number)
        return self.number


content_state = ContentState()


def _query_number() -> int:
    # This query doubles as Django's health check of a persistent connection, so skip that one.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return content_version_number()
    except DATABASE_UNAVAILABLE:
        connection.close()
        return content_version_number()
