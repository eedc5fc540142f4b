"""Copies a database with the starting content, which takes far less time than loading it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_COLUMNS = """
    SELECT column_name, is_identity = 'YES' FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s
"""
_NEXT = sql.SQL(
    "SELECT setval(pg_get_serial_sequence({}, {}), COALESCE(MAX({}), 0) + 1, false) FROM {}"
)


def copy_file(source: Path, target: Path) -> None:
    """Copy an SQLite database, also while it is open."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def copy_rows(source: Path, url: str) -> None:
    """Replace all rows of a PostgreSQL database by those of an SQLite one with the same tables."""
    with closing(sqlite3.connect(source)) as old, psycopg.connect(url) as new:
        new.execute("SET session_replication_role = replica")  # in any order
        new.execute("SET TIME ZONE 'UTC'")  # that of the times in SQLite
        tables = [name for (name,) in new.execute(_TABLES).fetchall()]
        new.execute(sql.SQL("TRUNCATE {}").format(_listed(tables)))
        for table in tables:
            _copy_table(old, new, table)


def _copy_table(old: sqlite3.Connection, new: psycopg.Connection, table: str) -> None:
    columns: dict[str, bool] = dict(new.execute(_COLUMNS, [table]).fetchall())
    quoted = ", ".join(f'"{column}"' for column in columns)
    name = sql.Identifier(table)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(name, _listed(columns))
    with new.cursor() as cursor, cursor.copy(into) as copy:
        for row in old.execute(f'SELECT {quoted} FROM "{table}"'):
            copy.write_row(row)
    for column in (column for column, is_identity in columns.items() if is_identity):
        key = sql.Identifier(column)
        new.execute(_NEXT.format(f'"{table}"', column, key, name))


def _listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join([sql.Identifier(name) for name in names])
