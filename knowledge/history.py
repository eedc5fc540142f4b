"""Every change of a record is kept: who, when, what and why."""

from collections.abc import Iterator, Sequence
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


def write_down_all(held: Sequence[tuple[Any, str]], reason: str, by: Any) -> None:
    """As `write_down` for many rows of one model, in a few queries instead of some a row.

    `held` are rows with what `hold` returned; `by` is the user who changed them.
    """
    for kind in (_ADDED, _CHANGED):
        rows = [row for row, its_kind in held if its_kind == kind]
        for row in rows:
            del row.skip_history_when_saving
        if rows:
            written = type(rows[0]).history.bulk_history_create(
                rows, update=kind == _CHANGED, default_user=by, default_change_reason=reason
            )
            _write_down_relations({row.pk: entry for row, entry in zip(rows, written, strict=True)})


def _write_down_relations(entries: dict[Any, Any]) -> None:
    """What `entries` (of the history, by key of the record) point to, as it is now."""
    model = next(iter(entries.values())).instance_type
    for many in many_to_many(model):
        through: Any = many.remote_field.through
        owner = many.m2m_column_name()
        columns = [field.attname for field in through._meta.fields]
        links = through._default_manager.filter(**{f"{owner}__in": entries})
        kept: Any = _Keeper.kept[model].m2m_models[many]
        kept._default_manager.bulk_create(
            kept(
                history=entries[getattr(link, owner)],
                **{column: getattr(link, column) for column in columns},
            )
            for link in links
        )
