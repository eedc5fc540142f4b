"""Search indexes of this process, rebuilt in the background when the content changes.

An index is built for one content version and one day. When either changes, the old index keeps
answering while a thread builds the new one. The first search that finds the old index more than
`FRESH_WITHIN` behind waits briefly for the new one.
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

from knowledge.caching.content_version import content_version, content_version_number
from knowledge.models.querysets import User, may_see_restricted
from knowledge.search.documents import Display, Document, synonyms
from knowledge.search.highlighting import WordMatcher, word_matcher
from knowledge.search.index import Hit, SearchIndex
from knowledge.search.query import ParsedQuery, SearchFilters, SearchText

logger = logging.getLogger(__name__)

FRESH_WITHIN = timedelta(seconds=0.8)
"""A change can be found after this plus the time it takes to build an index."""

_REBUILD_WAIT = 0.5  # seconds that the first search waits when the index is too old


class SearchSource(Protocol):
    """A kind of content that can be searched: a model of the knowledge base, or outcomes."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str | Promise: ...
    @property
    def verbose_name(self) -> str:
        """Singular name, capitalized."""

    def documents(self, user: User) -> Iterator[Document]:
        """Documents of everything that `user` may see."""

    def hidden_names(self, user: User) -> set[str]:
        """Names of what `user` may not see: they are never offered."""

    def rows(self, keys: Iterable[str], user: User) -> dict[str, Any]:
        """The rows with these keys that `user` may see now, by key."""

    def display(self, row: Any) -> Display:
        """A row as a search result, in the active language."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Hits in the index, best first, and what a page needs to show them."""

    sources: Sequence[SearchSource]
    hits: tuple[Hit, ...]
    parsed: ParsedQuery
    matches: WordMatcher


@dataclass(frozen=True, slots=True)
class _BuiltIndex:
    index: SearchIndex
    key: tuple[int, date]


def in_background(work: Callable[[], object]) -> threading.Thread:
    """Run `work` in a daemon thread with its own database connection, closed afterwards."""

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
    """The two indexes of a process: with and without restricted entries."""

    def __init__(self, sources: Sequence[SearchSource]) -> None:
        self.sources = sources
        self._built: dict[bool, _BuiltIndex] = {}
        self._building: dict[bool, threading.Thread] = {}
        self._lock = threading.Lock()
        self._first_build = threading.Lock()

    def search(
        self, text: SearchText, filters: SearchFilters, user: User, now: datetime
    ) -> SearchResults:
        """Search what `user` may see; `text` may be anything."""
        index = self.index_for(user, now)
        filters = replace(filters, restricted=may_see_restricted(user))
        result = index.search(text, filters)
        matches = word_matcher(result.parsed, index.lexicon)
        return SearchResults(self.sources, result.hits, result.parsed, matches)

    def index_for(self, user: User, now: datetime) -> SearchIndex:
        """The index of what `user` may see; the first call in a process builds it."""
        restricted = may_see_restricted(user)
        key = (content_version_number(), timezone.localdate(now))
        built = self._built.get(restricted)
        if built is None:
            with self._first_build:
                built = self._built.get(restricted) or self._build(user, restricted, key)
        elif built.key != key:
            wait = content_version().is_older(FRESH_WITHIN, now)
            built = self._rebuild(user, restricted, key, wait=wait)
        return built.index

    def _build(self, user: User, restricted: bool, key: tuple[int, date]) -> _BuiltIndex:
        documents = (document for source in self.sources for document in source.documents(user))
        hidden = {name for source in self.sources for name in source.hidden_names(user)}
        index = SearchIndex(documents, synonyms(user), hidden)
        built = self._built[restricted] = _BuiltIndex(index, key)
        return built

    def _rebuild(
        self, user: User, restricted: bool, key: tuple[int, date], *, wait: bool
    ) -> _BuiltIndex:
        with self._lock:
            thread = self._building.get(restricted)
            is_first = thread is None or not thread.is_alive()
            if is_first:
                thread = in_background(partial(self._build, user, restricted, key))
                self._building[restricted] = thread
        if thread and is_first and wait:
            thread.join(_REBUILD_WAIT)
        return self._built[restricted]
