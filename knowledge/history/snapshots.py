"""A record as it was at one moment, or as it is: values by column, related records by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from concurrency.fields import VersionField
from django.db import models

from knowledge.history.recording import entries_of, related_at
from knowledge.introspection import LANGUAGES, localized, many_to_many, translated_fields

Model = type[models.Model]
RecordRefs = dict[Model, set[int]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`values` by name of the column without `_id`; `related` holds keys of other records."""

    model: Model
    pk: int
    values: Mapping[str, Any]
    related: Mapping[str, frozenset[int]] = field(default_factory=dict)


def columns(model: Model) -> Iterator[models.Field[Any, Any]]:
    """Columns with a value of their own. Of a text only those of its languages: what the
    column without a language holds depends on the language of who saved it.
    """
    texts = translated_fields(model)
    for column in model._meta.concrete_fields:
        if column.name not in texts and not column.primary_key:
            yield column


def shown_columns(model: Model) -> Iterator[tuple[models.Field[Any, Any], str]]:
    """What an editor fills in, in the order of the model, each with its language or ""."""
    texts = translated_fields(model)
    by_language = {localized(text, code) for text in texts for code in LANGUAGES}
    for column in model._meta.concrete_fields:
        if column.name in texts:
            for code in LANGUAGES:
                yield model._meta.get_field(localized(column.name, code)), code
        elif column.name not in by_language and _is_filled_in(column):
            yield column, ""


def _is_filled_in(column: models.Field[Any, Any]) -> bool:
    technical = column.primary_key or isinstance(column, VersionField)
    return column.editable and not technical


def snapshots(entries: Iterable[Any]) -> dict[int, Snapshot]:
    """Entries of the history of one model, by the key of the entry."""
    kept = list(entries)
    if not kept:
        return {}
    model = kept[0].instance_type
    related = related_at(model, [entry.history_id for entry in kept])
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
        for entry in kept
    }


def snapshot_of(row: models.Model) -> Snapshot:
    """A record as it is."""
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


def references_in(found: Iterable[Snapshot]) -> RecordRefs:
    """The records that these snapshots point to."""
    references: RecordRefs = {}
    for snapshot in found:
        for column in columns(snapshot.model):
            pk = snapshot.values[column.name]
            if isinstance(column, models.ForeignKey) and pk is not None:
                references.setdefault(column.related_model, set()).add(pk)
        for many in many_to_many(snapshot.model):
            related: Any = many.related_model
            references.setdefault(related, set()).update(snapshot.related[many.name])
    return references


def row_from(snapshot: Snapshot) -> Any:
    """An unsaved row that says what the snapshot says, in both languages."""
    row = snapshot.model()
    row.pk = snapshot.pk
    for column in columns(snapshot.model):
        setattr(row, column.attname, snapshot.values[column.name])
    return row


def newest_entries(model: Model, pks: Iterable[int]) -> dict[int, Any]:
    """The newest entry in the history of each of these rows."""
    found: dict[int, Any] = {}
    for entry in entries_of(model).filter(id__in=list(pks)):
        found.setdefault(entry.id, entry)
    return found
