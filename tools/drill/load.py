"""Visitors and attackers at the same time: every response must be complete and match its URL.

Attackers hold unfinished bodies and ask for more dear pages than can be made, from the first
request of the load to its last. Only what visitors get is wrong or failed. What is ready must never
be refused. Who asks for a dear page that nobody made before waits at the gate that attackers fill,
and may be told to come back: that is counted, and not as a failure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from tools.bench.results import Result
from tools.drill.attackers import DEAR_AT_MOST as HOME_AT_MOST
from tools.drill.attackers import answers
from tools.drill.expectations import expect_at_least, expect_none, expect_within, info
from tools.drill.flood import DEAR_CLIENTS, UNFINISHED, dear_clients, unfinished_bodies
from tools.drill.load_generator import (
    CLIENTS,
    LoadGenerator,
    LoadStats,
    milliseconds,
    percentile,
)
from tools.drill.memory import Memory
from tools.drill.response_checker import record_baseline, shares
from tools.drill.sandbox import POSTGRESQL, Portal, Sandbox
from tools.drill.workers import Workers
from tools.drill.workload import RequestKind, Workload, workload_of

SECONDS, SECONDS_SHORT = 300.0, 2.0

_EXPORTS = RequestKind(
    "desks for other programs",
    1,
    cached=False,
    paths=[f"/api/hsds/services?per_page=10&page={page}" for page in (1, 2, 3)],
)


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    portal = sandbox.portal(POSTGRESQL)
    host = urlsplit(portal.address).netloc
    wanted = workload_of(portal.environment, short=short)
    workload, checker = record_baseline(host, Workload([*wanted.kinds, _EXPORTS]))
    yield info("load", f"{CLIENTS} visitors, {portal.database}")
    for share in shares(workload):
        yield info(f"  {share} addresses", "")
    yield from _attacked(portal, LoadGenerator(host, workload, checker), short=short)


def _attacked(portal: Portal, generator: LoadGenerator, *, short: bool) -> Iterator[Result]:
    host = urlsplit(portal.address).netloc
    memory = Memory(Workers(portal.pid))
    with memory.watched(), unfinished_bodies(host) as begun, dear_clients(host) as statuses:
        stats = asyncio.run(_run_for(generator, SECONDS_SHORT if short else SECONDS))
    yield info("load: seconds", f"{stats.seconds:.0f}")
    yield from stats.results("load", flooded=True)
    yield expect_none("load: wrong, failed or refused though ready", stats.failed_cached)
    yield info("load: home page: p50, p95, p99, longest", milliseconds(stats.home_times))
    if not short:  # in two seconds beside other tests, p95 is the one that had to wait
        yield expect_within("  p95", percentile(stats.home_times, 0.95), HOME_AT_MOST)
    yield info(f"attackers beside it: {UNFINISHED} bodies, {DEAR_CLIENTS} clients", "")
    yield expect_at_least("  unfinished bodies begun", begun.total(), UNFINISHED)
    yield from answers(statuses)
    yield from memory.peaks()


async def _run_for(generator: LoadGenerator, seconds: float) -> LoadStats:
    running = asyncio.create_task(generator.run())
    await asyncio.sleep(seconds)
    generator.stop()
    return await running
