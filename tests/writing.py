"""What was read of the content is kept from test to test, and never past a write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from knowledge.caching import rows as kept
from knowledge.caching import withdrawals as planned
from knowledge.desks import home as home_desks
from knowledge.regions import suggestions as municipality_names
from referrals.outcomes import content as outcome_content

TABLES = ("knowledge_", "referrals_")
STANDING = (
    home_desks._PUBLIC,
    municipality_names._NAMES,
    planned._WITHDRAWALS,
    outcome_content._PUBLISHED,
)
READING = ("SELECT", "SAVEPOINT", "RELEASE")


class Transaction:
    """Takes the place of the connection for who keeps what was read.

    A test is one transaction that is rolled back, and in a transaction the portal keeps nothing,
    so that tests would read everything for every page. Here it is kept until a statement changes
    content or takes a change back; what stood before a test wrote stands again after it.
    """

    def __init__(self) -> None:
        self._stale = False
        self._before: tuple[Any, ...] | None = None

    @property
    def in_atomic_block(self) -> bool:
        if self._stale:
            _put(_nothing())
            self._stale = False
        return False

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        back = sql.startswith("ROLLBACK") and self._before is not None
        if back or (not sql.startswith(READING) and any(name in sql for name in TABLES)):
            self._before = self._before or _standing_now()
            self._stale = True
        return execute(sql, params, many, context)

    @contextmanager
    def watched(self) -> Iterator[Transaction]:
        with connection.execute_wrapper(self._note):
            yield self
        if self._before is not None:
            _put(self._before)


def _standing_now() -> tuple[Any, ...]:
    return (kept._keeper, *(one._cached for one in STANDING))


def _nothing() -> tuple[Any, ...]:
    return (kept._Keeper(), *(None for _one in STANDING))


def _put(state: tuple[Any, ...]) -> None:
    kept._keeper = state[0]
    for one, value in zip(STANDING, state[1:], strict=True):
        one._cached = value
