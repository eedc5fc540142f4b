"""The directory as a tabular data package: one ZIP, made while it is sent.

The table of desks is sent as they are read; the rows of the other tables wait in temporary files
until it is their turn, so that the memory needed does not grow with the directory.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from knowledge.open_data.datasets.columns import TABLES, resource
from knowledge.open_data.datasets.tables import Row, csv_of, heading_of, rows_of

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every file, so that the same content gives the same bytes
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_PIECE = 64 * 1024
_AT_ONCE = 20
Things = Iterable[tuple[str, Row]]
"""Table and object of the standard, with all that stands within it."""


class _Sink:
    """What was written since it was last emptied; it cannot be searched back."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        data, self.parts = b"".join(self.parts), []
        return data


def datapackage(services: Iterable[Row], others: Things, about: dict[str, Any]) -> Iterator[bytes]:
    """The ZIP, piece by piece. `about` is the title and language of the description."""
    sink: Any = _Sink()
    with ExitStack() as stack, ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        waiting = {name: stack.enter_context(tempfile.TemporaryFile()) for name in TABLES}
        with archive.open(_info("datapackage.json"), "w") as entry:
            entry.write(_description(about))
        for table, thing in others:
            _keep(waiting, rows_of(table, thing))
        with archive.open(_info("services.csv"), "w", force_zip64=True) as entry:
            entry.write(heading_of("services"))
            for some in _batches(services):
                _keep(waiting, (row for one in some for row in rows_of("services", one)))
                entry.write(_taken(waiting["services"]))
                yield sink.take()
        for name in TABLES:
            if name != "services":
                yield from _sent(archive, sink, name, waiting[name])
    yield sink.take()


def _batches(things: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(things)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _sent(archive: ZipFile, sink: Any, name: str, rows: IO[bytes]) -> Iterator[bytes]:
    with archive.open(_info(f"{name}.csv"), "w", force_zip64=True) as entry:
        entry.write(heading_of(name))
        rows.seek(0)
        while piece := rows.read(_PIECE):
            entry.write(piece)
            yield sink.take()


def _keep(waiting: Mapping[str, IO[bytes]], rows: Things) -> None:
    for table, row in rows:
        waiting[table].write(csv_of(table, [row]))


def _taken(rows: IO[bytes]) -> bytes:
    """All that waits in `rows`, which is empty after it."""
    rows.seek(0)
    data = rows.read()
    rows.seek(0)
    rows.truncate()
    return data


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, FIRST_DAY)
    info.compress_type = ZIP_DEFLATED
    return info


def _description(about: dict[str, Any]) -> bytes:
    content = {
        "profile": "tabular-data-package",
        "name": "verwijswijzer",
        **about,
        "licenses": [LICENCE],
        "resources": [resource(table) for table in TABLES],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
