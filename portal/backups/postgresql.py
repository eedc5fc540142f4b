"""Backup engine for PostgreSQL."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from portal.backups import pg_tools
from portal.backups.manifest import EMPTY, BackupError, Snapshot, TableSum
from portal.backups.pg_script import Rows, statements

STAGED = "pg_temp"  # temporary tables: visible to this connection only, dropped at commit

_PATIENCE = 30  # seconds to wait for running writes
# Shorter than deadlock_timeout, after which the server would abort one of the transactions.
_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '500ms'"


def dump(connection: DatabaseWrapper, payload: Path, excluded: frozenset[str]) -> Snapshot:
    """Dump a consistent snapshot to `payload`, while others read and write."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            pg_tools.refuse_older("pg_dump", server=own.pg_version // 10_000)
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            moment, schema = cursor.fetchone()
            pg_tools.dump(own.settings_dict, payload, moment, schema, excluded)
            tables = _sums(own, cursor, schema) | dict.fromkeys(excluded, EMPTY)
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            snapshot = Snapshot(tables, frozenset(name for (name,) in cursor.fetchall()))
    finally:
        own.close()
    _check_row_counts(payload, snapshot)
    return snapshot


def _check_row_counts(payload: Path, snapshot: Snapshot) -> None:
    with pg_tools.script(payload) as lines:
        dumped = {
            rows.table: sum(1 for _row in rows.lines)
            for rows in statements(lines)
            if isinstance(rows, Rows)
        }
    expected = {name: table.rows for name, table in snapshot.tables.items()}
    if wrong := [name for name, rows in expected.items() if dumped.get(name, 0) != rows]:
        raise BackupError(f"The dump and the database have different rows in: {', '.join(wrong)}.")


@contextmanager
def staged(connection: DatabaseWrapper, payload: Path) -> Iterator[str]:
    """Load the dump into temporary tables, in a transaction; yields their schema."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        schema = _schema(cursor)
        for table in _tables(cursor, schema):
            live, new = _name(connection, schema, table), _name(connection, STAGED, table)
            cursor.execute(f"CREATE TEMPORARY TABLE {new} (LIKE {live}) ON COMMIT DROP")
        with pg_tools.script(payload) as lines:
            for data in statements(lines):
                if isinstance(data, Rows):
                    _copy(connection, data)
                else:
                    _raise_sequence(cursor, _name(connection, schema, data.sequence), data.last)
        yield STAGED


def _copy(connection: DatabaseWrapper, rows: Rows) -> None:
    into = f"COPY {_name(connection, STAGED, rows.table)} ({rows.columns}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(into) as copy:
        for line in rows.lines:
            copy.write(line)


def _raise_sequence(cursor: Any, sequence: str, last: int) -> None:
    """Sequences only go up, even if the restore fails, so that no primary key is used twice."""
    query = f"SELECT setval(%s::regclass, greatest(%s, last_value)) FROM {sequence}"  # noqa: S608
    cursor.execute(query, [sequence, last])


def stop_writers(connection: DatabaseWrapper) -> None:
    """Block writes, but not reads, by others until the end of the transaction."""
    deadline = time.monotonic() + _PATIENCE
    with connection.cursor() as cursor:
        schema = _schema(cursor)
        names = ", ".join(_name(connection, schema, table) for table in _tables(cursor, schema))
        while True:
            try:
                with transaction.atomic(using=connection.alias):
                    cursor.execute(_LOCK_TIMEOUT)
                    cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
                return
            except OperationalError as error:
                if time.monotonic() > deadline:
                    raise BackupError(
                        f"The database was written to for {_PATIENCE} seconds without a pause. "
                        "Nothing was changed; try again, or stop the portal first."
                    ) from error
                time.sleep(random.uniform(0.05, 0.2))  # noqa: S311


def sums(connection: DatabaseWrapper, schema: str = "") -> dict[str, TableSum]:
    with connection.cursor() as cursor:
        return _sums(connection, cursor, schema or _schema(cursor))


def _sums(connection: DatabaseWrapper, cursor: Any, schema: str) -> dict[str, TableSum]:
    """Checksums over the rows as JSONB, which has its own column order, with times in UTC."""
    cursor.execute("SET LOCAL TimeZone = 'UTC'")
    checksums = {}
    for table in _tables(cursor, _schema(cursor)):
        cursor.execute(
            f"""
            SELECT count(*), encode(sha256(convert_to(coalesce(
                string_agg(hash, '' ORDER BY hash COLLATE "C"), ''), 'UTF8')), 'hex')
            FROM (SELECT encode(sha256(convert_to(to_jsonb(row)::text, 'UTF8')), 'hex') AS hash
                  FROM {_name(connection, schema, table)} AS row) AS hashes
            """  # noqa: S608
        )
        checksums[table] = TableSum(*cursor.fetchone())
    return checksums


def replace(connection: DatabaseWrapper) -> None:
    """Replace the live rows by those of the dump."""
    with connection.cursor() as cursor:
        schema = _schema(cursor)
        for table in _tables(cursor, schema):
            live, new = _name(connection, schema, table), _name(connection, STAGED, table)
            columns = ", ".join(_columns(connection, cursor, live))
            cursor.execute(f"DELETE FROM {live}")  # noqa: S608
            cursor.execute(f"INSERT INTO {live} ({columns}) SELECT {columns} FROM {new}")  # noqa: S608
            # An unqualified name would resolve to the temporary table before the live one.
            cursor.execute(f"DROP TABLE {new}")


def _columns(connection: DatabaseWrapper, cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND attnum > 0 AND NOT attisdropped",
        [table],
    )
    return [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]


def _schema(cursor: Any) -> str:
    cursor.execute("SELECT current_schema()")
    return str(cursor.fetchone()[0])


def _tables(cursor: Any, schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
    return [name for (name,) in cursor.fetchall()]


def _name(connection: DatabaseWrapper, schema: str, table: str) -> str:
    return f"{connection.ops.quote_name(schema)}.{connection.ops.quote_name(table)}"
