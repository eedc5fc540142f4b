"""A disk so small that it can be filled: a tmpfs, mounted for as long as it is needed."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.drill.ground import CannotDrillError


class Disk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Until not one page more can be written."""
        with self._filling.open("ab", buffering=0) as file:
            for size in (2**20, 2**12):
                _write_on(file.fileno(), bytes(size))

    def make_room(self) -> None:
        self._filling.unlink(missing_ok=True)


def _write_on(number: int, block: bytes) -> None:
    try:
        while True:
            os.write(number, block)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


@contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """CannotDrillError where this process may not mount."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "drill", folder]
        try:
            done = subprocess.run(mount, capture_output=True, text=True, check=False)
        except OSError as error:
            raise CannotDrillError(f"a small disk cannot be mounted here: {error}") from None
        if done.returncode:
            why = done.stderr.strip().partition("\n")[0]
            raise CannotDrillError(f"a small disk cannot be mounted here: {why}")
        try:
            yield Disk(Path(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
