"""Counts what is asked and not found: words of our own, never what somebody typed.

Counts are gathered in memory and written now and then, so that looking something up never waits
for the database, and many searches are one write. What was not written when a process ends is
lost.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date

from django.utils import timezone

from knowledge.models import SearchCount
from knowledge.models.bookkeeping.search_count import LONGEST_WORD
from knowledge.search.live_index import Found, in_background

WRITE_AFTER = 10.0  # seconds
NOTHING_FOUND = ""
_MOST_WORDS = 1_000  # words in memory, and so rows of one write


class SearchCounter:
    """The counts of this process that are not written yet."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._waiting = False

    def count(self, found: Found) -> None:
        """Remember a search without an exact answer. Words of restricted entries too: only
        editors see the counts.
        """
        if found.hits and found.reading.meant is None:
            return
        missed = [word for word in found.reading.known if len(word) <= LONGEST_WORD]
        if not found.hits:
            missed.append(NOTHING_FOUND)
        if not missed:
            return
        with self._lock:
            if len(self._counts) < _MOST_WORDS:
                self._counts.update(missed)
            begins, self._waiting = not self._waiting, True
        if begins:
            self.later()

    @property
    def waiting(self) -> Counter[str]:
        """What is counted and not written yet."""
        with self._lock:
            return Counter(self._counts)

    def later(self) -> None:
        timer = threading.Timer(WRITE_AFTER, in_background, [self.write])
        timer.daemon = True
        timer.start()

    def write(self, on: date | None = None) -> None:
        """Write what was counted, and begin again."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._waiting = False
        if counts:
            SearchCount.objects.add(counts, on=on or timezone.localdate())


COUNTER = SearchCounter()
