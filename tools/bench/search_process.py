"""Steps of tools/bench/search.py: relevance, speed and memory of search.

Runs with a database of its own and the settings of tools/bench/reference_search.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from modelsearch.backends import get_search_backend  # noqa: E402

from knowledge.search.index import SearchIndex  # noqa: E402
from knowledge.search.live_index import Indexes  # noqa: E402
from knowledge.search.query import SearchFilters, SearchText  # noqa: E402
from portal.search.indexes import INDEXES  # noqa: E402
from tools.bench.reference_search.models import Row  # noqa: E402
from tools.search_relevance import Find, finder, questions, score  # noqa: E402
from tools.synthetic_entries import ENTRIES, add_entries  # noqa: E402

PAGE = 4_096
VISITOR = AnonymousUser()


def judged() -> None:
    """Relevance of both searches on the same documents and queries."""
    finders: dict[str, Find] = {"ours": finder(INDEXES), "django-modelsearch": reference_search()}
    everything = questions()
    groups = {"all": everything}
    for part in ("tuned", "aside", "fresh"):
        groups[part] = [q for q in everything if q.part == part]
    for language in ("nl", "en"):
        for kind in dict.fromkeys(q.kind for q in everything):
            group = [q for q in everything if (q.language, q.kind) == (language, kind)]
            groups[f"{language} {kind}"] = group
    print(f"{'questions':<18}{'':<22}{'asked':>4}{'first':>10}{'in three':>13}")
    for name, group in groups.items():
        for engine, find in finders.items():
            print(f"{name:<18}{engine:<20}{score(group, find)}")
    for engine, find in finders.items():
        times = measure([question.text for question in everything], find)
        print(f"{engine}: median {times[0]:.2f} ms, p95 {times[1]:.2f} ms a question, this content")


def reference_search() -> Find:
    for source in INDEXES.sources:
        rows = list(source.documents(VISITOR))
        entries = source.rows([row.key for row in rows], VISITOR)
        Row.objects.bulk_create(
            Row(
                name=f"{source.name}/{getattr(entries[row.key], 'slug', row.key)}",
                title=" ".join(row.title.values()),
                names=" ".join(row.names),
                text=" ".join(row.text.values()),
            )
            for row in rows
        )
    call_command("rebuild_modelsearch_index", verbosity=0)
    backend = get_search_backend()

    def find(text: str) -> Sequence[str]:
        return [row.name for row in backend.search(text, Row, operator="or")[:10]]

    return find


def measure(texts: Sequence[str], search: Callable[[str], object]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds, over three rounds."""
    times = []
    for text in [*texts, *texts, *texts]:
        started = time.perf_counter()
        search(text)
        times.append(1000 * (time.perf_counter() - started))
    times = sorted(times[10:])
    return statistics.median(times), times[int(len(times) * 0.95)]


def memory() -> float:
    """Resident memory of this process, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def large() -> None:
    indexes = Indexes(INDEXES.sources)
    before, clock, cpu = memory(), time.perf_counter(), time.process_time()
    index = indexes.index_for(VISITOR, timezone.now())
    built, used = time.perf_counter() - clock, time.process_time() - cpu
    growth = memory() - before
    print(f"{ENTRIES} generated entries and the real ones, {len(index.lexicon.counts)} words:")
    print(f"  index made in {built:.2f} s ({used:.2f} s of processor), reading included")
    texts = [question.text for question in questions()]
    median, p95 = measure(texts, lambda text: index.search(SearchText(text), SearchFilters()))
    print(f"  a question: median {median:.2f} ms, p95 {p95:.2f} ms")
    print(f"  memory: {growth:.0f} MB more than before it was made")
    during_rebuild(index, indexes, texts)


def during_rebuild(index: SearchIndex, indexes: Indexes, texts: Sequence[str]) -> None:
    """Latency of the old index while another thread builds a new one."""
    thread = threading.Thread(
        target=lambda: Indexes(indexes.sources).index_for(VISITOR, timezone.now())
    )
    thread.start()
    times: list[float] = []
    while thread.is_alive():
        started = time.perf_counter()
        index.search(SearchText(texts[len(times) % len(texts)]), SearchFilters())
        times.append(1000 * (time.perf_counter() - started))
    times.sort()
    worst, p95 = times[-1], times[int(len(times) * 0.95)]
    print(
        f"  while a new index is made: median {statistics.median(times):.2f} ms, "
        f"p95 {p95:.2f} ms, longest {worst:.0f} ms over {len(times)} questions"
    )


if __name__ == "__main__":
    {"judged": judged, "generated": add_entries, "large": large}[sys.argv[1]]()
