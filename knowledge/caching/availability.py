"""State of the content: its version and whether the database answers, checked on every page view.

After a failed attempt the database is tried once every `PAUSE` seconds; in between, this process
goes on with what it has cached.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from knowledge.caching.content_version import content_version_number

PAUSE = 1.0  # seconds
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

    def current_version(self) -> int | None:
        """The current number, by one small query; None while the database is unavailable."""
        if self.is_unavailable:
            if self._clock() < self._try_at:
                return None
            self._try_at = self._clock() + PAUSE  # other threads do not wait for this attempt
        try:
            self.number = _query_number()
        except DATABASE_UNAVAILABLE:
            self.is_unavailable, self._try_at = True, self._clock() + PAUSE
            return None
        self.is_unavailable, self.seen_at = False, timezone.now()
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
