"""What a backup needs of PostgreSQL."""

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
from portal.backups.pg_script import Numbers, Rows, statements

STAGED = "pg_temp"  # tables that only this connection sees, gone with its transaction

_PATIENCE = 30  # seconds for those who write to finish
# Shorter than the server waits before it breaks a circle of waiting by ending one of us.
_ONE_TRY = "SET LOCAL lock_timeout = '500ms'"


def dump(connection: DatabaseWrapper, payload: Path, left_empty: frozenset[str]) -> Snapshot:
    """Write one moment of the database to `payload`, while others read and write."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            pg_tools.refuse_older("pg_dump", server=own.pg_version // 10_000)
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            moment, schema = cursor.fetchone()
            pg_tools.dump(own.settings_dict, payload, moment, schema, left_empty)
            tables = _sums(own, cursor, schema) | dict.fromkeys(left_empty, EMPTY)
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            snapshot = Snapshot(tables, frozenset(name for (name,) in cursor.fetchall()))
    finally:
        own.close()
    _refuse_other_counts(payload, snapshot)
    return snapshot


def _refuse_other_counts(payload: Path, snapshot: Snapshot) -> None:
    with pg_tools.script(payload) as lines:
        found = {
            one.table: sum(1 for _row in one.lines)
            for one in statements(lines)
            if isinstance(one, Rows)
        }
    wanted = {name: table.rows for name, table in snapshot.tables.items()}
    if wrong := [name for name, rows in wanted.items() if found.get(name, 0) != rows]:
        raise BackupError(f"The dump has other rows than the database in: {', '.join(wrong)}.")


@contextmanager
def staged(connection: DatabaseWrapper, payload: Path) -> Iterator[str]:
    """The dump in tables of this connection only, in a transaction."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        schema = _schema(cursor)
        for table in _tables(cursor, schema):
            live, new = _name(connection, schema, table), _name(connection, STAGED, table)
            cursor.execute(f"CREATE TEMPORARY TABLE {new} (LIKE {live}) ON COMMIT DROP")
        with pg_tools.script(payload) as lines:
            for found in statements(lines):
                if isinstance(found, Rows):
                    _copy(connection, found)
                elif isinstance(found, Numbers):
                    _raise_number(cursor, _name(connection, schema, found.sequence), found.last)
        yield STAGED


def _copy(connection: DatabaseWrapper, rows: Rows) -> None:
    into = f"COPY {_name(connection, STAGED, rows.table)} ({rows.columns}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(into) as copy:
        for line in rows.lines:
            copy.write(line)


def _raise_number(cursor: Any, sequence: str, last: int) -> None:
    """Numbers never step back, whether the restore succeeds or not: no row gets one twice."""
    query = f"SELECT setval(%s::regclass, greatest(%s, last_value)) FROM {sequence}"  # noqa: S608
    cursor.execute(query, [sequence, last])


def stop_writers(connection: DatabaseWrapper) -> None:
    """From here to the end of the transaction nobody else writes; everybody can read."""
    deadline = time.monotonic() + _PATIENCE
    with connection.cursor() as cursor:
        schema = _schema(cursor)
        names = ", ".join(_name(connection, schema, table) for table in _tables(cursor, schema))
        while True:
            try:
                with transaction.atomic(using=connection.alias):
                    cursor.execute(_ONE_TRY)
                    cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
                return
            except OperationalError as error:
                if time.monotonic() > deadline:
                    raise BackupError(
                        f"The database was written to for {_PATIENCE} seconds without a pause. "
                        "Nothing was changed; try again, or stop the portal first."
                    ) from error
                time.sleep(random.uniform(0.05, 0.2))  # noqa: S311


def sums(connection: DatabaseWrapper, place: str = "") -> dict[str, TableSum]:
    with connection.cursor() as cursor:
        return _sums(connection, cursor, place or _schema(cursor))


def _sums(connection: DatabaseWrapper, cursor: Any, place: str) -> dict[str, TableSum]:
    """JSON of a row has its columns in an order of its own, and times in UTC."""
    cursor.execute("SET LOCAL TimeZone = 'UTC'")
    found = {}
    for table in _tables(cursor, _schema(cursor)):
        cursor.execute(
            f"""
            SELECT count(*), encode(sha256(convert_to(coalesce(
                string_agg(hash, '' ORDER BY hash COLLATE "C"), ''), 'UTF8')), 'hex')
            FROM (SELECT encode(sha256(convert_to(to_jsonb(row)::text, 'UTF8')), 'hex') AS hash
                  FROM {_name(connection, place, table)} AS row) AS hashes
            """  # noqa: S608
        )
        found[table] = TableSum(*cursor.fetchone())
    return found


def replace(connection: DatabaseWrapper) -> None:
    """Put the rows of the dump in the place of the live ones."""
    with connection.cursor() as cursor:
        schema = _schema(cursor)
        for table in _tables(cursor, schema):
            live, new = _name(connection, schema, table), _name(connection, STAGED, table)
            columns = ", ".join(_columns(connection, cursor, live))
            cursor.execute(f"DELETE FROM {live}")  # noqa: S608
            cursor.execute(f"INSERT INTO {live} ({columns}) SELECT {columns} FROM {new}")  # noqa: S608
            # A temporary table would be found before the live one by whoever names no schema.
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
