"""Which content is public now: one number that is another one after every change.

Every change adds a row with a random mark, in the same transaction, and the revision is the sum
of all marks. Nobody waits for anybody: a counter in one row would be locked by every edit until
its transaction ends, and two edits could wait for each other. See docs/decisions/0015-search.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models
from django.db.models.signals import m2m_changed, post_delete, post_save
from psycopg import pq

from knowledge.introspection import many_to_many
from knowledge.models.bookkeeping.content_change import ContentChange

KEPT_FOR = timedelta(days=1)

_QUESTION = f"SELECT SUM(mark) FROM {ContentChange._meta.db_table}"  # noqa: S608 - our own name
_together: ContextVar[list[bool] | None] = ContextVar("together", default=None)


@dataclass(frozen=True, slots=True)
class Revision:
    """Equal numbers: the same content. `changed_at` is None when nothing changed lately."""

    number: int
    changed_at: datetime | None

    def is_older(self, age: timedelta, now: datetime) -> bool:
        """Whether the last change is longer ago than `age`."""
        return self.changed_at is None or now - self.changed_at > age


def current_revision() -> Revision:
    """One small query."""
    found = ContentChange.objects.aggregate(total=models.Sum("mark"), last=models.Max("at"))
    return Revision(int(found["total"] or 0), found["last"])


def current_number() -> int:
    """The number alone, for who asks with every page: half the time of `current_revision`."""
    database: Any = connection
    is_watched = database.queries_logged or database.execute_wrappers or database.in_atomic_block
    if database.vendor == "postgresql" and not is_watched:
        number = _asked_of_libpq(database)
        if number is not None:
            return number
    with database.cursor() as cursor:
        cursor.execute(_QUESTION)
        (total,) = cursor.fetchone()
    return int(total or 0)


def _asked_of_libpq(database: Any) -> int | None:
    """A third of the time of a cursor. None when it fails: a cursor then raises what is wrong."""
    database.ensure_connection()
    with database.wrap_database_errors:
        found = database.connection.pgconn.exec_(_QUESTION.encode())
    if found.status != pq.ExecStatus.TUPLES_OK:
        return None
    return int(found.get_value(0, 0) or 0)


def note_change(**_signal: Any) -> None:
    """Call it inside the transaction of a change that sends no signal (`update`, `bulk_create`)."""
    together = _together.get()
    if together is None:
        ContentChange.objects.create()
    else:
        together.append(True)


@contextmanager
def one_revision() -> Iterator[None]:
    """Many changes inside are noted once. Open it within the transaction, not around it."""
    changes: list[bool] = []
    token = _together.set(changes)
    try:
        yield
    finally:
        _together.reset(token)
    if changes:
        note_change()


def watch(*watched: type[models.Model]) -> None:
    """Note every change of rows of these models, and of what they are tied to."""
    for model in watched:
        name = f"revision of {model._meta.label}"
        post_save.connect(note_change, sender=model, dispatch_uid=name)
        post_delete.connect(note_change, sender=model, dispatch_uid=name)
        for field in many_to_many(model):
            through: Any = field.remote_field.through
            m2m_changed.connect(note_change, sender=through, dispatch_uid=name)


def forget_old_changes(*, at: datetime) -> int:
    """Delete rows that nobody needs; the revision is another one after it."""
    return ContentChange.objects.filter(at__lt=at - KEPT_FOR).delete()[0]
