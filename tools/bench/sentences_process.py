"""Steps of tools/bench/sentences.py, on a database with the published guide."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402

from knowledge.search.query import SearchFilters, SearchText  # noqa: E402
from portal.search.indexes import INDEXES  # noqa: E402
from referrals.outcomes.content import published_guide  # noqa: E402
from referrals.outcomes.first_desk import first_desk_at  # noqa: E402
from referrals.reading.answer import answer  # noqa: E402
from referrals.reading.reading import read  # noqa: E402
from tools.sentence_scores import PARTS, answered, part, scores  # noqa: E402
from tools.synthetic_entries import ENTRIES, add_entries  # noqa: E402

MOMENTS = {"Sunday 23:00": "2026-12-06T23:00", "Monday 10:00": "2026-12-07T10:00"}
ROUNDS = 5


def scored() -> None:
    for name in PARTS:
        for moment, at in MOMENTS.items():
            results = answered(part(name), timezone.make_aware(datetime.fromisoformat(at)))
            print(f"  {name.replace('_', ' ')}, {moment}: {scores(results)}")


def timed() -> None:
    """Reading, searching, and both, for every sentence of both parts."""
    now = timezone.now()
    published = published_guide()
    if published.guide is None:
        raise ValueError("no guide is published")
    flow, index = published.guide.flow, INDEXES.index_for(AnonymousUser(), now)
    texts = [sentence.text for name in PARTS for sentence in part(name)]

    def reads(text: str) -> None:
        answer(flow, read(text, flow), first_desk_at(published, now))

    def searches(text: str) -> None:
        index.search(SearchText(text), SearchFilters())

    def both(text: str) -> None:
        reads(text)
        searches(text)

    print(f"  {len(texts)} sentences, {ENTRIES} generated entries and the real ones:")
    for name, work in (("reading", reads), ("search", searches), ("together", both)):
        median, p95 = measure(texts, work)
        print(f"  {name:<9} median {median:.2f} ms, p95 {p95:.2f} ms of processor time")


def measure(texts: Sequence[str], work: Callable[[str], None]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds of processor time; the first round is warm-up."""
    times = []
    for number in range(ROUNDS):
        for text in texts:
            started = time.process_time()
            work(text)
            if number:
                times.append(1000 * (time.process_time() - started))
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


if __name__ == "__main__":
    {"scored": scored, "entries": add_entries, "timed": timed}[sys.argv[1]]()
