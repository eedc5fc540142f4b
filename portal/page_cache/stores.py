"""Stores of cached pages: in this process and shared (memory or Redis) for speed, on disk to last.

A store that fails never makes a page fail: for a while it counts as empty.
"""

from __future__ import annotations

import hashlib
import logging
import random
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from portal.page_cache.page import CachedPage
from portal.page_cache.prepared import PreparedPage

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds
_LONGEST = 24 * 60 * 60  # seconds
_CONTENT_VERSION = "content-version"
_UNREADABLE = (AttributeError, ImportError, LookupError, TypeError, ValueError)
"""What unpickling raises for a class that was moved or changed."""


class DiskCache(FileBasedCache):
    """Django's file cache, culled now and then: Django's own counts all files at every write."""

    _CULL_PROBABILITY = 0.01

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """As any cache; a file that cannot be read, damaged or of another version, is a miss."""
        try:
            return super().get(key, default, version)
        except OSError:
            raise
        except Exception:
            return default

    def _cull(self) -> None:
        if random.random() < self._CULL_PROBABILITY:  # noqa: S311 - chance, not a secret
            super()._cull()  # type: ignore[misc]  # private, so not in django-stubs


class FailSafeCache:
    """One of Django's caches, of which no failure reaches a visitor.

    After a failure it is left alone for `PAUSE` seconds.
    """

    def __init__(self, alias: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._alias = alias
        self._clock = clock
        self._paused_until = 0.0

    def get(self, key: str) -> Any:
        return self._attempt(lambda: self._read(key))

    def set(self, key: str, value: object, seconds: float | None) -> None:
        self._attempt(lambda: caches[self._alias].set(key, value, seconds))

    def _read(self, key: str) -> Any:
        try:
            return caches[self._alias].get(key)
        except _UNREADABLE:  # written by another version of the portal: a miss
            return None

    def _attempt(self, operation: Callable[[], Any]) -> Any:
        if self._clock() < self._paused_until:
            return None
        try:
            return operation()
        except Exception as error:
            self._paused_until = self._clock() + PAUSE
            logger.warning("page cache %s: %s", self._alias, type(error).__name__)
            return None


class LocalPages:
    """The pages that this process used last, prepared to be sent."""

    MAX_PAGES = 300

    def __init__(self) -> None:
        self._pages: dict[str, PreparedPage] = {}

    def get(self, address: str) -> PreparedPage | None:
        return self._pages.get(address)

    def set(self, address: str, prepared: PreparedPage) -> None:
        while len(self._pages) >= self.MAX_PAGES:
            self._pages.pop(next(iter(self._pages), ""), None)
        self._pages[address] = prepared

    def clear(self) -> None:
        self._pages.clear()


local_pages = LocalPages()
shared_pages = FailSafeCache("pages")
disk_pages = FailSafeCache("disk")


def find(address: str, is_usable: Callable[[CachedPage], bool]) -> PreparedPage | None:
    """The page at `address`, from this process, the shared cache or the disk."""
    prepared = local_pages.get(address)
    if prepared and is_usable(prepared.page):
        return prepared
    for store in (shared_pages, disk_pages):
        page = store.get(_key(address))
        if isinstance(page, CachedPage) and is_usable(page):
            prepared = PreparedPage(page)
            local_pages.set(address, prepared)
            return prepared
    return None


def find_on_disk(address: str) -> CachedPage | None:
    page = disk_pages.get(_key(address))
    return page if isinstance(page, CachedPage) else None


def save(address: str, page: CachedPage) -> PreparedPage:
    prepared = PreparedPage(page)
    local_pages.set(address, prepared)
    if page.may_be_on_disk and has_no_answers(address):
        disk_pages.set(_key(address), page, None)
    shared_pages.set(_key(address), page, _LONGEST)
    return prepared


def has_no_answers(address: str) -> bool:
    """Whether there is no query string but a page number: nothing that a visitor chose."""
    _path, _mark, query = address.partition("?")
    return not query or (query.startswith("pagina=") and query.removeprefix("pagina=").isdecimal())


def without_entry(address: str) -> str:
    """The address of the list, for an address that points to one entry in it (`?bij=`)."""
    path, _mark, query = address.partition("?")
    return path if query.startswith("bij=") and "&" not in query else address


def save_content_version(number: int) -> None:
    """Save on disk the newest content version that this machine has seen."""
    disk_pages.set(_CONTENT_VERSION, number, None)


def saved_content_version() -> int | None:
    number = disk_pages.get(_CONTENT_VERSION)
    return number if isinstance(number, int) else None


def _key(address: str) -> str:
    return hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
