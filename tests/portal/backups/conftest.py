"""A copy of the test database, which a test may replace as a whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from portal.backups.taking import take_backup
from tests.databases import server

AT = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)


@contextmanager
def default_connection(name: str) -> Iterator[BaseDatabaseWrapper]:
    """Route all queries of this thread to the database `name`."""
    usual = connections["default"]
    own = connections["default"] = usual.copy()
    own.settings_dict["NAME"] = name
    try:
        yield own
    finally:
        own.close()
        connections["default"] = usual


def copied(source: str, target: str) -> None:
    """A copy by pg_dump: the test database has open connections, so it cannot be a template."""
    found = connections["default"].settings_dict
    who = ["-h", found["HOST"], "-p", str(found["PORT"] or 5432), "-U", found["USER"]]
    environment = {**os.environ, "PGPASSWORD": found["PASSWORD"]}
    dump = ["pg_dump", *who, "--format=custom", source]
    made = subprocess.run(dump, env=environment, capture_output=True, check=True).stdout
    into = ["pg_restore", *who, "--no-owner", "--exit-on-error", "--dbname", target]
    subprocess.run(into, env=environment, input=made, capture_output=True, check=True)


def remember_migrations() -> None:
    """Record every migration as applied: the tests create tables from the models."""
    connection = connections["default"]
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationExecutor(connection).loader.disk_migrations:
        recorder.record_applied(app, name)


@pytest.fixture(scope="session")
def template(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Name of a copy of the test database, with every migration recorded."""
    name = str(connections["default"].settings_dict["NAME"])
    with django_db_blocker.unblock():
        if connections["default"].vendor == "sqlite":
            target = str(tmp_path_factory.mktemp("backups") / "template.sqlite3")
            with closing(sqlite3.connect(name)) as old, closing(sqlite3.connect(target)) as new:
                old.backup(new)
            with default_connection(target):
                remember_migrations()
            yield target
            return
        if not shutil.which("pg_dump"):
            pytest.skip("pg_dump is not on this machine")
        target = f"{name}_template"
        with server() as postgres:
            postgres.execute(f"DROP DATABASE IF EXISTS {target}")
            postgres.execute(f"CREATE DATABASE {target}")
            copied(name, target)
            with default_connection(target):
                remember_migrations()
            yield target
            postgres.execute(f"DROP DATABASE {target}")


@pytest.fixture
def installation(template: str, django_db_blocker, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection to a fresh database with the starting content."""
    with django_db_blocker.unblock():
        if connections["default"].vendor == "sqlite":
            name = str(tmp_path / "live.sqlite3")
            shutil.copyfile(template, name)
            with default_connection(name) as own:
                yield own
            return
        name = template.replace("template", "live")
        with server() as postgres:
            postgres.execute(f"DROP DATABASE IF EXISTS {name}")
            postgres.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            with default_connection(name) as own:
                yield own
            postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def in_thread(installation: BaseDatabaseWrapper) -> Callable[[], object]:
    """Opens a second connection to the same database, for a thread."""
    name = str(installation.settings_dict["NAME"])
    return lambda: default_connection(name)


@pytest.fixture
def backup(installation: BaseDatabaseWrapper, tmp_path: Path) -> Path:
    """A backup of the installation."""
    take_backup(installation, tmp_path / "backup.zip", at=AT)
    return tmp_path / "backup.zip"
