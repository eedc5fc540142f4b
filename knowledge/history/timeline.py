"""What happened to a record and to the rows that belong to it, newest first."""

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
    """One entry of the history, not yet read; `before` is the entry of the same row before it."""

    at: datetime
    entry: int
    model: Model
    pk: int
    before: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry as it is read. `name` is empty for the record itself, else that of its part."""

    at: datetime
    who: str
    why: str
    what: str
    name: str
    changes: Sequence[FieldDiff]
    model_name: str
    entry: int

    @property
    def is_whole(self) -> bool:
        """Whether the changes are all that the record said: it began, or went."""
        return self.what in (ADDED, DELETED)


def events_of(model: Model, pk: int) -> list[HistoryEvent]:
    """Every entry about this record and its parts, newest first. Two queries a model."""
    found: list[HistoryEvent] = []
    for part, pks in _family(model, {pk}):
        entries = entries_of(part).filter(id__in=pks).order_by("history_date", "history_id")
        last: dict[int, int] = {}
        for at, entry, row in entries.values_list("history_date", "history_id", "id"):
            found.append(HistoryEvent(at, entry, part, row, last.get(row)))
            last[row] = entry
    return sorted(found, key=lambda event: (event.at, event.entry), reverse=True)


def describe(events: Iterable[HistoryEvent], root: Model) -> list[HistoryLine]:
    """These moments in words. Those in which nothing changed that an editor sees are left out."""
    kept = list(events)
    entries: dict[tuple[Model, int], Any] = {}
    taken: dict[tuple[Model, int | None], Snapshot] = {}
    for model in dict.fromkeys(event.model for event in kept):
        ours = [event for event in kept if event.model is model]
        wanted = {event.entry for event in ours} | {event.before for event in ours}
        rows = entries_of(model).filter(history_id__in=wanted - {None})
        found = list(rows.select_related("history_user"))
        entries |= {(model, entry.history_id): entry for entry in found}
        taken |= {(model, entry): snapshot for entry, snapshot in snapshots(found).items()}
    references = references_in(taken.values())
    for event in kept:
        references.setdefault(event.model, set()).add(event.pk)
    labels = RecordLabels(references)
    lines = []
    for event in kept:
        entry = entries[event.model, event.entry]
        before = taken.get((event.model, event.before)) if event.before else None
        after = taken[event.model, event.entry]
        if entry.history_type in (ADDED, DELETED):
            before = None  # a row that was put back says again what it says
        differing = field_diffs(before, after, labels)
        if differing or entry.history_type != "~":
            name = "" if event.model is root else _part_name(event, labels)
            lines.append(_line(entry, event, name, differing))
    return lines


def who(entry: Any) -> str:
    """Who made this entry; the software itself has no account."""
    user = entry.history_user
    return (user.get_full_name() or user.get_username()) if user else _("came with the software")


def why(entry: Any) -> str:
    reason = entry.history_change_reason or ""
    return _("Starting content") if reason == REASON else reason


def part_name(entry: Any) -> str:
    """What a row that belongs to a record is and is called, also when it is gone."""
    model = entry.instance_type
    label = RecordLabels({model: {entry.id}}).label_or_gone(model, entry.id)
    return f"{model._meta.verbose_name}: {label}"


def _family(model: Model, pks: set[int]) -> list[tuple[Model, set[int]]]:
    """A record and everything that ever belonged to it, by model."""
    found = [(model, pks)]
    for key in parts_of(model):
        part: Any = key.model
        rows = entries_of(part).filter(**{f"{key.attname}__in": pks})
        found += _family(part, set(rows.order_by().values_list("id", flat=True).distinct()))
    return found


def _line(entry: Any, event: HistoryEvent, name: str, found: Sequence[FieldDiff]) -> HistoryLine:
    return HistoryLine(
        at=event.at,
        who=who(entry),
        why=why(entry),
        what=entry.history_type,
        name=name,
        changes=found,
        model_name=str(event.model._meta.model_name),
        entry=event.entry,
    )


def _part_name(event: HistoryEvent, labels: RecordLabels) -> str:
    return f"{event.model._meta.verbose_name}: {labels.label_or_gone(event.model, event.pk)}"
