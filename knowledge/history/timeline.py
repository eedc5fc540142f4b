"""The history of a record and of the rows that are part of it, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from knowledge.history.diff import FieldDiff, field_diffs
from knowledge.history.labels import RecordLabels
from knowledge.history.reasons import REASON
from knowledge.history.recording import ADDED, DELETED, entries_of, parts_of
from knowledge.history.snapshots import Model, Snapshot, references_in, snapshots


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """Keys of one history entry. `before` is the previous entry of the same row, if any."""

    at: datetime
    history_id: int
    model: Model
    pk: int
    before: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry as it is shown. `name` is empty for the record itself, else names its part."""

    at: datetime
    who: str
    why: str
    history_type: str
    name: str
    changes: Sequence[FieldDiff]
    model_name: str
    history_id: int

    @property
    def is_whole(self) -> bool:
        """Whether `changes` is the whole content, as for an addition or a deletion."""
        return self.history_type in (ADDED, DELETED)


def events_of(model: Model, pk: int) -> list[HistoryEvent]:
    """Every entry about this record and its parts, newest first. Two queries for each model."""
    events: list[HistoryEvent] = []
    for part, pks in _with_parts(model, {pk}):
        entries = entries_of(part).filter(id__in=pks).order_by("history_date", "history_id")
        last: dict[int, int] = {}
        for at, history_id, row in entries.values_list("history_date", "history_id", "id"):
            events.append(HistoryEvent(at, history_id, part, row, last.get(row)))
            last[row] = history_id
    return sorted(events, key=lambda event: (event.at, event.history_id), reverse=True)


def describe(events: Sequence[HistoryEvent], root: Model) -> list[HistoryLine]:
    """A line for each event of the history of a `root`.

    Left out are entries without a visible change, such as a save in another language. The
    number of queries depends on the models, not on the number of events.
    """
    entries, versions = _read(events)
    references = references_in(versions.values())
    for event in events:
        references.setdefault(event.model, set()).add(event.pk)
    labels = RecordLabels(references)
    lines = []
    for event in events:
        entry = entries[event.model, event.history_id]
        before = versions.get((event.model, event.before))
        if entry.history_type in (ADDED, DELETED):
            before = None  # also when an earlier version exists: a recovered row is shown whole
        diffs = field_diffs(before, versions[event.model, event.history_id], labels)
        if diffs or entry.history_type in (ADDED, DELETED):
            name = "" if event.model is root else _part_name(event.model, event.pk, labels)
            lines.append(_line(entry, event, name, diffs))
    return lines


def who(entry: Any) -> str:
    """The user's name; entries without a user were made by the software."""
    user = entry.history_user
    return (user.get_full_name() or user.get_username()) if user else _("came with the software")


def why(entry: Any) -> str:
    reason = entry.history_change_reason or ""
    return _("Starting content") if reason == REASON else reason


def part_name(entry: Any) -> str:
    """Model and label of a row that is part of a record, deleted or not."""
    model = entry.instance_type
    return _part_name(model, entry.id, RecordLabels({model: {entry.id}}))


def _with_parts(model: Model, pks: set[int]) -> list[tuple[Model, set[int]]]:
    """Keys by model: records, and every row that was ever part of them."""
    family = [(model, pks)]
    for key in parts_of(model):
        part: Model = key.model
        rows = entries_of(part).filter(**{f"{key.attname}__in": pks})
        family += _with_parts(part, set(rows.order_by().values_list("id", flat=True).distinct()))
    return family


def _read(
    events: Iterable[HistoryEvent],
) -> tuple[dict[tuple[Model, int], Any], dict[tuple[Model, int | None], Snapshot]]:
    """Entries and snapshots of the events and of those before them, by model and entry."""
    keys: dict[Model, set[int | None]] = {}
    for event in events:
        keys.setdefault(event.model, set()).update((event.history_id, event.before))
    entries: dict[tuple[Model, int], Any] = {}
    versions: dict[tuple[Model, int | None], Snapshot] = {}
    for model, history_ids in keys.items():
        rows = entries_of(model).filter(history_id__in=history_ids - {None})
        read = list(rows.select_related("history_user"))
        entries |= {(model, entry.history_id): entry for entry in read}
        versions |= {(model, entry): snapshot for entry, snapshot in snapshots(read).items()}
    return entries, versions


def _line(entry: Any, event: HistoryEvent, name: str, diffs: Sequence[FieldDiff]) -> HistoryLine:
    return HistoryLine(
        at=event.at,
        who=who(entry),
        why=why(entry),
        history_type=entry.history_type,
        name=name,
        changes=diffs,
        model_name=str(event.model._meta.model_name),
        history_id=event.history_id,
    )


def _part_name(model: Model, pk: int, labels: RecordLabels) -> str:
    return f"{model._meta.verbose_name}: {labels.label_or_gone(model, pk)}"
