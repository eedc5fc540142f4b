"""Where pages are kept: in memory (or Redis) to be fast, on disk to be there when nothing else is.

A store that fails is no reason for a page to fail: it is as if nothing were kept, for a while.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import random
import time
import zlib
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from portal.page_cache.page import Page
from portal.page_cache.ready import Ready

logger = logging.getLogger(__name__)

PAUSE = 2.0
_LONGEST = 24 * 60 * 60
_CONTENT_VERSION = "content-version"
_UNREADABLE = (
    pickle.UnpicklingError,
    zlib.error,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)


class PagesOnDisk(FileBasedCache):
    """Files in a folder. Django counts them all with each one that is written; we, now and then."""

    _SELDOM = 0.01

    def _cull(self) -> None:
        if random.random() < self._SELDOM:  # noqa: S311 - chance, not a secret
            super()._cull()


class Store:
    """One of Django's caches, of which no failure reaches a visitor."""

    def __init__(self, alias: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._alias = alias
        self._clock = clock
        self._rests_until = 0.0

    def get(self, key: str) -> Any:
        return self._tried(lambda: self._read(key))

    def set(self, key: str, value: object, seconds: float | None) -> None:
        self._tried(lambda: caches[self._alias].set(key, value, seconds))

    def _read(self, key: str) -> Any:
        try:
            return caches[self._alias].get(key)
        except _UNREADABLE:  # pickled by another version of the portal, or damaged: a miss
            return None

    def _tried(self, work: Callable[[], Any]) -> Any:
        if self._clock() < self._rests_until:
            return None
        try:
            return work()
        except Exception as error:
            self._rests_until = self._clock() + PAUSE
            logger.warning("pages kept as %s: %s", self._alias, type(error).__name__)
            return None


SHARED, DISK = Store("pages"), Store("kept")


class Near:
    """The pages that this process used last, ready to be sent."""

    MOST = 300

    def __init__(self) -> None:
        self._pages: dict[str, Ready] = {}

    def get(self, address: str) -> Ready | None:
        return self._pages.get(address)

    def set(self, address: str, ready: Ready) -> None:
        while len(self._pages) >= self.MOST:
            self._pages.pop(next(iter(self._pages), ""), None)
        self._pages[address] = ready

    def clear(self) -> None:
        self._pages.clear()


NEAR = Near()


def find(address: str, is_good: Callable[[Page], bool]) -> Ready | None:
    """The page at `address` as this process, or else another one, made it."""
    ready = NEAR.get(address)
    if ready and is_good(ready.page):
        return ready
    for store in (SHARED, DISK):
        page = store.get(_hashed(address))
        if isinstance(page, Page) and is_good(page):
            ready = Ready(page)
            NEAR.set(address, ready)
            return ready
    return None


def find_on_disk(address: str) -> Page | None:
    found = DISK.get(_hashed(address))
    return found if isinstance(found, Page) else None


def keep(address: str, page: Page) -> Ready:
    ready = Ready(page)
    NEAR.set(address, ready)
    if page.may_stand_on_disk and has_no_answers(address):
        DISK.set(_hashed(address), page, None)
    SHARED.set(_hashed(address), page, _LONGEST)
    return ready


def has_no_answers(address: str) -> bool:
    """Nothing after a question mark but the number of a page: nobody's wish can be read from it."""
    _path, _mark, query = address.partition("?")
    return not query or (query.startswith("pagina=") and query.removeprefix("pagina=").isdecimal())


def without_entry(address: str) -> str:
    """The list itself, of an address that leads to one entry of it."""
    path, _mark, query = address.partition("?")
    return path if query.startswith("bij=") and "&" not in query else address


def save_content_version(number: int) -> None:
    """Note on disk which content was the newest that this machine knew of."""
    DISK.set(_CONTENT_VERSION, number, None)


def saved_content_version() -> int | None:
    found = DISK.get(_CONTENT_VERSION)
    return found if isinstance(found, int) else None


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
