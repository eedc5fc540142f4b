"""Databases for measuring, each new and gone afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tools.run_tests import postgres


@contextmanager
def new_postgres() -> Iterator[str | None]:
    """The address of an empty database on PostgreSQL; None when none can be reached."""
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
