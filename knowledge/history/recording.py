"""Every change of a record is kept: who, when, what and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import simple_history
from django.db import models
from simple_history.models import HistoricalRecords

from knowledge.introspection import many_to_many

ADDED, CHANGED, DELETED = "+", "~", "-"

_deletion_moment: ContextVar[tuple[datetime, str] | None] = ContextVar(
    "deletion_moment", default=None
)


class _TrackedHistory(HistoricalRecords):
    """HistoricalRecords that can be looked up by the model whose history they record."""

    by_model: dict[type[models.Model], _TrackedHistory] = {}

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        self.by_model[sender] = self

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        if moment := _deletion_moment.get():
            instance._history_date, instance._change_reason = moment
        super().post_delete(instance, using=using, **kwargs)


def track_history_of(*tracked: type[models.Model]) -> None:
    """Keep every change of these models, with their related records.

    Called after the columns of the languages were added: before, the history lacks them and
    the first save fails.
    """
    for model in tracked:
        many = [field.name for field in many_to_many(model)]
        simple_history.register(model, records_class=_TrackedHistory, m2m_fields=many)


@contextmanager
def single_history_entry(row: Any, reason: str = "") -> Iterator[None]:
    """Whatever is saved of `row` inside, relations included, is one entry of its history.

    Without it each relation that is set adds an entry of its own. When an error leaves the
    block nothing is written: the transaction around it takes the change back too.
    """
    kind = defer_history(row)
    try:
        yield
    except BaseException:
        del row.skip_history_when_saving
        raise
    record_history(row, kind, reason)


def defer_history(row: Any) -> str:
    """Hold back the history of `row` until `record_history`, which takes the kind returned here."""
    row.skip_history_when_saving = True
    return ADDED if row._state.adding else CHANGED


def record_history(row: Any, kind: str, reason: str = "") -> None:
    """Write the entry that `defer_history` held back, as `row` and its relations are now."""
    del row.skip_history_when_saving
    row._change_reason = reason or None
    _TrackedHistory.by_model[type(row)].create_historical_record(row, kind)
    del row._change_reason  # it was the reason of this change, not of the next


@contextmanager
def same_deletion_moment(at: datetime, reason: str = "") -> Iterator[None]:
    """Whatever is deleted inside has the same moment in its history.

    By that, who puts a row back finds the parts that went with it.
    """
    token = _deletion_moment.set((at, reason or None))  # type: ignore[arg-type]
    try:
        yield
    finally:
        _deletion_moment.reset(token)


def models_with_history() -> list[type[models.Model]]:
    """Models of which the history is kept."""
    return list(_TrackedHistory.by_model)


def entries_of(model: Any) -> Any:
    """The history of all rows of `model`, newest first."""
    return model.history.all()


def parts_of(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """The keys by which rows belong to a row of `model`: they go when it goes."""
    return [
        relation.field
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and relation.related_model in _TrackedHistory.by_model
    ]


def related_at(model: type[models.Model], entries: Sequence[int]) -> dict[str, dict[int, set]]:
    """Keys of the related records at these entries of the history: by field, then by entry."""
    related: dict[str, dict[int, set]] = {}
    for field in many_to_many(model):
        column = f"{field.m2m_reverse_field_name()}_id"
        rows = _links_in_history(model, field).filter(history__in=entries)
        by_entry = related.setdefault(field.name, {})
        for entry, pk in rows.values_list("history_id", column):
            by_entry.setdefault(entry, set()).add(pk)
    return related


def bulk_record_history(deferred: Sequence[tuple[Any, str]], reason: str, by: Any) -> None:
    """As `record_history` for many rows of one model, in a few queries instead of some a row.

    `deferred` are rows with what `defer_history` returned; `by` is the user who changed them.
    """
    for kind in (ADDED, CHANGED):
        rows = [row for row, its_kind in deferred if its_kind == kind]
        for row in rows:
            del row.skip_history_when_saving
        if rows:
            written = type(rows[0]).history.bulk_history_create(
                rows, update=kind == CHANGED, default_user=by, default_change_reason=reason
            )
            _record_relations({row.pk: entry for row, entry in zip(rows, written, strict=True)})


def _record_relations(entries: dict[Any, Any]) -> None:
    """What `entries` (of the history, by key of the record) point to, as it is now."""
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
    """The links of `field` at every entry of the history: rows of its through table, with the
    entry as `history`.

    simple-history gives each historical model a manager of the same name as the field.
    """
    return getattr(model.history.model, field.name)
