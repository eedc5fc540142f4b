"""Temporary databases for benchmarks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tools.run_tests import postgres


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
