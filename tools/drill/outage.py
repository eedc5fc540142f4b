"""PostgreSQL outage under load: cached pages keep working, a typed sentence is still answered, the
rest shows the outage page, and the portal recovers by itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from tools.bench.results import Result
from tools.drill.connection import Connection, connect
from tools.drill.expectations import expect_at_least, expect_none, expect_within, info
from tools.drill.load_generator import LoadGenerator, LoadStats
from tools.drill.postgres import Cluster
from tools.drill.response_checker import ResponseChecker, Verdict, record_baseline
from tools.drill.sandbox import POSTGRESQL, Sandbox
from tools.drill.workload import workload_of
from tools.serving import manage

DOWN, DOWN_SHORT = 60.0, 2.0
AROUND, AROUND_SHORT = 10.0, 0.5
"""Seconds that PostgreSQL is down, and seconds of load before and after that."""

BACK_WITHIN = 10.0  # seconds until search works again
_CONSECUTIVE = 10  # successes over new connections, so that every worker has recovered
_SEARCH = "/zoeken/?q=fier"
_SENTENCE = {"q": "hij wordt nu bedreigd"}
_ANSWER = b'<a class="number" href="tel:112"'
_SENTENCES = 10  # each over a new connection, so that every worker is asked
_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Load statistics, seconds of downtime, seconds until search worked again, and how many
    sentences were not answered meanwhile.
    """

    stats: LoadStats
    down: float
    recovery: float
    unanswered: int


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    portal, cluster = sandbox.portal(POSTGRESQL), sandbox.cluster()
    host = urlsplit(portal.address).netloc
    if not short:  # when short, recording the baseline fills the cache
        manage(portal.environment, "warm_pages")
    workload, checker = record_baseline(host, workload_of(portal.environment, short=short))
    lengths = (AROUND_SHORT, DOWN_SHORT) if short else (AROUND, DOWN)
    generator = LoadGenerator(host, workload, checker)
    outcome = asyncio.run(_run_through(host, cluster, generator, checker, lengths))
    stats = outcome.stats
    outage_pages = stats.verdicts[Verdict.OUTAGE_PAGE]
    yield info("outage: PostgreSQL stopped for", f"{outcome.down:.0f} s of {stats.seconds:.0f} s")
    yield expect_none("outage: wrong or failed on warm pages", stats.failed_cached)
    yield expect_at_least("outage: told so with 112 by the rest", outage_pages)
    yield expect_none(f"outage: of {_SENTENCES} sentences not answered", outcome.unanswered)
    yield expect_within("outage: PostgreSQL is back, search after", outcome.recovery, BACK_WITHIN)
    yield from stats.results("outage")


async def _run_through(
    host: str,
    cluster: Cluster,
    generator: LoadGenerator,
    checker: ResponseChecker,
    lengths: tuple[float, float],
) -> Outcome:
    around, down = lengths
    running = asyncio.create_task(generator.run())
    await asyncio.sleep(around)
    checker.database_down, stopped = True, time.monotonic()
    await asyncio.to_thread(cluster.stop)
    try:
        await asyncio.sleep(down)
        unanswered = await asyncio.to_thread(_unanswered, host)
    finally:
        await asyncio.to_thread(cluster.start)
    downtime, restarted = time.monotonic() - stopped, time.monotonic()
    recovery = await _recovered_at(host) - restarted
    checker.database_down = False
    await asyncio.sleep(around)
    generator.stop()
    return Outcome(await running, downtime, recovery, unanswered)


def _unanswered(host: str) -> int:
    """How many sentences, sent as the search box does, get a page without their number."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return _SENTENCES - sum(pool.map(_is_answered, [host] * _SENTENCES))


def _is_answered(host: str) -> bool:
    sent = Request(f"http://{host}/zoeken/", data=urlencode(_SENTENCE).encode())
    try:
        with urlopen(sent, timeout=10) as page:
            _head, _box, answer = page.read().partition(b'<section class="sheet sentence')
            return _ANSWER in answer.partition(b"</section>")[0]
    except URLError:
        return False


async def _recovered_at(host: str) -> float:
    """Monotonic time since when every search succeeded; the deadline when that never happens."""
    since, successes = time.monotonic(), 0
    deadline = since + 3 * BACK_WITHIN
    while successes < _CONSECUTIVE and time.monotonic() < deadline:
        if await _search_works(await connect(host)):
            successes += 1
        else:
            await asyncio.sleep(0.1)
            since, successes = time.monotonic(), 0
    return since if successes == _CONSECUTIVE else deadline


async def _search_works(connection: Connection) -> bool:
    try:
        return (await connection.get(_SEARCH)).status == 200
    finally:
        connection.close()
