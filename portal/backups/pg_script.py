"""Parser of the SQL script that pg_restore makes of a dump: rows and sequences. Pure."""

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
    """Rows of a table in COPY format; `columns` as in the script, quoted where needed."""

    table: str
    columns: str
    lines: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class SequenceValue:
    """The last value of a sequence."""

    sequence: str
    last: int


def statements(script: Iterator[bytes]) -> Iterator[Rows | SequenceValue]:
    """Data in the script. The lines of a table must be consumed before the next statement."""
    for line in script:
        if not line.startswith((b"COPY ", b"SELECT pg_catalog.setval(")):
            continue
        text = line.decode()
        if match := _COPY.fullmatch(text):
            yield Rows(_unquoted(match[1]), match[2], _until_end(script))
        elif match := _SETVAL.fullmatch(text):
            yield SequenceValue(_unquoted(match[1]), int(match[2]))


def _until_end(script: Iterator[bytes]) -> Iterator[bytes]:
    for line in script:
        if line == _END:
            return
        yield line


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name
