"""What of a file is new here, changed, in conflict with an editor, or the same. Writes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.text import slugify

from knowledge.models import Audience, ImportedRecord, Region, Status
from knowledge.models.bookkeeping.public_trace import PublicKey
from knowledge.open_data.hsds.values import DETAIL, ORGANISATION, SERVICE
from knowledge.open_data.importing import columns
from knowledge.open_data.importing.checking import problems_of
from knowledge.open_data.importing.files import Feed
from knowledge.open_data.importing.problems import RefusedError
from knowledge.open_data.importing.records import wanted_of
from knowledge.open_data.importing.wanted import Wanted

EMPTY: tuple[Any, ...] = ("", None, [])
PUBLISHER = "publisher"
ROOM = 80 - len("-12345678-99")  # of a slug, beside what makes it the only one


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    WAITS = "waits"  # what is public here is changed by an editor only
    CONFLICT = "conflict"
    SAME = "same"
    OURS = "ours"
    INACTIVE = "inactive"
    DELETED = "deleted"


@dataclass
class Planned:
    """What happens with one record. `differences`: column, here, theirs."""

    wanted: Wanted
    state: State
    slug: str
    record: Any = None
    kept: ImportedRecord | None = None
    differences: list[tuple[str, Any, Any]] = field(default_factory=list)

    @property
    def is_of_another(self) -> bool:
        """Whether another publisher brought it in first: his it stays."""
        return any(name == PUBLISHER for name, _here, _theirs in self.differences)

    @property
    def writes(self) -> bool:
        return self.state in (State.NEW, State.CHANGED)


@dataclass
class Plan:
    records: list[Planned]
    left_out: Counter[str]

    def of(self, state: State) -> list[Planned]:
        return [one for one in self.records if one.state == state]


def plan_import(feed: Feed, language: str, publisher: str) -> Plan:
    """RefusedError names everything that is wrong with the file."""
    if problems := problems_of(feed, _is_known):
        raise RefusedError(problems)
    wanted = wanted_of(feed, language)
    records = _Planner(publisher).planned(wanted)
    problems = [
        problem
        for one in records
        if one.writes
        for problem in columns.problems_of(one.record, one.wanted)
    ]
    if problems:
        raise RefusedError(problems)
    return Plan(records, Counter(name for one in wanted for name in one.left_out))


def _is_known(organization: str) -> bool:
    kept = ImportedRecord.objects.filter(kind=ORGANISATION, their_id=organization)
    ours = PublicKey.objects.filter(kind=ORGANISATION, uid=organization)
    return kept.exists() or ours.exists()


class _Planner:
    """Knows what is here, read once for the whole file."""

    def __init__(self, publisher: str) -> None:
        self.publisher = publisher
        rows: Any = ImportedRecord.objects.select_related("source")
        self.kept = {(one.kind, str(one.their_id)): one for one in rows}
        keys = PublicKey.objects.values_list("kind", "uid", "slug")
        self.ours = {(kind, str(uid)): slug for kind, uid, slug in keys}
        self.records = {kind: self._records(kind) for kind in columns.MODELS}
        self.taken = {kind: set(found) for kind, found in self.records.items()}
        self.taken_by_imports = {(one.kind, one.slug) for one in rows}
        self.regions = dict(Region.objects.exclude(code="").values_list("code", "slug"))
        self.audiences = set(Audience.objects.values_list("slug", flat=True))
        self.details = {
            (one.service.slug, one.kind, one.value) for one in self.records[DETAIL].values()
        }
        self.done: dict[tuple[str, str], Planned] = {}

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

    def planned(self, wanted: list[Wanted]) -> list[Planned]:
        for one in wanted:
            self.done[one.kind, one.their_id] = self._planned(one)
        return list(self.done.values())

    def _planned(self, one: Wanted) -> Planned:
        kept = self.kept.get((one.kind, one.their_id))
        if kept is None:
            return self._unknown(one)
        self._resolve(one)
        record = self.records[one.kind].get(kept.slug)
        found = Planned(one, State.SAME, kept.slug, record, kept)
        if record is None:
            found.state = State.DELETED
        elif kept.source.publisher != self.publisher:
            found.state = State.CONFLICT
            found.differences = [(PUBLISHER, kept.source.publisher, self.publisher)]
        elif one.status != "active":
            found.state = State.INACTIVE
        else:
            self._compare(found)
        return found

    def _unknown(self, one: Wanted) -> Planned:
        """A record that never came in: new, unless it is one of ours that returns."""
        ours = self.ours.get((one.kind, one.their_id)) or self._own_key(one)
        parent = self._parent(one)
        if ours or (one.kind == DETAIL and parent and parent.state == State.OURS):
            return Planned(one, State.OURS, ours or one.key, self.records[one.kind].get(ours or ""))
        if one.status != "active" or (parent and parent.state in (State.INACTIVE, State.DELETED)):
            return Planned(one, State.INACTIVE, "")
        self._resolve(one)
        if one.kind == DETAIL and self._is_here(one):
            return Planned(one, State.OURS, "")
        slug = self._new_slug(one)
        record = columns.MODELS[one.kind](slug=slug, **columns.DEFAULTS[one.kind])
        columns.fill(record, one.columns)
        return Planned(one, State.NEW, slug, record)

    def _own_key(self, one: Wanted) -> str:
        return one.key if one.key in self.records[one.kind] else ""

    def _is_here(self, one: Wanted) -> bool:
        """A contact detail that an editor typed already."""
        found = (one.columns["service"], one.columns["kind"], one.columns["value"])
        return found in self.details

    def _parent(self, one: Wanted) -> Planned | None:
        return self.done.get((SERVICE, one.parent)) if one.kind == DETAIL else None

    def _resolve(self, one: Wanted) -> None:
        """Put slugs of ours in the place of what the file points to."""
        if one.kind == ORGANISATION:
            return
        kind, column = (
            (ORGANISATION, "organisation") if one.kind == SERVICE else (SERVICE, "service")
        )
        planned = self.done.get((kind, one.parent))
        kept = self.kept.get((kind, one.parent))
        slug = planned.slug if planned else kept.slug if kept else self.ours.get((kind, one.parent))
        if slug:
            one.columns[column] = slug
        if "regions" in one.columns:
            codes = one.columns["regions"]
            one.left_out += [f"service_areas {code}" for code in codes if code not in self.regions]
            one.columns["regions"] = sorted(filter(None, map(self.regions.get, codes)))
        if "audiences" in one.columns:
            slugs = one.columns["audiences"]
            one.left_out += [f"audience {slug}" for slug in slugs if slug not in self.audiences]
            one.columns["audiences"] = [slug for slug in slugs if slug in self.audiences]

    def _new_slug(self, one: Wanted) -> str:
        start = f"{slugify(one.name)[:ROOM].strip('-') or one.kind}-{one.their_id[:8]}"
        slug, number = one.key or start, 2
        while slug in self.taken[one.kind] or (one.kind, slug) in self.taken_by_imports:
            slug, number = f"{start}-{number}", number + 1
        self.taken[one.kind].add(slug)
        return slug

    def _compare(self, found: Planned) -> None:
        """Whether they changed it, an editor of ours did, or both; column by column."""
        kept, wanted = found.kept, found.wanted.columns
        assert kept is not None  # noqa: S101 (only what was brought in before is compared)
        here = columns.read(found.record, {**kept.loaded, **wanted})
        news = [
            name
            for name, value in wanted.items()
            if value != kept.loaded.get(name, "" if value in EMPTY else None)
            and value != here[name]
            and not (value in EMPTY and here[name] in EMPTY)
        ]
        if not news:
            return
        touched = [n for n, was in kept.loaded.items() if here[n] not in (was, wanted.get(n, was))]
        touched += [n for n in news if n not in kept.loaded and here[n] not in EMPTY]
        found.differences = [(name, here[name], wanted[name]) for name in news]
        if touched:
            found.state = State.CONFLICT
        elif found.record.status == Status.PUBLISHED:
            found.state = State.WAITS
        else:
            found.state = State.CHANGED
            columns.fill(found.record, wanted)
