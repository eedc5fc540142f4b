"""Load test with a mixed workload: every response must be complete and match its URL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from tools.bench.results import Result
from tools.drill.expectations import info
from tools.drill.load_generator import CLIENTS, LoadGenerator, LoadStats
from tools.drill.response_checker import record_baseline, shares
from tools.drill.sandbox import POSTGRESQL, Sandbox
from tools.drill.workload import workload_of

SECONDS, SECONDS_SHORT = 300.0, 2.0


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    portal = sandbox.portal(POSTGRESQL)
    host = urlsplit(portal.address).netloc
    workload, checker = record_baseline(host, workload_of(portal.environment, short=short))
    seconds = SECONDS_SHORT if short else SECONDS
    stats = asyncio.run(_run_for(LoadGenerator(host, workload, checker), seconds))
    yield info("load", f"{CLIENTS} clients, {stats.seconds:.0f} s, {portal.database}")
    for share in shares(workload):
        yield info(f"  {share} addresses", "")
    yield from stats.results("load")


async def _run_for(generator: LoadGenerator, seconds: float) -> LoadStats:
    running = asyncio.create_task(generator.run())
    await asyncio.sleep(seconds)
    generator.stop()
    return await running
