"""Mixed load: every answer whole, and the page that belongs to its address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from tools.bench.rows import Row
from tools.drill.clients import CLIENTS, Crowd, Tally
from tools.drill.figures import said
from tools.drill.ground import POSTGRESQL, Ground
from tools.drill.judge import learnt, shares
from tools.drill.mix import mix_of

SECONDS, SECONDS_SHORT = 300.0, 3.0


def run(ground: Ground, *, short: bool) -> Iterator[Row]:
    portal = ground.portal(POSTGRESQL)
    place = urlsplit(portal.address).netloc
    mix, judge = learnt(place, mix_of(portal.environment, short=short))
    seconds = SECONDS_SHORT if short else SECONDS
    tally = asyncio.run(_loaded(Crowd(place, mix, judge), seconds))
    yield said("load", f"{CLIENTS} clients, {tally.seconds:.0f} s, {portal.database}")
    for share in shares(mix):
        yield said(f"  {share} addresses", "")
    yield from tally.rows("load")


async def _loaded(crowd: Crowd, seconds: float) -> Tally:
    asking = asyncio.create_task(crowd.ask())
    await asyncio.sleep(seconds)
    crowd.stop()
    return await asking
