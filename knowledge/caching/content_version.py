"""Version of the public content: one number that differs after every change.

Every change adds a row with a random mark, in the same transaction, and the version is the sum
of all marks. No edit waits for another: a counter in a single row would be locked by every edit
until its transaction ends, and two edits could deadlock. See docs/decisions/0015-search.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import m2m_changed, post_delete, post_save
from psycopg import pq

from knowledge.introspection import many_to_many
from knowledge.models.bookkeeping.content_change import ContentChange

RETENTION = timedelta(days=1)

_SUM_OF_MARKS = f"SELECT SUM(mark) FROM {ContentChange._meta.db_table}"  # noqa: S608 - a constant
_batch: ContextVar[list[bool] | None] = ContextVar("batch", default=None)
_changes_here = 0


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """Equal numbers mean equal content. `changed_at` is None after a day without changes."""

    number: int
    changed_at: datetime | None

    def is_older(self, age: timedelta, now: datetime) -> bool:
        """Whether the last change was longer ago than `age`."""
        return self.changed_at is None or now - self.changed_at > age


def content_version() -> ContentVersion:
    """The current version, by one small query."""
    totals = ContentChange.objects.aggregate(number=models.Sum("mark"), last=models.Max("at"))
    return ContentVersion(int(totals["number"] or 0), totals["last"])


def content_version_number() -> int:
    """Just the number, in half the time of `content_version`: called on every page view."""
    is_watched = (
        connection.queries_logged or connection.execute_wrappers or connection.in_atomic_block
    )
    if connection.vendor == "postgresql" and not is_watched:
        number = _number_from_libpq(connection)
        if number is not None:
            return number
    with connection.cursor() as cursor:
        cursor.execute(_SUM_OF_MARKS)
        (total,) = cursor.fetchone()
    return int(total or 0)


def _number_from_libpq(database: BaseDatabaseWrapper) -> int | None:
    """Takes a third of the time of a cursor.

    None when the query fails: the caller then runs it on a cursor, which raises the right error.
    """
    database.ensure_connection()
    with database.wrap_database_errors:
        result = database.connection.pgconn.exec_(_SUM_OF_MARKS.encode())
    if result.status != pq.ExecStatus.TUPLES_OK:
        return None
    return int(result.get_value(0, 0) or 0)


def content_changed(**_signal: Any) -> None:
    """Record a change. Call it in the transaction of a change that sends no signal, such as
    `update` and `bulk_create`.
    """
    batch = _batch.get()
    if batch is None:
        ContentChange.objects.create()
        transaction.on_commit(_count_change)
    else:
        batch.append(True)


def changes_here() -> int:
    """How many changes this process has committed: another number means ask the database again."""
    return _changes_here


def _count_change() -> None:
    # Two threads may count as one: both have committed, and the number differs from before.
    global _changes_here  # noqa: PLW0603
    _changes_here += 1


@contextmanager
def single_change() -> Iterator[None]:
    """Record all changes made inside as one. Open it within the transaction, not around it."""
    changes: list[bool] = []
    token = _batch.set(changes)
    try:
        yield
    finally:
        _batch.reset(token)
    if changes:
        content_changed()


def track_changes_of(*tracked: type[models.Model]) -> None:
    """Record every change of rows of these models and of their many-to-many relations."""
    for model in tracked:
        uid = f"content version of {model._meta.label}"
        post_save.connect(content_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(content_changed, sender=model, dispatch_uid=uid)
        for field in many_to_many(model):
            through = field.remote_field.through
            m2m_changed.connect(content_changed, sender=through, dispatch_uid=uid)


def delete_old_changes(*, at: datetime) -> int:
    """Delete rows past their retention. This changes the version as well."""
    return ContentChange.objects.filter(at__lt=at - RETENTION).delete()[0]
