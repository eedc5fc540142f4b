"""Statistics of searches: words of our own texts that were missed, never typed text; and of
sentences only how many were answered, not one word.

Counts are buffered in memory and written every `WRITE_AFTER` seconds, so that a search never
waits for a database write and many searches share one. Counts in the buffer are lost when the
process ends.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from knowledge.models import SearchCount, SentenceCount
from knowledge.models.bookkeeping.search_count import LONGEST_WORD
from knowledge.search.live_index import SearchResults, in_background

WRITE_AFTER = 10.0  # seconds
NOTHING_FOUND = ""
MOST_WORDS = 4
"""A text of more words is a sentence: it may describe somebody."""
_MAX_BUFFERED = 1_000  # words in memory, so rows in one write


def is_sentence(text: str) -> bool:
    """Numbers do not count: a phone number may be typed in many groups."""
    return sum(any(map(str.isalpha, part)) for part in text.split()) > MOST_WORDS


class DailyCounter:
    """Buffer of counts of this process, for `model`, that are not written yet."""

    def __init__(self, model: type[SearchCount | SentenceCount]) -> None:
        self._model = model
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._scheduled = False

    def add(self, counted: Iterable[str]) -> None:
        with self._lock:
            if len(self._counts) < _MAX_BUFFERED:
                self._counts.update(counted)
            is_first, self._scheduled = not self._scheduled, True
        if is_first:
            self.schedule_write()

    @property
    def pending(self) -> Counter[str]:
        """A copy of the counts that are not written yet."""
        with self._lock:
            return Counter(self._counts)

    def schedule_write(self) -> None:
        timer = threading.Timer(WRITE_AFTER, in_background, [self.write])
        timer.daemon = True
        timer.start()

    def write(self, on: date | None = None) -> None:
        """Write the buffer to the database and empty it; `on` defaults to today."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._scheduled = False
        if counts:
            self._model.objects.add(counts, on=on or timezone.localdate())


class SearchCounter(DailyCounter):
    """Counts searches without an exact match."""

    def __init__(self) -> None:
        super().__init__(SearchCount)

    def count(self, results: SearchResults) -> None:
        """Count a search for a few words, unless it had an exact match. Includes words of
        restricted entries: only editors see the counts.
        """
        if results.hits and results.parsed.correction is None:
            return
        missed = [word for word in results.parsed.known_words if len(word) <= LONGEST_WORD]
        if not results.hits:
            missed.append(NOTHING_FOUND)
        if missed:
            self.add(missed)


WORDS = SearchCounter()
SENTENCES = DailyCounter(SentenceCount)
