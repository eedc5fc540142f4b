"""Attackers alone, one kind at a time: what the home page takes beside each.

It must keep answering, and so must the search once they stop. Workers must not grow. Beside a load,
all of them together: load.py.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from tools.bench.results import Result
from tools.drill.expectations import expect_at_least, expect_none, expect_within, info
from tools.drill.flood import DEAR_CLIENTS, UNFINISHED, dear_clients, fetch, unfinished_bodies
from tools.drill.memory import Memory
from tools.drill.sandbox import SQLITE, Sandbox
from tools.drill.workers import Workers

SECONDS, SECONDS_SHORT = 30.0, 2.0
BETWEEN = 0.05  # seconds between two requests for the home page
UNFINISHED_AT_MOST, DEAR_AT_MOST = 1.0, 0.2  # seconds for the home page: longest, and p95
BUSY_MACHINE = 5  # times as long in the short form, beside other tests


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    portal = sandbox.portal(SQLITE)
    host = urlsplit(portal.address).netloc
    seconds, patience = (SECONDS_SHORT, BUSY_MACHINE) if short else (SECONDS, 1)
    with dear_clients(host):  # until each worker has its index and templates
        home_times(host, SECONDS_SHORT)
    memory = Memory(Workers(portal.pid))
    with unfinished_bodies(host):
        times = home_times(host, seconds)
    yield from _times(f"{UNFINISHED} unfinished bodies", times)
    yield expect_within("  longest", times[-1], UNFINISHED_AT_MOST * patience)
    with memory.watched(), dear_clients(host) as statuses:
        times = home_times(host, seconds)
    yield from _times(f"{DEAR_CLIENTS} clients asking for PDFs, searches and exports", times)
    yield expect_within("  p95", _share(times, 0.95), DEAR_AT_MOST * patience)
    yield from answers(statuses)
    yield from memory.peaks()
    yield expect_none("  search after it", int(fetch(host, "/zoeken/?q=fier") != 200))
    if not short:
        yield from memory.after_rest()


def _times(name: str, times: list[float]) -> Iterator[Result]:
    figures = (_share(times, 0.5), _share(times, 0.95), times[-1])
    yield info(f"attackers: {name}", "")
    milliseconds = " ".join(f"{figure * 1000:.0f}" for figure in figures)
    yield info("  home page: p50, p95, longest", f"{milliseconds} ms")


def answers(statuses: Counter[int]) -> Iterator[Result]:
    """What the clients for dear pages were told, once they have stopped."""
    yield expect_at_least("  dear pages made", statuses[200])
    yield info("  told to come back", statuses[503])
    yield expect_none("  neither", statuses.total() - statuses[200] - statuses[503])


def _share(times: list[float], share: float) -> float:
    return times[int(share * (len(times) - 1))]


def home_times(host: str, seconds: float) -> list[float]:
    """Seconds for the home page, one request after the other, the shortest first."""
    times = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        if fetch(host, "/") != 200:
            raise RuntimeError("no home page")
        times.append(time.monotonic() - began)
        time.sleep(BETWEEN)
    return sorted(times)
