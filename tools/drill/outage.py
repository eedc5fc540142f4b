"""PostgreSQL away under load: what is kept goes on, the rest says so, and it mends by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.bench.rows import Row
from tools.drill.clients import Crowd, Tally
from tools.drill.connection import Connection, connect
from tools.drill.figures import none, said, some, within
from tools.drill.ground import POSTGRESQL, Ground
from tools.drill.judge import Judge, Verdict, learnt
from tools.drill.mix import mix_of
from tools.drill.postgres import Cluster
from tools.serving import manage

AWAY, AWAY_SHORT = 60.0, 4.0
AROUND, AROUND_SHORT = 10.0, 1.0
"""Seconds that PostgreSQL is away, and of load before and after it."""

BACK_WITHIN = 10.0  # seconds until search works again
_IN_A_ROW = 10  # answers over new connections: no worker still thinks it is away
_SEARCH = "/zoeken/?q=fier"


@dataclass(frozen=True, slots=True)
class Came:
    tally: Tally
    away: float
    back: float


def run(ground: Ground, *, short: bool) -> Iterator[Row]:
    portal, cluster = ground.portal(POSTGRESQL), ground.cluster()
    place = urlsplit(portal.address).netloc
    if not short:  # else those that are asked for are kept by the quiet round
        manage(portal.environment, "warm_pages")
    mix, judge = learnt(place, mix_of(portal.environment, short=short))
    lengths = (AROUND_SHORT, AWAY_SHORT) if short else (AROUND, AWAY)
    came = asyncio.run(_through(place, cluster, Crowd(place, mix, judge), judge, lengths))
    tally = came.tally
    yield said("outage: PostgreSQL stopped for", f"{came.away:.0f} s of {tally.seconds:.0f} s")
    yield none("outage: wrong or failed on warm pages", tally.failed_warm)
    yield some("outage: told so with 112 by the rest", tally.verdicts[Verdict.TOLD])
    yield within("outage: PostgreSQL is back, search after", came.back, BACK_WITHIN)
    yield from tally.rows("outage")


async def _through(
    place: str, cluster: Cluster, crowd: Crowd, judge: Judge, lengths: tuple[float, float]
) -> Came:
    around, away = lengths
    asking = asyncio.create_task(crowd.ask())
    await asyncio.sleep(around)
    judge.away, begun = True, time.monotonic()
    await asyncio.to_thread(cluster.stop)
    try:
        await asyncio.sleep(away)
    finally:
        await asyncio.to_thread(cluster.start)
    was_away, started = time.monotonic() - begun, time.monotonic()
    back = await _answers_again(place) - started
    judge.away = False
    await asyncio.sleep(around)
    crowd.stop()
    return Came(await asking, was_away, back)


async def _answers_again(place: str) -> float:
    """The moment from which every search was answered; it may be far away."""
    since, good = time.monotonic(), 0
    deadline = since + 3 * BACK_WITHIN
    while good < _IN_A_ROW and time.monotonic() < deadline:
        if await _searched(await connect(place)):
            good += 1
        else:
            await asyncio.sleep(0.1)
            since, good = time.monotonic(), 0
    return since if good == _IN_A_ROW else deadline


async def _searched(connection: Connection) -> bool:
    try:
        return (await connection.ask(_SEARCH)).status == 200
    finally:
        connection.close()
