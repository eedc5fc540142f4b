"""Memory of each worker during a burst and after it, with that of what typesets for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.pdf.process import IDLE
from tools.bench.results import Result
from tools.drill.expectations import expect_none, info
from tools.drill.workers import Workers, megabytes

WORKER_AT_MOST, KEPT_AT_MOST = 250, 30  # MB
_INTERVAL = 0.2  # seconds between two looks
_REST = IDLE + 5


class Memory:
    """What is seen between `watched` and its end, in MB. A target is for the worst worker."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._before = self._of_workers("VmRSS")
        self._typesetting = self._together = 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def peaks(self) -> Iterator[Result]:
        most = max(self._of_workers("VmHWM").values())
        yield info("  memory of each worker before", f"{[*self._before.values()]} MB")
        yield _at_most("  most of a worker", most, WORKER_AT_MOST)
        yield info("  most of the process that typesets for it", f"{self._typesetting} MB")
        yield info("  most of the two at one moment", f"{self._together} MB")

    def after_rest(self) -> Iterator[Result]:
        """Waits until processes that typeset nothing have ended."""
        time.sleep(_REST)
        after = self._of_workers("VmRSS")
        kept = max(after[pid] - self._before.get(pid, 0) for pid in after)
        yield _at_most(f"  kept by a worker, {_REST:.0f} s later", kept, KEPT_AT_MOST)
        yield expect_none("  processes that still typeset", len(self._workers.typesetting()))

    def _of_workers(self, figure: str) -> dict[int, int]:
        return {pid: megabytes(pid, figure) for pid in self._workers.alive()}

    def _watch(self, stop: threading.Event) -> None:
        while not stop.wait(_INTERVAL):
            for worker, child in self._workers.typesetting().items():
                together = megabytes(worker, "VmRSS") + megabytes(child, "VmRSS")
                self._typesetting = max(self._typesetting, megabytes(child, "VmHWM"))
                self._together = max(self._together, together)


def _at_most(name: str, megabytes: int, limit: int) -> Result:
    return Result(name, f"{megabytes} MB", f"at most {limit} MB", megabytes <= limit)
