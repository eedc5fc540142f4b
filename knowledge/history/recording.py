"""Recording history: who changed a record, when, what and why. Built on django-simple-history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import simple_history
from django.db import models
from simple_history.models import HistoricalRecords

from knowledge.history.sourcing import refuse_unsourced
from knowledge.introspection import many_to_many

ADDED, CHANGED, DELETED = "+", "~", "-"

_deletion: ContextVar[tuple[datetime, str | None] | None] = ContextVar("deletion", default=None)


class _TrackedHistory(HistoricalRecords):
    """HistoricalRecords that can be looked up by the model whose history they record."""

    by_model: dict[type[models.Model], _TrackedHistory] = {}

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        self.by_model[sender] = self

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        if deletion := _deletion.get():
            instance._history_date, instance._change_reason = deletion
        super().post_delete(instance, using=using, **kwargs)


def track_history_of(*tracked: type[models.Model]) -> None:
    """Record every change of these models, many-to-many relations included.

    Call it after the translated columns were added. Otherwise the history lacks those columns
    and the first save fails.
    """
    for model in tracked:
        many = [field.name for field in many_to_many(model)]
        simple_history.register(model, records_class=_TrackedHistory, m2m_fields=many)


@contextmanager
def single_history_entry(row: Any, reason: str = "") -> Iterator[None]:
    """Record all saves of `row` in the block, relations included, as one history entry.

    Otherwise every relation that is set adds an entry of its own. After an exception nothing is
    recorded: the surrounding transaction is expected to roll the change back.
    """
    kind = defer_history(row)
    try:
        yield
    except BaseException:
        del row.skip_history_when_saving
        raise
    record_history(row, kind, reason)


def defer_history(row: Any) -> str:
    """Stop recording saves of `row`. Returns the kind of entry to pass to `record_history`."""
    row.skip_history_when_saving = True
    return ADDED if row._state.adding else CHANGED


def record_history(row: Any, kind: str, reason: str = "") -> None:
    """Write the entry that `defer_history` held back, with `row` and its relations as they are."""
    refuse_unsourced([row])
    del row.skip_history_when_saving
    row._change_reason = reason or None
    _TrackedHistory.by_model[type(row)].create_historical_record(row, kind)
    del row._change_reason  # or the next save would be recorded with it


@contextmanager
def same_deletion_moment(at: datetime, reason: str = "") -> Iterator[None]:
    """Give all deletions in the block the same `history_date`.

    `parts_deleted_with` uses it to find the parts that were deleted along with a row.
    """
    token = _deletion.set((at, reason or None))
    try:
        yield
    finally:
        _deletion.reset(token)


def models_with_history() -> list[type[models.Model]]:
    return list(_TrackedHistory.by_model)


def entries_of(model: Any) -> Any:
    """The history entries of all rows of `model`, newest first."""
    return model.history.all()


def parts_of(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """The foreign keys through which other rows are part of a row of `model`: they cascade."""
    return [
        relation.field
        for relation in model._meta.related_objects
        if relation.one_to_many
        and isinstance(relation.field, models.ForeignKey)
        and relation.on_delete is models.CASCADE
        and relation.related_model in _TrackedHistory.by_model
    ]


def related_at(model: type[models.Model], entries: Sequence[int]) -> dict[str, dict[int, set]]:
    """Many-to-many keys at these history entries: by field name, then by entry."""
    related: dict[str, dict[int, set]] = {}
    for field in many_to_many(model):
        column = f"{field.m2m_reverse_field_name()}_id"
        rows = _links_in_history(model, field).filter(history__in=entries)
        by_entry = related.setdefault(field.name, {})
        for entry, pk in rows.values_list("history_id", column):
            by_entry.setdefault(entry, set()).add(pk)
    return related


def bulk_record_history(deferred: Sequence[tuple[Any, str]], reason: str, by: Any) -> None:
    """`record_history` for many rows of one model, in a fixed number of queries.

    `deferred` pairs each row with what `defer_history` returned; `by` is the user, or None.
    """
    for kind in (ADDED, CHANGED):
        rows = [row for row, its_kind in deferred if its_kind == kind]
        refuse_unsourced(rows)
        for row in rows:
            del row.skip_history_when_saving
        if rows:
            entries = type(rows[0]).history.bulk_history_create(
                rows, update=kind == CHANGED, default_user=by, default_change_reason=reason
            )
            _record_links({row.pk: entry for row, entry in zip(rows, entries, strict=True)})


def _record_links(entries: dict[Any, Any]) -> None:
    """Record the current many-to-many links of rows. `entries` is by key of the row."""
    model = next(iter(entries.values())).instance_type
    for many in many_to_many(model):
        through: Any = many.remote_field.through
        owner = many.m2m_column_name()
        columns = [field.attname for field in through._meta.fields]
        links = through._default_manager.filter(**{f"{owner}__in": entries})
        recorded = _links_in_history(model, many)
        recorded.bulk_create(
            recorded.model(
                history=entries[getattr(link, owner)],
                **{column: getattr(link, column) for column in columns},
            )
            for link in links
        )


def _links_in_history(model: Any, field: models.ManyToManyField[Any, Any]) -> Any:
    """Manager of the links of `field` at every entry: through rows with a `history` key.

    simple-history puts it on the historical model, under the name of the field.
    """
    return getattr(model.history.model, field.name)
