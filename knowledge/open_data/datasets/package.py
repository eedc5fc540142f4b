"""The directory as a tabular data package: one ZIP, streamed while it is generated.

The table of desks is sent while they are read. Rows of the other tables are spooled to temporary
files until their turn, so that memory use does not grow with the directory.
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
from knowledge.open_data.datasets.tables import Row, csv_of, header_of, rows_of

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same content gives the same bytes
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_CHUNK_SIZE = 64 * 1024
_BATCH_SIZE = 20
TableRows = Iterable[tuple[str, Row]]
"""Table, and an object of the standard with everything nested in it."""


class _Buffer:
    """Unseekable output of the ZIP; `take` empties it."""

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


def datapackage(
    services: Iterable[Row], others: TableRows, about: dict[str, Any]
) -> Iterator[bytes]:
    """The ZIP in chunks. `about` is the title and language of the description."""
    buffer: Any = _Buffer()
    with ExitStack() as stack, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        spools = {name: stack.enter_context(tempfile.TemporaryFile()) for name in TABLES}
        with archive.open(_info("datapackage.json"), "w") as entry:
            entry.write(_description(about))
        yield buffer.take()  # the first bytes wait for no row
        for table, record in others:
            _spool(spools, rows_of(table, record))
        with archive.open(_info("services.csv"), "w", force_zip64=True) as entry:
            entry.write(header_of("services"))
            for batch in _batches(services):
                _spool(spools, (row for service in batch for row in rows_of("services", service)))
                entry.write(_drained(spools["services"]))
                yield buffer.take()
        for name in TABLES:
            if name != "services":
                yield from _table(archive, buffer, name, spools[name])
    yield buffer.take()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH_SIZE)):
        yield batch


def _table(archive: ZipFile, buffer: Any, name: str, rows: IO[bytes]) -> Iterator[bytes]:
    with archive.open(_info(f"{name}.csv"), "w", force_zip64=True) as entry:
        entry.write(header_of(name))
        rows.seek(0)
        while chunk := rows.read(_CHUNK_SIZE):
            entry.write(chunk)
            yield buffer.take()


def _spool(spools: Mapping[str, IO[bytes]], rows: TableRows) -> None:
    for table, row in rows:
        spools[table].write(csv_of(table, [row]))


def _drained(rows: IO[bytes]) -> bytes:
    """Content of `rows`, which is empty afterwards."""
    rows.seek(0)
    data = rows.read()
    rows.seek(0)
    rows.truncate()
    return data


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, ZIP_EPOCH)
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
