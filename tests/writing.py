"""Caches of derived content in tests: they last from test to test, and never past a write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection

from knowledge.caching import derived
from knowledge.caching.derived import DerivedContent, Snapshot

TABLES = ("knowledge_", "referrals_")
READING = ("SELECT", "SAVEPOINT", "RELEASE")


class Transaction:
    """Stands in for the connection that `knowledge.caching.derived` checks.

    A test is one transaction that is rolled back, and in a transaction the portal caches nothing,
    so that tests would read everything for every page. Here values are cached until a statement
    changes content or rolls a change back; after a test that writes, the earlier values return.
    What is not committed is not written to disk.
    """

    def __init__(self) -> None:
        self._stale = False
        self._before: Snapshot | None = None

    @property
    def has_written(self) -> bool:
        return self._before is not None

    @property
    def in_atomic_block(self) -> bool:
        if self._stale:
            DerivedContent.clear()
            self._stale = False
        return False

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        undone = sql.startswith("ROLLBACK") and self._before is not None
        if undone or (not sql.startswith(READING) and any(name in sql for name in TABLES)):
            self._before = self._before or DerivedContent.snapshot()
            self._stale = True
        return execute(sql, params, many, context)

    @contextmanager
    def watched(self) -> Iterator[Transaction]:
        write = DerivedContent._write

        def write_committed(content: DerivedContent[Any], cached: Any) -> None:
            if derived.connection is not self or not self.has_written:
                write(content, cached)

        with (
            connection.execute_wrapper(self._note),
            patch.object(DerivedContent, "_write", write_committed),
        ):
            yield self
        if self._before is not None:
            DerivedContent.restore(self._before)
