"""Restore an earlier version of a record, or recover a deleted one.

Both are saves like any other: validated, with a new version number and a history entry that
gives the reason. Either everything is written or nothing is.
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
from knowledge.history.snapshots import Snapshot, columns, snapshots
from knowledge.introspection import many_to_many
from knowledge.models import Source
from knowledge.models.entry import SourcedEntry
from knowledge.permissions import PUBLISHING

_NEVER = frozenset({"slug", "version"})


@dataclass(frozen=True, slots=True)
class Restored:
    """`left_out` holds labels of related records that do not exist any more."""

    row: models.Model
    left_out: tuple[str, ...]


def restore(entry: Any, *, seen: int, reason: str, may_publish: bool) -> Restored:
    """Give the row of `entry` the values that it had at that history entry.

    `seen` is the version number that the user looked at. Without `may_publish` the row keeps
    whether, when and for whom it is published; the slug is always kept.

    Raises StaleVersionError and ValidationError.
    """
    with transaction.atomic():
        rows = entry.instance_type._default_manager.select_for_update()
        row = rows.filter(pk=entry.id).first()
        if row is None or row.version != seen:
            raise StaleVersionError(row)
        keep = _NEVER if may_publish else _NEVER | PUBLISHING
        return _write(row, snapshot_at(entry), reason, keep)


def recover(entry: Any, *, reason: str) -> Restored:
    """Recreate a deleted row, with its key, as it was at `entry`.

    When `entry` is the deletion itself, the parts that were deleted along with the row are
    recovered too.

    Raises ValidationError when what the row is part of is gone, or a unique value is taken.
    """
    model = entry.instance_type
    with transaction.atomic():
        if model._default_manager.filter(pk=entry.id).exists():
            raise ValidationError(_("It already exists: someone else has restored it."))
        row = model()
        newest = entries_of(model).filter(id=entry.id).first()
        row.pk, row.version = entry.id, newest.version + 1
        restored = _write(row, snapshot_at(entry), reason, keep={"version"})
        left_out = list(restored.left_out)
        for part in parts_deleted_with(entry):
            left_out += recover(part, reason=reason).left_out
        return Restored(restored.row, tuple(left_out))


def snapshot_at(entry: Any) -> Snapshot:
    """Snapshot at a history entry; for a deletion, at the last entry before it.

    A deletion is recorded after the row's many-to-many relations were removed.
    """
    if entry.history_type == DELETED:
        earlier = entries_of(entry.instance_type).filter(id=entry.id).exclude(history_type=DELETED)
        entry = earlier.filter(history_date__lte=entry.history_date).first() or entry
    return snapshots([entry])[entry.history_id]


def parts_deleted_with(entry: Any) -> list[Any]:
    """Deletion entries of the parts that were deleted along with the row of `entry`."""
    parts: list[Any] = []
    for key in parts_of(entry.instance_type):
        parts += entries_of(key.model).filter(
            **{key.attname: entry.id},
            history_type=DELETED,
            history_date=entry.history_date,
        )
    return parts


def _write(row: Any, snapshot: Snapshot, reason: str, keep: Collection[str]) -> Restored:
    labels = RecordLabels.referred_to_by([snapshot])
    left_out = _set_columns(row, snapshot, labels, keep)
    if isinstance(row, SourcedEntry):
        sources = Source.objects.not_archived().filter(pk__in=snapshot.related["sources"])
        row.will_have_source = sources.exists()
    row.full_clean(exclude=["version"])
    with single_history_entry(row, reason):
        row.save(force_insert=row._state.adding)
        left_out += _set_relations(row, snapshot, labels)
        row.clean()  # again, for rules about relations
    return Restored(row, tuple(left_out))


def _set_columns(
    row: models.Model, snapshot: Snapshot, labels: RecordLabels, keep: Collection[str]
) -> list[str]:
    """Set all columns but those in `keep`. Returns the labels of related rows that are gone."""
    left_out = []
    for column in columns(snapshot.model):
        value = snapshot.values[column.name]
        if column.name in keep:
            continue
        if isinstance(column, models.ForeignKey) and value is not None:
            related = column.related_model
            if labels.is_gone(related, value):
                if not column.null:
                    raise ValidationError(_parent_is_gone(column))
                left_out.append(labels.label_or_gone(related, value))
                value = None
        setattr(row, column.attname, value)
    return left_out


def _set_relations(row: models.Model, snapshot: Snapshot, labels: RecordLabels) -> list[str]:
    left_out = []
    for many in many_to_many(snapshot.model):
        related, keys = many.related_model, snapshot.related[many.name]
        gone = {pk for pk in keys if labels.is_gone(related, pk)}
        left_out += sorted(labels.label_or_gone(related, pk) for pk in gone)
        getattr(row, many.name).set(keys - gone)
    return left_out


def _parent_is_gone(column: models.Field[Any, Any]) -> str:
    return _("What it belongs to (%(field)s) no longer exists. Restore that first, then this.") % {
        "field": str(column.verbose_name)
    }
