"""Why a record could not be changed."""

from __future__ import annotations

from typing import Any


class StaleVersionError(Exception):
    """Somebody else changed the record since this user looked at it; nothing was written.

    `current` is the record as it is now, None when it was deleted.
    """

    def __init__(self, current: Any = None) -> None:
        super().__init__("" if current is None else str(current.pk))
        self.current = current
