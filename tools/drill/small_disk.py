"""A small disk that can be filled: a temporarily mounted tmpfs."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.drill.sandbox import UnsupportedError


class Disk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Write until no space is left."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (2**20, 2**12):
                _write_until_full(file.fileno(), bytes(size))

    def make_room(self) -> None:
        self._filler.unlink(missing_ok=True)


def _write_until_full(descriptor: int, block: bytes) -> None:
    try:
        while True:
            os.write(descriptor, block)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


@contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """Raises UnsupportedError when this process may not mount."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "drill", folder]
        try:
            completed = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise UnsupportedError(f"a small disk cannot be mounted here: {error}") from None
        if completed.returncode:
            reason = completed.stderr.strip().partition("\n")[0]
            raise UnsupportedError(f"a small disk cannot be mounted here: {reason}")
        try:
            yield Disk(Path(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
