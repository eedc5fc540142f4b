"""The database of the tests: made once per run, and copied for the other processes of xdist.

Every process needs a database of its own with the starting content, and loading that takes far
longer than copying it. The first process to need one makes it, with a copy for the others, which
it removes when its tests have ended: no copy is used in a later run.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from psycopg import sql

NOTE = "starting_content.txt"
"""Holds the name of the copy, in a folder of this run. Where it is missing there is no copy."""


@contextmanager
def database_with_content(shared: Path | None) -> Iterator[None]:
    """A test database with the starting content.

    `shared` is a folder that the processes of this run have in common; None for a single process.
    """
    with _alone(shared):
        is_copy = bool(shared and (shared / NOTE).exists())
        if shared and is_copy:
            _copy((shared / NOTE).read_text(), _name())
        configuration = setup_databases(
            verbosity=0, interactive=False, keepdb=is_copy, serialized_aliases=()
        )
        if not is_copy:
            call_command("load_content", stdout=StringIO())
            call_command("make_roles")
        if shared and not is_copy:
            _keep_copy(shared)
    yield
    with _alone(shared):
        if shared and not is_copy:
            _remove_copy(shared)
    teardown_databases(configuration, verbosity=0)


def copy_in(shared: Path) -> Path | None:
    """The copy that was kept in this folder on SQLite, as it was before any test."""
    note = shared / NOTE
    copy = Path(note.read_text()) if note.exists() else None
    return copy if copy and copy.exists() else None


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """A connection to PostgreSQL with the right to create databases."""
    found = connections["default"].settings_dict
    own = {"host": found["HOST"], "port": found["PORT"] or 5432, "user": found["USER"]}
    with psycopg.connect(
        **own, password=found["PASSWORD"] or None, dbname="postgres", autocommit=True
    ) as made:
        yield made


@contextmanager
def _alone(shared: Path | None) -> Iterator[None]:
    """Keeps the other processes of this run waiting at the same place."""
    if shared is None:
        yield
        return
    with (shared / f"{NOTE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _name() -> str:
    """The name of this process's test database, which pytest-django gives each its own."""
    return str(connection.settings_dict["TEST"]["NAME"])


def _keep_copy(shared: Path) -> None:
    """Copy the database for the other processes, with PostgreSQL's statistics about its tables."""
    is_file = connection.vendor == "sqlite"
    if not is_file:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()  # nobody may use a database while PostgreSQL copies it
    copy = str(shared / "starting_content.sqlite3") if is_file else f"{_name()}_content"
    _copy(_name(), copy)
    (shared / NOTE).write_text(copy)


def _copy(source: str, target: str) -> None:
    """Copy a database that nobody is using; another one with the name of the target is replaced."""
    if connection.vendor == "sqlite":
        for file in (target, f"{target}-wal", f"{target}-shm"):
            Path(file).unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
        return
    _execute("DROP DATABASE IF EXISTS {}", target)
    _execute("CREATE DATABASE {} TEMPLATE {}", target, source)


def _remove_copy(shared: Path) -> None:
    copy = (shared / NOTE).read_text()
    (shared / NOTE).unlink()
    if connection.vendor == "sqlite":
        Path(copy).unlink()
    else:
        _execute("DROP DATABASE {}", copy)


def _execute(statement: Any, *names: str) -> None:
    with server() as postgres:
        postgres.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
