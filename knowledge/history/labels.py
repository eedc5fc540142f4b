"""What records are called, also those that are gone: each model is asked once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from knowledge.history.recording import models_with_history
from knowledge.history.snapshots import Model, RecordRefs, newest_entries, row_from, snapshots
from knowledge.introspection import foreign_keys


class RecordLabels:
    """Labels of the records referred to, read in advance: two or three queries for each model."""

    def __init__(self, references: RecordRefs) -> None:
        self._labels: dict[tuple[Model, int], str] = {}
        self._gone: set[tuple[Model, int]] = set()
        for model, pks in references.items():
            self._read(model, pks)

    def label(self, model: Model, pk: int) -> str:
        """Its name, or the last one that is known of it."""
        return self._labels.get((model, pk)) or _("a record")

    def label_or_gone(self, model: Model, pk: int) -> str:
        """Its name; of a record that is gone the last one, and that it is gone."""
        name = self.label(model, pk)
        gone = self.is_gone(model, pk)
        return _("%(name)s (no longer there)") % {"name": name} if gone else name

    def is_gone(self, model: Model, pk: int) -> bool:
        return (model, pk) in self._gone or (model, pk) not in self._labels

    def _read(self, model: Model, pks: set[int]) -> None:
        keys = [key.name for key in foreign_keys(model)]
        rows: Any = model._default_manager.filter(pk__in=pks).select_related(*keys)
        for row in rows:
            self._labels[model, row.pk] = str(row)
        gone = {pk for pk in pks if (model, pk) not in self._labels}
        if gone and model in models_with_history():
            self._remember(model, gone)

    def _remember(self, model: Model, pks: set[int]) -> None:
        """Labels of deleted rows, from the last that was known of them."""
        taken = snapshots(newest_entries(model, pks).values())
        rows = [row_from(snapshot) for snapshot in taken.values()]
        for key in foreign_keys(model):
            related: Any = key.related_model
            there = related._default_manager.in_bulk([getattr(row, key.attname) for row in rows])
            for row in rows:
                found = there.get(getattr(row, key.attname))
                setattr(row, key.name, found or related())
        for row in rows:
            self._labels[model, row.pk] = str(row)
            self._gone.add((model, row.pk))
