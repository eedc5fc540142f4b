"""Every change of a record is kept: who, when, what and why."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import simple_history
from django.db import models
from simple_history.models import HistoricalRecords

from knowledge.introspection import many_to_many

ADDED, CHANGED, DELETED = "+", "~", "-"

_together: ContextVar[tuple[datetime, str] | None] = ContextVar("together", default=None)


class _Keeper(HistoricalRecords):
    """Remembers which keeper belongs to a model, so that `one_change` finds it."""

    kept: dict[type[models.Model], "_Keeper"] = {}

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        self.kept[sender] = self

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        if together := _together.get():
            instance._history_date, instance._change_reason = together
        super().post_delete(instance, using=using, **kwargs)


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
    return ADDED if row._state.adding else CHANGED


def write_down(row: Any, kind: str, reason: str = "") -> None:
    """Add the one entry that `hold` kept back, as `row` and its relations are now."""
    del row.skip_history_when_saving
    row._change_reason = reason or None
    _Keeper.kept[type(row)].create_historical_record(row, kind)
    del row._change_reason  # it was the reason of this change, not of the next


@contextmanager
def deleted_together(at: datetime, reason: str = "") -> Iterator[None]:
    """Whatever is deleted inside has the same moment in its history.

    By that, who puts a row back finds the parts that went with it.
    """
    token = _together.set((at, reason or None))  # type: ignore[arg-type]
    try:
        yield
    finally:
        _together.reset(token)


def kept_models() -> list[type[models.Model]]:
    """Models of which the history is kept."""
    return list(_Keeper.kept)


def entries_of(model: Any) -> Any:
    """The history of all rows of `model`, newest first."""
    return model.history.all()


def parts_of(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """The keys by which rows belong to a row of `model`: they go when it goes."""
    return [
        relation.field
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and relation.related_model in _Keeper.kept
    ]


def related_then(model: type[models.Model], entries: Sequence[int]) -> dict[str, dict[int, set]]:
    """Keys of the related records at these entries of the history: by field, then by entry."""
    found: dict[str, dict[int, set]] = {}
    for field in many_to_many(model):
        column = f"{field.m2m_reverse_field_name()}_id"
        rows = _Keeper.m2m_models[field].objects.filter(history__in=entries)
        by_entry = found.setdefault(field.name, {})
        for entry, pk in rows.values_list("history_id", column):
            by_entry.setdefault(entry, set()).add(pk)
    return found


def write_down_all(held: Sequence[tuple[Any, str]], reason: str, by: Any) -> None:
    """As `write_down` for many rows of one model, in a few queries instead of some a row.

    `held` are rows with what `hold` returned; `by` is the user who changed them.
    """
    for kind in (ADDED, CHANGED):
        rows = [row for row, its_kind in held if its_kind == kind]
        for row in rows:
            del row.skip_history_when_saving
        if rows:
            written = type(rows[0]).history.bulk_history_create(
                rows, update=kind == CHANGED, default_user=by, default_change_reason=reason
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
