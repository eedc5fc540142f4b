"""Load generator: concurrent clients that each send a request, check the response, and repeat."""

from __future__ import annotations

import asyncio
import random
import time
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tools.bench.results import Result
from tools.drill.connection import Connection, Response, connect
from tools.drill.expectations import expect_at_least, expect_none, info
from tools.drill.response_checker import ResponseChecker, Verdict, is_dear
from tools.drill.workload import Workload

CLIENTS = 32
_MAX_EXAMPLES = 5
_COME_BACK_AT_MOST = 0.01  # of all requests; only pages that cost much can be refused
_HOME = frozenset({"/", "/en/"})


@dataclass(slots=True)
class LoadStats:
    """Counts and durations of all requests. `times`: seconds for each complete response, and
    `home_times` those for the home page. `dear`: requests for pages with a gate of their own.
    """

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    failed_cached: int = 0
    dear: int = 0
    times: array[float] = field(default_factory=lambda: array("d"))
    home_times: array[float] = field(default_factory=lambda: array("d"))
    examples: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    def add(self, verdict: Verdict, path: str, *, cached: bool, reason: str) -> None:
        self.verdicts[verdict] += 1
        self.dear += not cached and is_dear(path)
        if verdict in (Verdict.WRONG, Verdict.FAILED):
            self.failed_cached += cached
            if len(self.examples) < _MAX_EXAMPLES:
                self.examples.append(f"{verdict.value}: {path} ({reason})")

    def results(self, name: str, *, flooded: bool = False) -> Iterator[Result]:
        """`flooded`: attackers fill the gates of dear pages, so that many are told to come back."""
        requests = sum(self.verdicts.values())
        yield expect_at_least(f"{name}: requests", requests, CLIENTS)
        yield info(f"{name}: requests a second", f"{requests / self.seconds:.0f}")
        yield expect_none(f"{name}: wrong", self.verdicts[Verdict.WRONG])
        yield expect_none(f"{name}: failed", self.verdicts[Verdict.FAILED])
        yield self._told_to_come_back(name, requests, flooded=flooded)
        yield info(f"{name}: p50, p95, p99, longest", milliseconds(self.times))
        yield info(f"{name}: of one processor, by asking", f"{self.cpu_seconds / self.seconds:.0%}")
        for example in self.examples:
            yield info(f"  {example}", "")

    def _told_to_come_back(self, name: str, requests: int, *, flooded: bool) -> Result:
        number = self.verdicts[Verdict.COME_BACK]
        if flooded:
            share = number / max(1, self.dear)
            of_dear = f"{number} of {self.dear} dear ({share:.0%})"
            return info(f"{name}: told to come back", of_dear)
        most = max(1, int(requests * _COME_BACK_AT_MOST))
        return Result(f"{name}: told to come back", str(number), f"at most {most}", number <= most)


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def milliseconds(times: Sequence[float]) -> str:
    figures = [percentile(times, share) for share in (0.5, 0.95, 0.99, 1)]
    return " ".join(f"{1000 * figure:.0f}" for figure in figures) + " ms"


class LoadGenerator:
    """CLIENTS concurrent visitors of the portal at `host`, until `stop`."""

    def __init__(self, host: str, workload: Workload, checker: ResponseChecker) -> None:
        self.stats = LoadStats()
        self._host = host
        self._workload = workload
        self._checker = checker
        self._stopped = False

    def stop(self) -> None:
        self._stopped = True

    async def run(self) -> LoadStats:
        """Run until `stop`, and return when every client has its last response."""
        started, cpu_started = time.monotonic(), time.process_time()
        await asyncio.gather(*(self._visitor(random.Random(number)) for number in range(CLIENTS)))
        self.stats.seconds = time.monotonic() - started
        self.stats.cpu_seconds = time.process_time() - cpu_started
        return self.stats

    async def _visitor(self, rng: random.Random) -> None:
        connection: Connection | None = None
        for path, cached in self._workload.requests(rng):
            if self._stopped:
                break
            started = time.perf_counter()
            try:
                connection = connection or await connect(self._host)
                response = await connection.get(path)
            except (OSError, TimeoutError) as error:
                self.stats.add(Verdict.FAILED, path, cached=cached, reason=repr(error))
                _close(connection)
                connection = None
                continue
            self._time(path, time.perf_counter() - started)
            self._check(path, response, cached=cached)
        _close(connection)

    def _time(self, path: str, seconds: float) -> None:
        self.stats.times.append(seconds)
        if path in _HOME:
            self.stats.home_times.append(seconds)

    def _check(self, path: str, response: Response, *, cached: bool) -> None:
        verdict = self._checker.verdict(path, response, cached=cached)
        reason = f"status {response.status}, {len(response.raw_body)} bytes"
        self.stats.add(verdict, path, cached=cached, reason=reason)


def _close(connection: Connection | None) -> None:
    if connection:
        connection.close()
