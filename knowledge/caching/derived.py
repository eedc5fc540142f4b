"""Cache of values derived from the content, computed once per content version and day.

Inside a transaction the value is computed each time: what a transaction sees may not be what
others will see. While the database is unavailable the last value is used; one that is persisted
on disk is there even for a process that was started meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar, cast
from weakref import WeakSet

from django.db import OperationalError, connection
from django.utils import timezone

from knowledge.caching.availability import DATABASE_UNAVAILABLE, content_state
from knowledge.caching.disk import Folder
from knowledge.caching.encoding import UNREADABLE, decode, encode

logger = logging.getLogger(__name__)

Value = TypeVar("Value")
Key = tuple[int, date]
"""The number of a content version, and a day."""

_FOLDER = Folder("content")


@dataclass(frozen=True, slots=True)
class _Cached(Generic[Value]):
    key: Key
    value: Value


class DerivedContent(Generic[Value]):
    """`compute` reads the database as an anonymous visitor.

    It returns something immutable, or a dict that only gains rows of the same content version.
    """

    _instances: ClassVar[WeakSet[DerivedContent[Any]]] = WeakSet()

    def __init__(self, name: str, compute: Callable[[], Value], *, persist: bool = False) -> None:
        self._name = name
        self._compute = compute
        self._persist = persist
        self._cached: _Cached[Value] | None = None
        self._instances.add(self)

    @classmethod
    def snapshot(cls) -> Snapshot:
        """What all instances have in memory."""
        return {instance: instance._cached for instance in cls._instances}

    @classmethod
    def restore(cls, snapshot: Snapshot) -> None:
        """Put back what the instances had in memory."""
        for instance, cached in snapshot.items():
            instance._cached = cached

    @classmethod
    def clear(cls) -> None:
        """Empty the memory of all instances; values on disk stay."""
        for instance in cls._instances:
            instance._cached = None

    def get(self) -> Value:
        """The value for the current content, or the last known while the database is unavailable.

        OperationalError when the database is unavailable and no value is known.
        """
        number = content_state.current_version()
        return self._last_known() if number is None else self.at_version(number)

    def at_version(self, number: int) -> Value:
        """The value for the current content, whose version this request has asked for already."""
        if connection.in_atomic_block:
            return self._compute()
        key = (number, timezone.localdate())
        cached = self._cached
        if cached is None or cached.key != key:
            try:
                cached = self._cached = _Cached(key, self._compute())
            except DATABASE_UNAVAILABLE:  # since the query for the version
                return self._last_known()
            self._write(cached)
        return cached.value

    def _last_known(self) -> Value:
        cached = self._cached or self._read()
        if cached is None:
            raise OperationalError(f"the database is unavailable and {self._name} is not cached")
        self._cached = cached
        return cached.value

    def _write(self, cached: _Cached[Value]) -> None:
        if not self._persist:
            return
        try:
            if _key_of(_FOLDER.read(f"{self._name}-key")) != cached.key:  # of another process
                _FOLDER.write(self._name, encode((cached.key, cached.value)))
                _FOLDER.write(f"{self._name}-key", encode(cached.key))
        except OSError as error:
            logger.warning("%s is not cached on disk: %s", self._name, type(error).__name__)

    def _read(self) -> _Cached[Value] | None:
        try:
            stored = _FOLDER.read(self._name) if self._persist else None
            return _Cached(*cast("tuple[Key, Value]", decode(stored))) if stored else None
        except (OSError, *UNREADABLE) as error:  # another version of the portal may have written it
            logger.warning("%s on disk cannot be read: %s", self._name, type(error).__name__)
            return None


def _key_of(stored: bytes | None) -> object:
    return decode(stored) if stored else None


Snapshot = dict[DerivedContent[Any], _Cached[Any] | None]
