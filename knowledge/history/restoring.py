"""Making a record what it was, and putting back a row that was deleted.

Both are changes like any other: checked, counted and written down with a reason. What cannot
be done whole is not done at all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from knowledge.history.errors import StaleVersionError
from knowledge.history.labels import RecordLabels
from knowledge.history.recording import DELETED, entries_of, parts_of, single_history_entry
from knowledge.history.snapshots import Snapshot, columns, references_in, snapshots
from knowledge.introspection import many_to_many
from knowledge.permissions import PUBLISHING

_NEVER = frozenset({"slug", "version"})


@dataclass(frozen=True, slots=True)
class Restored:
    """`left_out` names related records that are no longer there."""

    row: models.Model
    left_out: tuple[str, ...]


def restore(entry: Any, *, seen: int, reason: str, may_publish: bool) -> Restored:
    """Make the row what it was at `entry` of its history.

    `seen` is the version that the user looked at. Who may not publish changes nothing about
    whether visitors see it. The slug stays. StaleVersionError, ValidationError.
    """
    with transaction.atomic():
        rows: Any = entry.instance_type._default_manager.select_for_update()
        row = rows.filter(pk=entry.id).first()
        if row is None or row.version != seen:
            raise StaleVersionError(row)
        keep = _NEVER if may_publish else _NEVER | PUBLISHING
        return _written(row, snapshot_at(entry), reason, keep)


def recover(entry: Any, *, reason: str) -> Restored:
    """Recreate a row that was deleted, as it was at `entry`, with its key.

    When `entry` is the deletion itself, the parts that went with the row come back with it.

    ValidationError where what it belonged to is gone, or its place was taken.
    """
    model = entry.instance_type
    with transaction.atomic():
        if model._default_manager.filter(pk=entry.id).exists():
            raise ValidationError(_("It is there already: somebody put it back."))
        row = model()
        newest = entries_of(model).filter(id=entry.id).first()
        row.pk, row.version = entry.id, newest.version + 1
        restored = _written(row, snapshot_at(entry), reason, keep={"version"})
        left_out = list(restored.left_out)
        for part in parts_deleted_with(entry):
            left_out += recover(part, reason=reason).left_out
        return Restored(restored.row, tuple(left_out))


def snapshot_at(entry: Any) -> Snapshot:
    """What a row said at `entry`; at its deletion the relations had gone already."""
    if entry.history_type == DELETED:
        earlier = entries_of(entry.instance_type).filter(id=entry.id).exclude(history_type=DELETED)
        entry = earlier.filter(history_date__lte=entry.history_date).first() or entry
    return snapshots([entry])[entry.history_id]


def parts_deleted_with(entry: Any) -> list[Any]:
    """Entries of the rows that went because the row of `entry` went."""
    found: list[Any] = []
    for key in parts_of(entry.instance_type):
        found += entries_of(key.model).filter(
            **{key.attname: entry.id},
            history_type=DELETED,
            history_date=entry.history_date,
        )
    return found


def _written(row: Any, then: Snapshot, reason: str, keep: Collection[str]) -> Restored:
    labels = RecordLabels(references_in([then]))
    left_out = _set_columns(row, then, labels, keep)
    row.full_clean(exclude=["version"])
    with single_history_entry(row, reason):
        row.save(force_insert=row._state.adding)
        left_out += _set_relations(row, then, labels)
        row.clean()  # rules about relations hold too
    return Restored(row, tuple(left_out))


def _set_columns(
    row: Any, then: Snapshot, labels: RecordLabels, keep: Collection[str]
) -> list[str]:
    left_out = []
    for column in columns(then.model):
        value = then.values[column.name]
        if column.name in keep:
            continue
        if isinstance(column, models.ForeignKey) and value is not None:
            related: Any = column.related_model
            if labels.is_gone(related, value):
                if not column.null:
                    raise ValidationError(_what_it_belongs_to_is_gone(column))
                left_out.append(labels.label_or_gone(related, value))
                value = None
        setattr(row, column.attname, value)
    return left_out


def _set_relations(row: Any, then: Snapshot, labels: RecordLabels) -> list[str]:
    left_out = []
    for many in many_to_many(then.model):
        related: Any = many.related_model
        gone = {pk for pk in then.related[many.name] if labels.is_gone(related, pk)}
        left_out += sorted(labels.label_or_gone(related, pk) for pk in gone)
        getattr(row, many.name).set(then.related[many.name] - gone)
    return left_out


def _what_it_belongs_to_is_gone(column: models.Field[Any, Any]) -> str:
    return _(
        "What it belongs to (%(field)s) is no longer there. Put that back first, then this."
    ) % {"field": str(column.verbose_name)}
