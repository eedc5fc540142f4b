"""Cached pages under wrk with two workers, beside an empty Django view with the default middleware
and a WSGI application without Django, alternately and in one run.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from contextlib import ExitStack

from tools.bench.databases import on_both
from tools.bench.results import Result, show
from tools.bench.urls import HOME, SERVICE
from tools.serving import PORTAL, prepared, server

ROUNDS, SECONDS, CONNECTIONS, WORKERS = 5, 3, 32, 2
MIN_RATIO = 3.0
EMPTY, BARE = ("tools.baseline_view:application", "/empty"), ("tools.bare_view:application", "/")
PAGES = {"home": HOME, "desk": SERVICE}
_RATE = re.compile(r"Requests/sec: +([\d.]+)")


def run() -> list[Result]:
    print(f"\nCached pages under wrk: {WORKERS} workers, median of {ROUNDS} rounds")
    if shutil.which("wrk") is None:
        print("left out: wrk is not installed")
        return []
    return on_both(measure)


def measure(database: str, **variables: str) -> list[Result]:
    with prepared(**variables) as environment, ExitStack() as servers:

        def start(application: str) -> str:
            return servers.enter_context(server(application, environment, WORKERS))

        portal, empty, bare = start(PORTAL), start(EMPTY[0]), start(BARE[0])
        return [
            show(compare(f"{database}: {name}", portal + path, empty + EMPTY[1], bare + BARE[1]))
            for name, path in PAGES.items()
        ]


def compare(name: str, page: str, empty: str, bare: str) -> Result:
    """Requests a second for a page beside those for the two baselines, as ratios."""
    rounds = [(rate(page), rate(empty), rate(bare)) for _round in range(ROUNDS)]
    page_rate, empty_rate, bare_rate = map(statistics.median, zip(*rounds, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs, _bare in rounds)
    figure = f"{ratio:.2f}x ({page_rate:.0f} / {empty_rate:.0f}, bare WSGI {bare_rate:.0f})"
    return Result(name, figure, f"at least {MIN_RATIO:g}x", ratio >= MIN_RATIO)


def rate(address: str) -> float:
    """Requests a second. Raises RuntimeError when a response is not 2xx."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = _RATE.search(output)
    if found is None or "Non-2xx" in output or "Socket errors" in output:
        raise RuntimeError(f"{address}: {output}")
    return float(found[1])


if __name__ == "__main__":
    run()
