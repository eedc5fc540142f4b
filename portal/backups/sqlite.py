"""Backup engine for SQLite."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.backups.manifest import Snapshot, TableSum, sum_of

LIVE, STAGED = "main", "restored"

Execute = Callable[[str], Any]


def dump(connection: BaseDatabaseWrapper, payload: Path, excluded: frozenset[str]) -> Snapshot:
    """Dump a consistent snapshot to `payload`, while others read and write."""
    live = sqlite3.connect(connection.settings_dict["NAME"], timeout=20)
    with closing(live), closing(sqlite3.connect(payload)) as copy:
        live.backup(copy)  # in one step, hence consistent
        copy.execute("PRAGMA journal_mode=DELETE")  # everything in a single file
        copy.execute("PRAGMA secure_delete=ON")
        for table in excluded & _tables(copy.execute, LIVE):
            copy.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608
        copy.commit()
        return Snapshot(_sums(copy.execute, LIVE), _migrations(copy.execute))


@contextmanager
def staged(connection: BaseDatabaseWrapper, payload: Path) -> Iterator[str]:
    """Attach the dump as a schema, in a transaction that holds the write lock; yields its name."""
    with connection.cursor() as cursor:
        cursor.execute(f"ATTACH DATABASE %s AS {STAGED}", [str(payload)])
        try:
            with transaction.atomic(using=connection.alias):
                yield STAGED
        finally:
            cursor.execute(f"DETACH DATABASE {STAGED}")


def stop_writers(connection: BaseDatabaseWrapper) -> None:
    """Nothing to do: the transaction began with the write lock (`transaction_mode`)."""


def sums(connection: BaseDatabaseWrapper, schema: str = LIVE) -> dict[str, TableSum]:
    with connection.cursor() as cursor:
        return _sums(cursor.execute, schema)


def replace(connection: BaseDatabaseWrapper) -> None:
    """Replace the live rows by those of the dump. Autoincrement numbers only go up."""
    with connection.cursor() as cursor:
        for table in _tables(cursor.execute, LIVE):
            columns = ", ".join(_quoted(name) for name in _columns(cursor.execute, LIVE, table))
            name = _quoted(table)
            cursor.execute(f"DELETE FROM {LIVE}.{name}")  # noqa: S608
            cursor.execute(
                f"INSERT INTO {LIVE}.{name} ({columns}) SELECT {columns} FROM {STAGED}.{name}"  # noqa: S608
            )
        numbers = f"SELECT name, seq FROM {STAGED}.sqlite_sequence"  # noqa: S608
        for name, number in cursor.execute(numbers).fetchall():
            _raise_number(cursor, name, number)


def _raise_number(cursor: Any, table: str, number: int) -> None:
    sequence = f"{LIVE}.sqlite_sequence"
    cursor.execute(
        f"INSERT INTO {sequence} (name, seq) SELECT %s, 0 "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM {sequence} WHERE name = %s)",
        [table, table],
    )
    update = f"UPDATE {sequence} SET seq = max(seq, %s) WHERE name = %s"  # noqa: S608
    cursor.execute(update, [number, table])


def _tables(execute: Execute, schema: str) -> set[str]:
    query = f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'"  # noqa: S608
    return {name for (name,) in execute(query) if not name.startswith("sqlite_")}


def _columns(execute: Execute, schema: str, table: str) -> list[str]:
    return sorted(row[1] for row in execute(f"PRAGMA {schema}.table_info({_quoted(table)})"))


def _sums(execute: Execute, schema: str) -> dict[str, TableSum]:
    checksums = {}
    for table in _tables(execute, schema):
        columns = _columns(execute, schema, table)
        # The plus sign yields the stored value: Django's connection converts plain columns.
        values = ", ".join(f"+{_quoted(name)}" for name in columns)
        rows = execute(f"SELECT {values} FROM {schema}.{_quoted(table)}")  # noqa: S608
        checksums[table] = sum_of([_hash(columns, row) for row in rows])
    return checksums


def _hash(columns: list[str], row: tuple[Any, ...]) -> str:
    text = json.dumps(dict(zip(columns, row, strict=True)), default=lambda value: {"": value.hex()})
    return hashlib.sha256(text.encode()).hexdigest()


def _migrations(execute: Execute) -> frozenset[str]:
    rows = execute("SELECT app, name FROM django_migrations")
    return frozenset(f"{app}.{name}" for app, name in rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
