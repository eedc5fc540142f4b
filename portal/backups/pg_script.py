"""Reading the script that pg_restore makes of a dump: rows of tables, last numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = r'(?:"(?:[^"]|"")+"|[^".\s]+)'
_COPY = re.compile(rf"COPY {_NAME}\.({_NAME}) \((.*)\) FROM stdin;\n")
_SETVAL = re.compile(rf"SELECT pg_catalog\.setval\('{_NAME}\.({_NAME})', (\d+), true\);\n")
_END = b"\\.\n"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table as COPY reads them; `columns` are quoted where they must be."""

    table: str
    columns: str
    lines: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The last number that a sequence gave out."""

    sequence: str
    last: int


def statements(script: Iterator[bytes]) -> Iterator[Rows | Numbers]:
    """What the script fills. The lines of one table are to be read before the next is asked."""
    for line in script:
        if not line.startswith((b"COPY ", b"SELECT pg_catalog.setval(")):
            continue
        text = line.decode()
        if found := _COPY.fullmatch(text):
            yield Rows(_plain(found[1]), found[2], _until_end(script))
        elif found := _SETVAL.fullmatch(text):
            yield Numbers(_plain(found[1]), int(found[2]))


def _until_end(script: Iterator[bytes]) -> Iterator[bytes]:
    for line in script:
        if line == _END:
            return
        yield line


def _plain(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name
