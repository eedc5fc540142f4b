"""Temporary databases for benchmarks."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tools.bench.results import Result
from tools.run_tests import postgres

REDIS = os.environ.get("BENCH_REDIS", "redis://127.0.0.1:6379/9")


def on_both(measure: Callable[..., list[Result]]) -> list[Result]:
    """Results of `measure` on SQLite, and on PostgreSQL with Redis where a server answers.

    It gets the name of the database, and the variables of the portal.
    """
    results = measure("SQLite")
    with new_postgres() as address:
        if address is None:
            print("PostgreSQL: none answers")
            return results
        return [*results, *measure("PostgreSQL, Redis", DATABASE_URL=address, CACHE_URL=REDIS)]


@contextmanager
def new_postgres() -> Iterator[str | None]:
    """URL of an empty PostgreSQL database that is dropped afterwards; None without a server."""
    server = postgres()
    if server is None:
        yield None
        return
    name = f"verwijswijzer_bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)
