"""Whether the database answers, and which content it holds: asked once for each page.

When it does not answer, nobody waits for it again and again: it is tried once in `PAUSE` seconds,
and meanwhile this process goes on with what it has.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from knowledge.caching.content_version import current_number

PAUSE = 1.0
AWAY = (OperationalError, InterfaceError)
"""What Django raises when a database does not answer, or has no room left to store anything."""


class Content:
    """The content as this process knows it: `number` of its revision, `seen_at` when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.number: int | None = None
        self.seen_at: datetime | None = None
        self.is_away = False
        self._clock = clock
        self._try_at = 0.0

    def revision(self) -> int | None:
        """The number of the revision now, by one small query; None when the database is away."""
        if self.is_away:
            if self._clock() < self._try_at:
                return None
            self._try_at = self._clock() + PAUSE  # the others do not wait for this attempt
        try:
            self.number = _asked()
        except AWAY:
            self.is_away, self._try_at = True, self._clock() + PAUSE
            return None
        self.is_away, self.seen_at = False, timezone.now()
        return self.number


CONTENT = Content()


def _asked() -> int:
    # The question is itself the check that a kept connection is alive: Django need not send
    # another one before it.
    database: Any = connection
    database.health_check_done = True
    try:
        return current_number()
    except AWAY:
        connection.close()
        return current_number()
