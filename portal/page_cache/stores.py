"""Stores of cached pages: in this process, shared by all (memory or Redis), and on disk to last.

A store that fails never makes a page fail: for a while it counts as empty. A page with answers is
in the memory of this process only, and not for long.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import caches

from knowledge.caching.disk import Folder
from knowledge.caching.parameters import Scope, may_be_shared
from knowledge.caching.sealing import seal, unseal
from portal.page_cache.packing import pack, unpack
from portal.page_cache.page import CachedPage
from portal.page_cache.prepared import PreparedPage

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds
ANSWERS = 10 * 60  # seconds that a page with answers stays in this process
_LONGEST = 24 * 60 * 60  # seconds

Result = TypeVar("Result")


class Bytes:
    """Serializer of Redis: what goes there is bytes already, and never a pickle."""

    def dumps(self, value: bytes) -> bytes:
        if not isinstance(value, bytes):
            raise TypeError("only sealed bytes are kept")
        return value

    def loads(self, value: bytes) -> bytes:
        return value


class FailSafe:
    """Leaves a store alone for `PAUSE` seconds after a failure, which reaches no visitor."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._clock = clock
        self._paused_until = 0.0

    def attempt(self, operation: Callable[[], Result]) -> Result | None:
        if self._clock() < self._paused_until:
            return None
        try:
            return operation()
        except Exception as error:
            self._paused_until = self._clock() + PAUSE
            logger.warning("page cache %s: %s", self._name, type(error).__name__)
            return None


class SharedPages(FailSafe):
    """Pages in Django's cache `pages`, sealed."""

    def get(self, key: str) -> CachedPage | None:
        sealed: Any = self.attempt(lambda: caches["pages"].get(key))
        packed = unseal(f"page/{key}", sealed)
        return unpack(packed) if packed else None

    def set(self, key: str, packed: bytes) -> None:
        sealed = seal(f"page/{key}", packed)
        self.attempt(lambda: caches["pages"].set(key, sealed, _LONGEST))


class DiskPages(FailSafe):
    """Pages on disk: those of the site, each written over when it is made again."""

    folder = Folder("pages")

    def get(self, key: str) -> CachedPage | None:
        packed = self.attempt(lambda: self.folder.read(key))
        return unpack(packed) if packed else None

    def set(self, key: str, packed: bytes) -> None:
        self.attempt(lambda: self.folder.write(key, packed))

    def delete_others(self, content_version: int) -> int:
        """Delete the pages of other content: they can never be shown again."""
        deleted = 0
        for key in list(self.folder.names()):
            page = self.get(key)
            if page is None or page.content_version != content_version:
                self.folder.delete(key)
                deleted += 1
        return deleted


class LocalPages:
    """The pages that this process used last, prepared to be sent."""

    MAX_PAGES = 300

    def __init__(self, seconds: float | None = None) -> None:
        self._pages: dict[str, PreparedPage] = {}
        self._seconds = seconds
        self._timer: threading.Timer | None = None

    def get(self, address: str) -> PreparedPage | None:
        return self._pages.get(address)

    def set(self, address: str, prepared: PreparedPage) -> None:
        while len(self._pages) >= self.MAX_PAGES:
            self._pages.pop(next(iter(self._pages), ""), None)
        self._pages[address] = prepared
        if self._seconds is not None and self._timer is None:
            self._timer = threading.Timer(self._seconds, self.clear)
            self._timer.daemon = True
            self._timer.start()

    def clear(self) -> None:
        self._timer = None
        self._pages.clear()


local_pages = LocalPages()
answer_pages = LocalPages(ANSWERS)
shared_pages = SharedPages("pages")
disk_pages = DiskPages("disk")
_content_version = Folder("version")
_version_on_disk = FailSafe("version")


def find_here(address: str) -> PreparedPage | None:
    """The page at `address` from the memory of this process."""
    return local_pages.get(address) or answer_pages.get(address)


def find(address: str, is_usable: Callable[[CachedPage], bool]) -> PreparedPage | None:
    """The page at `address`, from this process, the shared cache or the disk."""
    prepared = find_here(address)
    if prepared and is_usable(prepared.page):
        return prepared
    stores = (shared_pages, disk_pages) if may_be_shared(address.partition("?")[2]) else ()
    for store in stores:
        page = store.get(_key(address))
        if page and is_usable(page):
            prepared = PreparedPage(page)
            local_pages.set(address, prepared)
            return prepared
    return None


def find_on_disk(address: str) -> CachedPage | None:
    return disk_pages.get(_key(address))


def save(address: str, page: CachedPage, scope: Scope) -> PreparedPage:
    """`page`, kept at `address` as far as `scope` allows."""
    prepared = PreparedPage(page)
    if scope == Scope.PROCESS or (scope == Scope.ALL and not page.may_be_shared):
        answer_pages.set(address, prepared)
    elif scope == Scope.ALL:
        local_pages.set(address, prepared)
        key, packed = _key(address), pack(page)
        disk_pages.set(key, packed)
        shared_pages.set(key, packed)
    return prepared


def without_entry(address: str) -> str:
    """The address of the list, for an address that points to one entry in it (`?bij=`)."""
    path, _mark, query = address.partition("?")
    return path if query.startswith("bij=") and "&" not in query else address


def save_content_version(number: int) -> None:
    """Save on disk the newest content version that this machine has seen."""
    _version_on_disk.attempt(lambda: _content_version.write("newest", str(number).encode()))


def saved_content_version() -> int | None:
    number = _version_on_disk.attempt(lambda: _content_version.read("newest"))
    return int(number) if number else None


def _key(address: str) -> str:
    return hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
