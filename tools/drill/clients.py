"""Visitors at the same time: each asks, waits for the whole answer, looks at it, asks again."""

from __future__ import annotations

import asyncio
import random
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.bench.rows import Row
from tools.drill.connection import Answer, Connection, connect
from tools.drill.figures import none, said, some
from tools.drill.judge import Judge, Verdict
from tools.drill.mix import Mix

CLIENTS = 32
_EXAMPLES = 5


@dataclass(slots=True)
class Tally:
    """What came of all questions. `times` are seconds, of whole answers."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    failed_warm: int = 0
    times: array[float] = field(default_factory=lambda: array("d"))
    examples: list[str] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0

    def add(self, verdict: Verdict, address: str, *, warm: bool, why: str) -> None:
        self.verdicts[verdict] += 1
        if verdict in (Verdict.WRONG, Verdict.FAILED):
            self.failed_warm += warm
            if len(self.examples) < _EXAMPLES:
                self.examples.append(f"{verdict.value}: {address} ({why})")

    def rows(self, name: str) -> Iterator[Row]:
        asked = sum(self.verdicts.values())
        yield some(f"{name}: requests", asked, 100)
        yield said(f"{name}: requests a second", f"{asked / self.seconds:.0f}")
        yield none(f"{name}: wrong", self.verdicts[Verdict.WRONG])
        yield none(f"{name}: failed", self.verdicts[Verdict.FAILED])
        yield said(f"{name}: p50, p95, p99, longest", self._times())
        yield said(f"{name}: of one processor, by asking", f"{self.processor / self.seconds:.0%}")
        for example in self.examples:
            yield said(f"  {example}", "")

    def _times(self) -> str:
        ordered = sorted(self.times) or [0.0]
        at = [
            ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99)
        ]
        return " ".join(f"{1000 * value:.0f}" for value in (*at, ordered[-1])) + " ms"


class Crowd:
    """CLIENTS visitors of the portal at `place`, until `stop`."""

    def __init__(self, place: str, mix: Mix, judge: Judge) -> None:
        self.tally = Tally()
        self._place = place
        self._mix = mix
        self._judge = judge
        self._stopped = False

    def stop(self) -> None:
        self._stopped = True

    async def ask(self) -> Tally:
        """Return when all have their last answer."""
        begun, used = time.monotonic(), time.process_time()
        await asyncio.gather(*(self._visit(random.Random(number)) for number in range(CLIENTS)))
        self.tally.seconds = time.monotonic() - begun
        self.tally.processor = time.process_time() - used
        return self.tally

    async def _visit(self, chance: random.Random) -> None:
        connection: Connection | None = None
        for address, warm in self._mix.asked(chance):
            if self._stopped:
                break
            begun = time.perf_counter()
            try:
                connection = connection or await connect(self._place)
                answer = await connection.ask(address)
            except (OSError, TimeoutError) as error:
                self.tally.add(Verdict.FAILED, address, warm=warm, why=repr(error))
                _close(connection)
                connection = None
                continue
            self.tally.times.append(time.perf_counter() - begun)
            self._judged(address, answer, warm=warm)
        _close(connection)

    def _judged(self, address: str, answer: Answer, *, warm: bool) -> None:
        verdict = self._judge.verdict(address, answer, warm=warm)
        why = f"status {answer.status}, {len(answer.sent)} bytes"
        self.tally.add(verdict, address, warm=warm, why=why)


def _close(connection: Connection | None) -> None:
    if connection:
        connection.close()
