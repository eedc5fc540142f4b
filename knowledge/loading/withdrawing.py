"""Delete starting content that a newer version no longer ships, unless an editor changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from knowledge.history.reasons import REASON
from knowledge.history.recording import same_deletion_moment
from knowledge.loading.entries import EntrySpec, Part, is_unchanged, serialize
from knowledge.models import LoadedRecord

_Keys = dict[type[models.Model], set[Any]]
"""Primary keys by model."""


def withdraw(specs: Sequence[EntrySpec], shipped: Mapping[str, set[str]]) -> tuple[int, list[str]]:
    """Delete what was loaded earlier and is not `shipped` (slugs by entry type) any more.

    Returns how many entries were deleted, and the names of those that were kept: changed by an
    editor, or needed by something that is kept.
    """
    gone = {spec.model: _gone(spec, shipped[spec.label]) for spec in specs if spec.withdraws}
    going: _Keys = {
        spec.model: {row.pk for row in gone[spec.model] if not _was_edited(spec, row)}
        for spec in specs
        if spec.withdraws
    }
    while any(_drop_needed(spec, going) for spec in specs):
        pass
    kept = [
        f"{spec.file.name}: {row.slug}"
        for spec in specs
        for row in gone.get(spec.model, ())
        if row.pk not in going[spec.model]
    ]
    with same_deletion_moment(timezone.now(), REASON):
        _delete([spec for spec in specs if going.get(spec.model)], going)
    return sum(map(len, going.values())), kept


def _gone(spec: EntrySpec, shipped: set[str]) -> list[Any]:
    loaded = LoadedRecord.objects.filter(model=spec.label).values_list("slug", flat=True)
    return list(spec.model._default_manager.filter(slug__in=set(loaded) - shipped))


def _was_edited(spec: EntrySpec, row: Any) -> bool:
    loaded = LoadedRecord.objects.get(model=spec.label, slug=row.slug)
    return not is_unchanged(loaded.entry, serialize(row, spec.parts))


def _drop_needed(spec: EntrySpec, going: _Keys) -> bool:
    """Take out of `going` what a row of `spec` that stays refers to; whether there was any."""
    found = False
    for model, owner in _rows_of(spec):
        for key in model._meta.concrete_fields:
            target: Any = key.related_model
            if isinstance(key, models.ForeignKey) and going.get(target) and key.name != owner:
                staying = model._default_manager.exclude(
                    **{f"{owner}__in": going.get(spec.model, set())}
                )
                needed = set(staying.values_list(key.attname, flat=True)) & going[target]
                going[target] -= needed
                found |= bool(needed)
    return found


def _rows_of(spec: EntrySpec) -> Iterator[tuple[type[models.Model], str]]:
    """The models of an entry and of its parts, each with the way to the key of the entry."""

    def below(parts: Sequence[Part], way: str) -> Iterator[tuple[type[models.Model], str]]:
        for part in parts:
            path = f"{part.parent}__{way}" if way else part.parent
            yield part.model, path
            yield from below(part.parts, path)

    yield spec.model, "pk"
    yield from below(spec.parts, "")


def _delete(specs: Sequence[EntrySpec], going: _Keys) -> None:
    """Delete parts first: they protect what they refer to, which may be going as well."""
    for spec in specs:
        for part in spec.parts:
            parts = part.model._default_manager
            parts.filter(**{f"{part.parent}__in": going[spec.model]}).delete()
    for spec in specs:
        rows = spec.model._default_manager.filter(pk__in=going[spec.model])
        slugs = list(rows.values_list("slug", flat=True))
        rows.delete()
        LoadedRecord.objects.filter(model=spec.label, slug__in=slugs).delete()
