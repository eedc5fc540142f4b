"""Snapshots of a record, now or at an entry of its history: values by column, related keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from concurrency.fields import VersionField
from django.db import models

from knowledge.history.recording import entries_of, related_at
from knowledge.introspection import (
    LANGUAGES,
    localized,
    many_to_many,
    translated_columns,
    translated_fields,
)

Model = type[models.Model]
RecordRefs = dict[Model, set[int]]
"""Keys of records by model."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`values` by field name (keys for foreign keys); `related` holds many-to-many keys."""

    model: Model
    pk: int
    values: Mapping[str, Any]
    related: Mapping[str, frozenset[int]] = field(default_factory=dict)


def columns(model: Model) -> Iterator[models.Field[Any, Any]]:
    """Concrete fields without the primary key. Translated fields: only their language columns.

    modeltranslation also fills the original column, in the language of whoever saved.
    """
    texts = translated_fields(model)
    for column in model._meta.concrete_fields:
        if column.name not in texts and not column.primary_key:
            yield column


def editable_columns(model: Model) -> Iterator[tuple[models.Field[Any, Any], str]]:
    """What editors fill in, in the order of the model, each with its language code or ""."""
    texts = translated_fields(model)
    by_language = set(translated_columns(model))
    by_name = {column.name: column for column in model._meta.concrete_fields}
    for column in model._meta.concrete_fields:
        if column.name in texts:
            for code in LANGUAGES:
                yield by_name[localized(column.name, code)], code
        elif column.name not in by_language and _is_editable(column):
            yield column, ""


def _is_editable(column: models.Field[Any, Any]) -> bool:
    technical = column.primary_key or isinstance(column, VersionField)
    return column.editable and not technical


def snapshots(entries: Iterable[Any]) -> dict[int, Snapshot]:
    """Snapshots at history entries of one model, by `history_id`. A query for each relation."""
    rows = list(entries)
    if not rows:
        return {}
    model = rows[0].instance_type
    related = related_at(model, [entry.history_id for entry in rows])
    return {
        entry.history_id: Snapshot(
            model,
            entry.id,
            {column.name: getattr(entry, column.attname) for column in columns(model)},
            {
                name: frozenset(by_entry.get(entry.history_id, ()))
                for name, by_entry in related.items()
            },
        )
        for entry in rows
    }


def snapshot_of(row: models.Model) -> Snapshot:
    """Snapshot of a record as it is now."""
    model = type(row)
    return Snapshot(
        model,
        row.pk,
        {column.name: getattr(row, column.attname) for column in columns(model)},
        {
            many.name: frozenset(getattr(row, many.name).values_list("pk", flat=True))
            for many in many_to_many(model)
        },
    )


def references_in(chosen: Iterable[Snapshot]) -> RecordRefs:
    """The records that these snapshots point to, by foreign key or many-to-many."""
    references: RecordRefs = {}
    for snapshot in chosen:
        for column in columns(snapshot.model):
            pk = snapshot.values[column.name]
            if isinstance(column, models.ForeignKey) and pk is not None:
                references.setdefault(column.related_model, set()).add(pk)
        for many in many_to_many(snapshot.model):
            keys = references.setdefault(many.related_model, set())
            keys.update(snapshot.related[many.name])
    return references


def row_from(snapshot: Snapshot) -> models.Model:
    """An unsaved row with the values of the snapshot, in both languages."""
    row = snapshot.model()
    row.pk = snapshot.pk
    for column in columns(snapshot.model):
        setattr(row, column.attname, snapshot.values[column.name])
    return row


def newest_entries(model: Model, pks: Iterable[int]) -> dict[int, Any]:
    """The newest history entry of each of these rows, by key of the row."""
    newest: dict[int, Any] = {}
    for entry in entries_of(model).filter(id__in=list(pks)):
        newest.setdefault(entry.id, entry)
    return newest
