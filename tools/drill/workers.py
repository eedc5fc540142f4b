"""Finds, measures and kills the workers of a server, and finds what typesets for them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
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
        children = {
            process.pid
            for process in _running()
            if process.parent == self._parent and b"resource_tracker" not in process.command
        }
        self._known = [pid for pid in self._known if pid in children]
        self._known += sorted(children - set(self._known))
        return self._known

    def typesetting(self) -> dict[int, int]:
        """Process ids of what typesets, by that of the worker that it typesets for."""
        workers = self.alive()
        return {
            process.parent: process.pid
            for process in _running()
            if process.parent in workers and b"knowledge.pdf.child" in process.command
        }

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


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    parent: int
    command: bytes


def is_running(pid: int) -> bool:
    return any(process.pid == pid for process in _running())


def megabytes(pid: int, figure: str) -> int:
    """Memory of a process now ("VmRSS"), or the most that it ever had ("VmHWM"); 0 if it ended."""
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:
        return 0
    lines = [line.split() for line in status.splitlines() if line.startswith(f"{figure}:")]
    return int(lines[0][1]) // 1024 if lines else 0


def _running() -> Iterator[_Process]:
    for folder in _PROC.glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_bytes()
        except OSError:  # the process ended meanwhile
            continue
        if state != "Z":
            yield _Process(int(folder.name), int(parent), command)
