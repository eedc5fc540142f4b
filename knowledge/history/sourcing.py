"""A published entry has a source, whichever way it was saved.

Forms and files say beforehand what is missing. Saving ends with a history entry, when the relations
are as they will be: what slipped through is refused there, and the transaction rolled back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete

from knowledge.models import Source, Status
from knowledge.models.entry import NEEDS_SOURCE, SourcedEntry


def refuse_unsourced(rows: Sequence[Any]) -> None:
    """Raise ValidationError if a row was published without a source, or lost its only one.

    `rows` are of one model, saved but not yet in the history. One that had none before may be
    saved again: an old entry is mended, but not today's work of somebody else stopped.
    """
    if not rows or not isinstance(rows[0], SourcedEntry):
        return
    published = [row.pk for row in rows if row.status == Status.PUBLISHED]
    bare = type(rows[0])._default_manager.filter(pk__in=published, sources=None)
    for row in bare:
        if not _was_unsourced(row):
            raise ValidationError({"sources": NEEDS_SOURCE})


def _was_unsourced(row: Any) -> bool:
    before = type(row).history.filter(id=row.pk).first()
    return bool(before and before.status == Status.PUBLISHED and not before.sources.all().exists())


def _refuse_deletion(instance: Source, **_signal: Any) -> None:
    relying = instance.entries_relying_on_it()
    if relying and instance.status != Status.ARCHIVED:
        names = ", ".join(f"{row._meta.model_name} {row.slug}" for row in relying)
        raise models.ProtectedError(f"the only source of {names}", set(relying))


def protect_sources() -> None:
    """Refuse to delete the only source of a published entry; called once, at the start."""
    pre_delete.connect(_refuse_deletion, sender=Source, dispatch_uid="the only source")
