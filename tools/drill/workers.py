"""Finds and kills the workers of a server."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tools.drill.sandbox import UnsupportedError

_PROC = Path("/proc")


class Workers:
    """Worker processes of the server with process id `parent`."""

    def __init__(self, parent: int) -> None:
        if not (_PROC / str(parent)).exists():
            raise UnsupportedError("workers are looked up in /proc, which this machine lacks")
        self._parent = parent
        self._known: list[int] = []

    def alive(self) -> list[int]:
        """Process ids, longest known first."""
        children = set(_children(self._parent))
        self._known = [pid for pid in self._known if pid in children]
        self._known += sorted(children - set(self._known))
        return self._known

    def kill_one(self) -> int:
        """Kill the oldest worker, so that each gets its turn, and return its process id."""
        oldest = self.alive()[0]
        os.kill(oldest, signal.SIGKILL)
        return oldest

    def seconds_until(self, count: int, *, without: int, timeout: float) -> float:
        """Seconds until `count` workers other than `without` run; at most `timeout`."""
        started = time.monotonic()
        while time.monotonic() - started < timeout:
            living = self.alive()
            if without not in living and len(living) >= count:
                break
            time.sleep(0.05)
        return time.monotonic() - started


def _children(parent: int) -> Iterator[int]:
    for folder in _PROC.glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:  # the process ended meanwhile
            continue
        state, its_parent = after_name[0], int(after_name[1])
        if its_parent == parent and state != "Z" and b"resource_tracker" not in command:
            yield int(folder.name)
