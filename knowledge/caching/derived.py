"""Something made of the content, which a process makes once for each state of the content.

Inside a transaction it is made each time: what that sees may not be what others will see.
It goes on standing when the database is away. What is kept on disk too stands even in a process
that was started meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, cast

from django.core.cache import caches
from django.db import OperationalError, connection
from django.utils import timezone

from knowledge.caching.availability import DATABASE_UNAVAILABLE, content_state

logger = logging.getLogger(__name__)

Made = TypeVar("Made")
Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Made]):
    key: Key
    value: Made


class Standing(Generic[Made]):
    """`make` reads the database as an anonymous visitor, and gives what does not change."""

    def __init__(self, name: str, make: Callable[[], Made], *, on_disk: bool = False) -> None:
        self._name = name
        self._make = make
        self._on_disk = on_disk
        self._kept: _Kept[Made] | None = None

    def value(self) -> Made:
        """As the content is now. The last one known when the database is away.

        OperationalError when it is away and nothing is known.
        """
        number = content_state.current_version()
        if number is None:
            return self._last_known()
        if connection.in_atomic_block:
            return self._make()
        key = (number, timezone.localdate())
        kept = self._kept
        if kept is None or kept.key != key:
            try:
                kept = self._kept = _Kept(key, self._make())
            except DATABASE_UNAVAILABLE:  # since a moment ago
                return self._last_known()
            self._write(kept)
        return kept.value

    def _last_known(self) -> Made:
        kept = self._kept or self._read()
        if kept is None:
            raise OperationalError(f"the database is away and nothing is kept of {self._name}")
        self._kept = kept
        return kept.value

    def _write(self, kept: _Kept[Made]) -> None:
        if self._on_disk:
            try:
                caches["kept"].set(self._name, (kept.key, kept.value), None)
            except OSError as error:
                logger.warning("%s is not kept on disk: %s", self._name, type(error).__name__)

    def _read(self) -> _Kept[Made] | None:
        try:
            found: Any = caches["kept"].get(self._name) if self._on_disk else None
        except Exception as error:  # another version of the portal may have written it
            logger.warning("%s on disk cannot be read: %s", self._name, type(error).__name__)
            return None
        return _Kept(*cast("tuple[Key, Made]", found)) if found else None
