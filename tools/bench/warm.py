"""Cached pages: requests per second compared with an empty Django view with the default
middleware, under the same server with the same workers, alternately and in one run.
"""

from __future__ import annotations

import statistics

from tools.bench.databases import on_both
from tools.bench.results import Result, show
from tools.bench.throughput import requests_per_second
from tools.bench.urls import HOME, RESULT, SERVICE
from tools.serving import prepared, server

ROUNDS, SLICE = 7, 1.5  # seconds of each slice
MIN_RATIO = 1.0
PAGES = {"result": RESULT, "desk": SERVICE, "home": HOME}


def run() -> list[Result]:
    print(f"\nKept pages beside an empty view: answers a second, 1 worker, {ROUNDS} rounds")
    return on_both(measure)


def measure(database: str, **variables: str) -> list[Result]:
    with (
        prepared(**variables) as environment,
        server("portal.rsgi:application", environment) as portal,
        server("tools.baseline_view:application", environment) as baseline,
    ):
        return [
            show(compare(database, name, path, portal, baseline)) for name, path in PAGES.items()
        ]


def compare(database: str, name: str, path: str, portal: str, baseline: str) -> Result:
    """The ratio of page and empty view: 2 means twice as many requests per second."""
    slices = [
        (requests_per_second(portal, path, SLICE), requests_per_second(baseline, "/empty", SLICE))
        for _round in range(ROUNDS)
    ]
    page, empty = (statistics.median(samples) for samples in zip(*slices, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in slices)
    return Result(
        f"{database}: {name}",
        f"{ratio:.2f}x ({page:.0f} / {empty:.0f} a second)",
        f"at least {MIN_RATIO:g}x",
        ratio >= MIN_RATIO,
    )


if __name__ == "__main__":
    run()
