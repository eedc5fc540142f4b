"""Sandbox of the drills: portals with the starting content, each on its own database."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

from tools.drill.copying import copy_file, copy_rows
from tools.drill.postgres import Cluster, NoPostgresError, cluster
from tools.serving import make_editor, prepared, run_python, running

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
SPARE = "spare"
"""A second database on the same PostgreSQL, a copy from before the first drill, unless short."""

WORKERS = 2


class UnsupportedError(Exception):
    """This machine lacks something that the drill needs; the message says what."""


@dataclass(frozen=True, slots=True)
class Portal:
    """A running portal. `environment`: variables of its processes; `log`: their stderr."""

    database: str
    environment: dict[str, str]
    address: str
    pid: int
    log: Path

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of `query` in its database; each ? is a placeholder."""
        return rows(self.environment, query, *values)


def rows(environment: dict[str, str], query: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows of `query`, without Django, so that no code of the portal is involved."""
    if url := environment["DATABASE_URL"]:
        with psycopg.connect(url) as connection:
            return connection.execute(query.replace("?", "%s"), values).fetchall()
    with closing(
        sqlite3.connect(f"file:{_file_of(environment)}?mode=ro", uri=True, timeout=20)
    ) as connection:
        return connection.execute(query, values).fetchall()


class Sandbox:
    """Portals that are created on first use and shared by all drills.

    Every drill must leave its portal in a working state. With `short`, tables are created without
    migrations. `content` is an SQLite database whose content is copied instead of loaded.
    """

    def __init__(self, *, short: bool = False, content: Path | None = None) -> None:
        self._short = short
        self._content = content
        self._stack = ExitStack()
        self._portals: dict[str, Portal] = {}
        self._prepared: dict[str, dict[str, str]] = {}
        self._cluster: Cluster | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def prepare(self) -> None:
        """Create everything in parallel. Missing programs are reported on first use."""
        together = 1 if self._content else 2  # the second is copied from the first
        with ThreadPoolExecutor(together) as pool, suppress(NoPostgresError):
            list(pool.map(self.prepared, (SQLITE, POSTGRESQL)))

    def cluster(self) -> Cluster:
        """A PostgreSQL server that drills may stop. Raises NoPostgresError without one."""
        if self._cluster is None:
            self._cluster = self._stack.enter_context(cluster())
        return self._cluster

    def prepared(self, database: str) -> dict[str, str]:
        """Environment variables of a portal with its content, running or not."""
        if database not in self._prepared:
            url = self.cluster().url if database == POSTGRESQL else ""
            filled = self._copied if self._content else None
            environment = self._stack.enter_context(prepared(self._short, filled, DATABASE_URL=url))
            if url and not self._short:
                with psycopg.connect(_url_of(url, "template1"), autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {SPARE} TEMPLATE postgres")
            self._prepared[database] = environment
        return self._prepared[database]

    def _copied(self, environment: dict[str, str]) -> None:
        """Fill a database by copying `content`: that of PostgreSQL from the other, with EDITOR."""
        assert self._content
        if url := environment["DATABASE_URL"]:
            run_python(environment, "-m", "tools.fast_setup")
            copy_rows(_file_of(self.prepared(SQLITE)), url)
        else:
            copy_file(self._content, _file_of(environment))
            make_editor(environment)

    def spare_url(self) -> str:
        self.prepared(POSTGRESQL)
        return _url_of(self.cluster().url, SPARE)

    def portal(self, database: str) -> Portal:
        if database not in self._portals:
            environment = self.prepared(database)
            self._portals[database] = self._stack.enter_context(started(database, environment))
        return self._portals[database]


@contextmanager
def started(database: str, environment: dict[str, str]) -> Iterator[Portal]:
    """Run a portal with `environment`."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with running("portal.rsgi:application", environment, WORKERS, log) as running_portal:
            yield Portal(database, environment, running_portal.address, running_portal.pid, log)


def _file_of(environment: dict[str, str]) -> Path:
    return Path(environment["DATA_DIR"]) / "db.sqlite3"


def _url_of(url: str, name: str) -> str:
    return f"{url.rpartition('/')[0]}/{name}"
