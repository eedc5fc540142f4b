"""Where drills are held: portals with the starting content, each on a database of its own."""

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

from tools.drill.postgres import Cluster, NoPostgresError, cluster
from tools.serving import prepared, running

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
SPARE = "spare"
"""A second database on the same PostgreSQL, as it was before anything was drilled."""

WORKERS = 2


class CannotDrillError(Exception):
    """This machine lacks what the drill needs; the message says what."""


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal that runs. `environment` is that of its processes, `log` what they said."""

    database: str
    environment: dict[str, str]
    address: str
    pid: int
    log: Path

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What its database answers to `query`, in which each ? stands for a value."""
        return rows(self.environment, query, *values)


def rows(environment: dict[str, str], query: str, *values: object) -> list[tuple[Any, ...]]:
    """Asked without Django, so that nothing of the portal stands between."""
    if url := environment["DATABASE_URL"]:
        with psycopg.connect(url) as connection:
            return connection.execute(query.replace("?", "%s"), values).fetchall()
    file = Path(environment["DATA_DIR"]) / "db.sqlite3"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(query, values).fetchall()


class Ground:
    """Portals that are made when they are first asked for and stay until the drills are over.

    Every drill leaves the portal well behind: that is what it is to show. When `short`, their
    tables are made without migrations.
    """

    def __init__(self, *, short: bool = False) -> None:
        self._short = short
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
        """Everything at the same time. What this machine lacks is said when it is asked for."""
        with ThreadPoolExecutor() as pool, suppress(NoPostgresError):
            list(pool.map(self.prepared, (SQLITE, POSTGRESQL)))

    def cluster(self) -> Cluster:
        """The PostgreSQL that drills may stop. NoPostgresError when this machine has none."""
        if self._cluster is None:
            self._cluster = self._stack.enter_context(cluster())
        return self._cluster

    def prepared(self, database: str) -> dict[str, str]:
        """The environment of a portal with its content, whether it runs or not."""
        if database not in self._prepared:
            url = self.cluster().url if database == POSTGRESQL else ""
            made = self._stack.enter_context(prepared(self._short, DATABASE_URL=url))
            if url:
                with psycopg.connect(_other(url, "template1"), autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {SPARE} TEMPLATE postgres")
            self._prepared[database] = made
        return self._prepared[database]

    def spare_url(self) -> str:
        self.prepared(POSTGRESQL)
        return _other(self.cluster().url, SPARE)

    def portal(self, database: str) -> Portal:
        if database not in self._portals:
            environment = self.prepared(database)
            self._portals[database] = self._stack.enter_context(started(database, environment))
        return self._portals[database]


@contextmanager
def started(database: str, environment: dict[str, str]) -> Iterator[Portal]:
    """A portal on `environment`, for as long as this context is open."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with running("portal.wsgi:application", environment, WORKERS, log) as found:
            yield Portal(database, environment, found.address, found.pid, log)


def _other(url: str, name: str) -> str:
    return f"{url.rpartition('/')[0]}/{name}"
