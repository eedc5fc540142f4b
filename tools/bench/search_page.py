"""Processor time of the search page, less that of an empty Django view: the same server, the same
number of workers, asked in turn. Of all threads of the worker, so the server's own work counts too.
"""

from __future__ import annotations

import statistics
import time

from tools.bench.databases import on_both
from tools.bench.interleaved import WARM_UP_ROUNDS, connect, seconds
from tools.bench.memory import worker_of
from tools.bench.results import Result, at_most, show
from tools.bench.urls import FORM, SENTENCE
from tools.serving import prepared, server

ROUNDS = 200
MOST = 5.0  # milliseconds
SETTLING = 0.002  # seconds in which a worker ends what it does after an answer
SEARCHED = {"the form": "", "a name": "vielig thuis", "a word": "hotel", "a sentence": SENTENCE}


def run() -> list[Result]:
    print(f"\nSearch page: processor time beside an empty view, 1 worker, {ROUNDS} rounds")
    return on_both(measure)


def measure(database: str, **variables: str) -> list[Result]:
    with (
        prepared(PAGE_CACHE="0", PAGES_BEFOREHAND="0", **variables) as environment,
        server("portal.rsgi:application", environment) as portal,
        server("tools.baseline_view:application", environment) as baseline,
    ):
        pages = [(portal, FORM, text) for text in SEARCHED.values()]
        *used, empty = processor_times([*pages, (baseline, "/empty", "")])
    return [
        show(
            at_most(
                f"{database}: search page, {name}",
                page - empty,
                MOST,
                " ms",
                detail=f" ({page:.2f} - {empty:.2f})",
            )
        )
        for name, page in zip(SEARCHED, used, strict=True)
    ]


def processor_times(pages: list[tuple[str, str, str]]) -> list[float]:
    """Median milliseconds of processor time for each page: URL of the server, path, typed text."""
    asked = [(worker_of(page[0]), connect(page[0]), page) for page in pages]
    times: list[list[float]] = [[] for _page in pages]
    for number in range(WARM_UP_ROUNDS + ROUNDS):
        for samples, (worker, connection, (_server, path, text)) in zip(times, asked, strict=True):
            started = _processor_time(worker)
            seconds(connection, path, text)
            time.sleep(SETTLING)
            if number >= WARM_UP_ROUNDS:
                samples.append(1000 * (_processor_time(worker) - started))
    return [statistics.median(samples) for samples in times]


def _processor_time(process: int) -> float:
    """Seconds that all threads of another process have used: clock_getcpuclockid of Linux."""
    return time.clock_gettime((~process << 3) | 2)


if __name__ == "__main__":
    run()
