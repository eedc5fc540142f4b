"""Every change of a record is kept: who, when, what and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import simple_history
from django.db import models
from simple_history.models import HistoricalRecords

from knowledge.content_shape import many_to_many

_ADDED, _CHANGED = "+", "~"


class _Keeper(HistoricalRecords):
    """Remembers which keeper belongs to a model, so that `one_change` finds it."""

    kept: dict[type[models.Model], "_Keeper"] = {}

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        self.kept[sender] = self


def keep_history(*kept: type[models.Model]) -> None:
    """Keep every change of these models, with their related records.

    Called after the columns of the languages were added: before, the history lacks them and
    the first save fails.
    """
    for model in kept:
        many = [field.name for field in many_to_many(model)]
        simple_history.register(model, records_class=_Keeper, m2m_fields=many)


@contextmanager
def one_change(row: Any, reason: str = "") -> Iterator[None]:
    """Whatever is saved of `row` inside, relations included, is one entry of its history.

    Without it each relation that is set adds an entry of its own. When an error leaves the
    block nothing is written: the transaction around it takes the change back too.
    """
    kind = hold(row)
    try:
        yield
    except BaseException:
        del row.skip_history_when_saving
        raise
    write_down(row, kind, reason)


def hold(row: Any) -> str:
    """Write nothing in the history of `row` until `write_down`, which wants what this returns."""
    row.skip_history_when_saving = True
    return _ADDED if row._state.adding else _CHANGED


def write_down(row: Any, kind: str, reason: str = "") -> None:
    """Add the one entry that `hold` kept back, as `row` and its relations are now."""
    del row.skip_history_when_saving
    row._change_reason = reason or None
    _Keeper.kept[type(row)].create_historical_record(row, kind)
