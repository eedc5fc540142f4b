"""Files in DATA_DIR/kept: what has to be there when the database is not.

Each is sealed. Nothing here is ever culled: names come from the content, not from visitors.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from knowledge.caching.sealing import seal, unseal

_SUFFIX = ".sealed"
_OWNER_ONLY = 0o700


class Folder:
    """The files of one kind, by name. OSError when the disk refuses."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, name: str) -> bytes | None:
        """What was written under `name`; None without a file, or when it is not ours."""
        try:
            sealed = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        return unseal(self._seal_name(name), sealed)

    def write(self, name: str, content: bytes) -> None:
        """All of it or nothing: a reader never finds half a file."""
        path = self._path(name)
        path.parent.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(seal(self._seal_name(name), content))
                file.close()
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise

    def names(self) -> Iterator[str]:
        for path in self._path("").parent.glob(f"*{_SUFFIX}"):
            yield path.name.removesuffix(_SUFFIX)

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return Path(settings.DATA_DIR, "kept", self.kind, name + _SUFFIX)

    def _seal_name(self, name: str) -> str:
        return f"{self.kind}/{name}"
