"""The workers of a server: which they are, and killing one."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tools.drill.ground import CannotDrillError

_PROC = Path("/proc")


class Workers:
    """Of the server with process `parent`."""

    def __init__(self, parent: int) -> None:
        if not (_PROC / str(parent)).exists():
            raise CannotDrillError("workers are looked up in /proc, which this machine lacks")
        self._parent = parent
        self._known: list[int] = []

    def alive(self) -> list[int]:
        """The one that is there longest first."""
        found = set(_children(self._parent))
        self._known = [pid for pid in self._known if pid in found]
        self._known += sorted(found - set(self._known))
        return self._known

    def kill_one(self) -> int:
        """Kill the oldest, so that each has its turn; its process number."""
        oldest = self.alive()[0]
        os.kill(oldest, signal.SIGKILL)
        return oldest

    def seconds_until(self, count: int, *, without: int, patience: float) -> float:
        """How long it takes until there are `count` again, not counting the one that died."""
        begun = time.monotonic()
        while time.monotonic() - begun < patience:
            living = self.alive()
            if without not in living and len(living) >= count:
                break
            time.sleep(0.05)
        return time.monotonic() - begun


def _children(parent: int) -> Iterator[int]:
    for folder in _PROC.glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            call = (folder / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        state, its_parent = after_name[0], int(after_name[1])
        if its_parent == parent and state != "Z" and b"resource_tracker" not in call:
            yield int(folder.name)
