"""Labels of records, deleted ones included, read in a number of queries fixed by the models."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from knowledge.history.recording import models_with_history
from knowledge.history.snapshots import (
    Model,
    RecordRefs,
    Snapshot,
    newest_entries,
    references_in,
    row_from,
    snapshots,
)
from knowledge.introspection import foreign_keys


class RecordLabels:
    """Labels of the records in `references`, which are read at once."""

    def __init__(self, references: RecordRefs) -> None:
        self._labels: dict[tuple[Model, int], str] = {}
        self._gone: set[tuple[Model, int]] = set()
        for model, pks in references.items():
            self._read(model, pks)

    @classmethod
    def referred_to_by(cls, chosen: Iterable[Snapshot]) -> RecordLabels:
        return cls(references_in(chosen))

    def label(self, model: Model, pk: int) -> str:
        """`str()` of the record, or of its last version when it was deleted."""
        return self._labels.get((model, pk)) or _("a record")

    def label_or_gone(self, model: Model, pk: int) -> str:
        """The label, which says so when the record was deleted."""
        name = self.label(model, pk)
        gone = self.is_gone(model, pk)
        return _("%(name)s (no longer exists)") % {"name": name} if gone else name

    def is_gone(self, model: Model, pk: int) -> bool:
        return (model, pk) in self._gone or (model, pk) not in self._labels

    def _read(self, model: Model, pks: set[int]) -> None:
        keys = [key.name for key in foreign_keys(model)]
        for row in model._default_manager.filter(pk__in=pks).select_related(*keys):
            self._labels[model, row.pk] = str(row)
        gone = {pk for pk in pks if (model, pk) not in self._labels}
        if gone and model in models_with_history():
            self._read_deleted(model, gone)

    def _read_deleted(self, model: Model, pks: set[int]) -> None:
        last_versions = snapshots(newest_entries(model, pks).values())
        rows = [row_from(snapshot) for snapshot in last_versions.values()]
        for key in foreign_keys(model):
            related: Model = key.related_model
            present = related._default_manager.in_bulk([getattr(row, key.attname) for row in rows])
            for row in rows:
                # `__str__` may name a related record; an empty one keeps it from a query
                setattr(row, key.name, present.get(getattr(row, key.attname)) or related())
        for row in rows:
            self._labels[model, row.pk] = str(row)
            self._gone.add((model, row.pk))
