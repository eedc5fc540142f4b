"""Import plan: which records of a feed are new, changed, in conflict or unchanged. Read-only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import slugify

from knowledge.models import Audience, ImportedRecord, Region, Status
from knowledge.models.bookkeeping.public_trace import PublicKey
from knowledge.open_data.hsds.values import DETAIL, ORGANISATION, SERVICE
from knowledge.open_data.importing import columns
from knowledge.open_data.importing.checking import problems_of
from knowledge.open_data.importing.files import Feed
from knowledge.open_data.importing.incoming import IncomingRecord, detail_key
from knowledge.open_data.importing.problems import InvalidFeedError
from knowledge.open_data.importing.records import incoming_records
from knowledge.values.hours.opening_hours import OpeningHours, understood

EMPTY: tuple[Any, ...] = ("", None, [])
PUBLISHER = "publisher"
SLUG_BASE_LENGTH = 80 - len("-12345678-99")  # leaves room for a unique suffix


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    WAITS = "waits"  # public here: only an editor may change it
    CONFLICT = "conflict"
    SAME = "same"
    OURS = "ours"
    INACTIVE = "inactive"
    DELETED = "deleted"
    OTHER = "other"  # imported from another publisher before, who keeps it


@dataclass
class PlannedChange:
    """What the import does with incoming record.

    `record` is ours, `imported` what was imported before. `differences`: column, our value,
    published value.
    """

    incoming: IncomingRecord
    state: State
    slug: str
    record: Any = None
    imported: ImportedRecord | None = None
    differences: list[tuple[str, Any, Any]] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        return self.state in (State.NEW, State.CHANGED)

    @property
    def hours(self) -> OpeningHours | None:
        """The published opening hours; None when it has none or they are unknown."""
        return understood(self.incoming.columns.get("opening_hours", ""))

    @property
    def writes_nights(self) -> bool:
        """Whether it writes hours that cross midnight, and that our record does not have yet."""
        is_new = self.state == State.NEW or any(
            column == "opening_hours" for column, _ours, _published in self.differences
        )
        return bool(self.writes and is_new and self.hours and self.hours.crosses_midnight)


@dataclass
class Plan:
    changes: list[PlannedChange]
    not_imported: Counter[str]

    def of(self, state: State) -> list[PlannedChange]:
        return [change for change in self.changes if change.state == state]


def plan_import(feed: Feed, language: str, publisher: str, on: date) -> Plan:
    """Compare a feed with the database on the day `on`.

    Raises InvalidFeedError with every problem.
    """
    if problems := problems_of(feed, _organization_exists):
        raise InvalidFeedError(problems)
    records = incoming_records(feed, language, on)
    changes = _Planner(publisher, on).plan(records)
    problems = [
        problem
        for change in changes
        if change.writes
        for problem in columns.problems_of(change.record, change.incoming)
    ]
    if problems:
        raise InvalidFeedError(problems)
    return Plan(changes, Counter(name for record in records for name in record.not_imported))


def _organization_exists(their_id: str) -> bool:
    imported = ImportedRecord.objects.filter(kind=ORGANISATION, their_id=their_id)
    ours = PublicKey.objects.filter(kind=ORGANISATION, uid=their_id)
    return imported.exists() or ours.exists()


class _Planner:
    """Plans the changes for one feed, with our records loaded once."""

    def __init__(self, publisher: str, on: date) -> None:
        self.publisher, self.on = publisher, on
        rows = ImportedRecord.objects.select_related("source")
        self.imported = {(row.kind, str(row.their_id)): row for row in rows}
        keys = PublicKey.objects.values_list("kind", "uid", "slug")
        self.own_slugs = {(kind, str(uid)): slug for kind, uid, slug in keys}
        self.records = {kind: self._records(kind) for kind in columns.MODELS}
        self.taken_slugs = {kind: set(by_slug) for kind, by_slug in self.records.items()}
        self.imported_slugs = {(row.kind, row.slug) for row in rows}
        regions = Region.objects.values_list("code", "slug")
        self.regions = {code or slug: slug for code, slug in regions}
        self.audiences = set(Audience.objects.values_list("slug", flat=True))
        self.details = {
            (detail.service.slug, detail.kind, detail.value_normalised, detail.extension)
            for detail in self.records[DETAIL].values()
        }
        self.done: dict[tuple[str, str], PlannedChange] = {}

    def _records(self, kind: str) -> dict[str, Any]:
        related = {
            ORGANISATION: ([], []),
            SERVICE: (["organisation"], ["regions", "audiences"]),
            DETAIL: (["service"], []),
        }
        keys, many = related[kind]
        rows: Any = columns.MODELS[kind]._default_manager.all()
        rows = rows.select_related(*keys) if keys else rows
        return {row.slug: row for row in rows.prefetch_related(*many)}

    def plan(self, records: list[IncomingRecord]) -> list[PlannedChange]:
        for record in records:
            self.done[record.kind, record.their_id] = self._plan_record(record)
        return list(self.done.values())

    def _plan_record(self, incoming: IncomingRecord) -> PlannedChange:
        imported = self.imported.get((incoming.kind, incoming.their_id))
        if imported is None:
            return self._plan_new(incoming)
        self._resolve(incoming)
        record = self.records[incoming.kind].get(imported.slug)
        change = PlannedChange(incoming, State.SAME, imported.slug, record, imported)
        if record is None:
            change.state = State.DELETED
        elif imported.source.publisher != self.publisher:
            change.state = State.OTHER
            change.differences = [(PUBLISHER, imported.source.publisher, self.publisher)]
        elif incoming.status != "active":
            change.state = State.INACTIVE
        else:
            self._compare(change)
        return change

    def _plan_new(self, incoming: IncomingRecord) -> PlannedChange:
        """A record that was not imported before: new, unless it is one of our own."""
        kind = incoming.kind
        own_slug = self.own_slugs.get((kind, incoming.their_id)) or self._own_key(incoming)
        parent = self._parent(incoming)
        if own_slug or (kind == DETAIL and parent and parent.state == State.OURS):
            record = self.records[kind].get(own_slug)
            return PlannedChange(incoming, State.OURS, own_slug or incoming.key, record)
        inactive_parent = parent and parent.state in (State.INACTIVE, State.DELETED)
        if incoming.status != "active" or inactive_parent:
            return PlannedChange(incoming, State.INACTIVE, "")
        self._resolve(incoming)
        if kind == DETAIL and self._exists_here(incoming):
            return PlannedChange(incoming, State.OURS, "")
        slug = self._new_slug(incoming)
        record = columns.MODELS[kind](slug=slug, **columns.DEFAULTS[kind])
        columns.fill(record, incoming.columns)
        return PlannedChange(incoming, State.NEW, slug, record)

    def _own_key(self, incoming: IncomingRecord) -> str:
        return incoming.key if incoming.key in self.records[incoming.kind] else ""

    def _exists_here(self, incoming: IncomingRecord) -> bool:
        """True for a contact detail that an editor entered already."""
        return (incoming.columns["service"], *detail_key(incoming.columns)) in self.details

    def _parent(self, incoming: IncomingRecord) -> PlannedChange | None:
        return self.done.get((SERVICE, incoming.parent)) if incoming.kind == DETAIL else None

    def _resolve(self, incoming: IncomingRecord) -> None:
        """Replace references of the feed by slugs of ours."""
        if incoming.kind == ORGANISATION:
            return
        kind, column = (
            (ORGANISATION, "organisation") if incoming.kind == SERVICE else (SERVICE, "service")
        )
        values, missing = incoming.columns, incoming.not_imported
        if slug := self._slug_of(kind, incoming.parent):
            values[column] = slug
        if "regions" in values:
            codes = values["regions"]
            missing += [f"service_areas {code}" for code in codes if code not in self.regions]
            values["regions"] = sorted(filter(None, map(self.regions.get, codes)))
        if "audiences" in values:
            slugs = values["audiences"]
            missing += [f"audience {slug}" for slug in slugs if slug not in self.audiences]
            values["audiences"] = [slug for slug in slugs if slug in self.audiences]

    def _slug_of(self, kind: str, their_id: str) -> str | None:
        """Slug of our record for an id of the feed: planned, imported before, or our own."""
        if planned := self.done.get((kind, their_id)):
            return planned.slug
        if imported := self.imported.get((kind, their_id)):
            return imported.slug
        return self.own_slugs.get((kind, their_id))

    def _new_slug(self, incoming: IncomingRecord) -> str:
        kind = incoming.kind
        name = slugify(incoming.name)[:SLUG_BASE_LENGTH].strip("-")
        start = f"{name or kind}-{incoming.their_id[:8]}"
        slug, number = incoming.key or start, 2
        while slug in self.taken_slugs[kind] or (kind, slug) in self.imported_slugs:
            slug, number = f"{start}-{number}", number + 1
        self.taken_slugs[kind].add(slug)
        return slug

    def _compare(self, change: PlannedChange) -> None:
        """Three-way comparison by column: changed by the publisher, by our editors, or by both."""
        imported, published = change.imported, change.incoming.columns
        assert imported is not None  # noqa: S101 (only imported records are compared)
        ours = columns.read(change.record, {**imported.loaded, **published})
        updates = [
            name
            for name, value in published.items()
            if not self._is_same(name, value, imported.loaded.get(name))
            and not self._is_same(name, value, ours[name])
        ]
        if not updates:
            return
        edited = any(
            ours[name] not in (value, published.get(name, value))
            for name, value in imported.loaded.items()
        ) or any(name not in imported.loaded and ours[name] not in EMPTY for name in updates)
        change.differences = [(name, ours[name], published[name]) for name in updates]
        if edited:
            change.state = State.CONFLICT
        elif change.record.status == Status.PUBLISHED:
            change.state = State.WAITS
        else:
            change.state = State.CHANGED
            columns.fill(change.record, published)

    def _is_same(self, column: str, value: Any, other: Any) -> bool:
        """Equal, both empty, or opening hours with the same meaning."""
        if value == other or (value in EMPTY and other in EMPTY):
            return True
        if column != "opening_hours":
            return False
        hours, others = understood(value or ""), understood(other or "")
        return bool(hours and others and hours.same_meaning(others, self.on))
