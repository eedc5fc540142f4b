"""The index that this process searches in: never older than it has to be, never waited for long.

An index is made from the content as it is at one revision on one day. When either is another,
the old index goes on answering while a thread makes the new one. Who finds an index that should
have been new already, because the change is more than a second old, waits a moment for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Protocol

from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise

from knowledge.caching.content_version import current_revision
from knowledge.models.querysets import User, may_see_restricted
from knowledge.search.documents import Document, Shown, synonyms
from knowledge.search.highlighting import IsAsked, asked_words
from knowledge.search.index import Hit, SearchIndex
from knowledge.search.query import Asked, Narrowed, Reading

logger = logging.getLogger(__name__)

PROMISED = timedelta(seconds=0.8)
"""A change is findable after this and the time that making an index takes."""

_PATIENCE = 0.5  # seconds that the first one waits who finds an index that is too old


class SearchSource(Protocol):
    """Something that is searched: entries of the knowledge base, outcomes of the guide."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str | Promise: ...
    @property
    def one(self) -> str:
        """What one of them is called."""

    def documents(self, user: User) -> Iterator[Document]:
        """What `user` may see."""

    def rows(self, keys: Iterable[str], user: User) -> dict[str, Any]:
        """What `user` may see at this moment of `keys`, by key."""

    def shown(self, row: Any) -> Shown:
        """One of those in the language of the page."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the index, the best first, and what a page needs to show it."""

    sources: Sequence[SearchSource]
    hits: tuple[Hit, ...]
    reading: Reading
    is_asked: IsAsked


@dataclass(frozen=True, slots=True)
class _Made:
    index: SearchIndex
    key: tuple[int, date]


def in_background(work: Callable[[], object]) -> threading.Thread:
    """Do `work` in a thread that has, and closes, a connection of its own."""

    def run() -> None:
        try:
            work()
        except Exception:
            logger.exception("work in the background failed")
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


class Indexes:
    """The indexes of one process: one of what everyone sees, one with what is restricted."""

    def __init__(self, sources: Sequence[SearchSource]) -> None:
        self.sources = sources
        self._made: dict[bool, _Made] = {}
        self._making: dict[bool, threading.Thread] = {}
        self._lock = threading.Lock()
        self._first = threading.Lock()

    def search(self, asked: Asked, narrowed: Narrowed, user: User, now: datetime) -> Found:
        """What `user` may see that fits `asked`. Any text may be asked for."""
        index = self.of(user, now)
        limited = replace(narrowed, restricted=may_see_restricted(user))
        hits = index.search(asked, limited)
        is_asked = asked_words(hits.reading, index.lexicon)
        return Found(self.sources, hits.found, hits.reading, is_asked)

    def of(self, user: User, now: datetime) -> SearchIndex:
        """The index of what `user` may see. The first time in a process it is made here."""
        restricted = may_see_restricted(user)
        revision = current_revision()
        wanted = (revision.number, timezone.localdate(now))
        made = self._made.get(restricted)
        if made is None:
            with self._first:
                made = self._made.get(restricted) or self._make(user, restricted, wanted)
        elif made.key != wanted:
            patient = revision.is_older(PROMISED, now)
            made = self._renew(user, restricted, wanted, patient=patient)
        return made.index

    def _make(self, user: User, restricted: bool, key: tuple[int, date]) -> _Made:
        documents = (document for source in self.sources for document in source.documents(user))
        made = self._made[restricted] = _Made(SearchIndex(documents, synonyms(user)), key)
        return made

    def _renew(
        self, user: User, restricted: bool, key: tuple[int, date], *, patient: bool
    ) -> _Made:
        with self._lock:
            making = self._making.get(restricted)
            begins = making is None or not making.is_alive()
            if begins:
                making = in_background(partial(self._make, user, restricted, key))
                self._making[restricted] = making
        if making and begins and patient:
            making.join(_PATIENCE)
        return self._made[restricted]
