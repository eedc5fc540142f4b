"""Bringing the starting content into the database, without ever undoing an editor's work.

All or nothing: either every entry of every file is good and is written in one transaction,
or a ContentError names every mistake and the database is as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from knowledge.caching.content_version import single_change
from knowledge.history.reasons import REASON
from knowledge.history.recording import (
    ADDED,
    bulk_record_history,
    defer_history,
    single_history_entry,
)
from knowledge.introspection import (
    LANGUAGES,
    foreign_keys,
    localized,
    many_to_many,
    plain_fields,
    texts_of,
)
from knowledge.loading.entries import EntrySpec, Part, completed, described, still_as
from knowledge.loading.files import (
    ContentError,
    ContentProblem,
    KnownSlugs,
    Raw,
    entry_problems,
    read_entries,
)
from knowledge.models import LoadedRecord


@dataclass
class LoadReport:
    """How many entries were added, updated and left as they were, and what editors keep."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    changed_by_editor: list[str] = field(default_factory=list)
    deleted_by_editor: list[str] = field(default_factory=list)


@dataclass
class _Work:
    """One entry that has to be written: into `record`, what `entry` says."""

    spec: EntrySpec
    entry: dict[str, Any]
    record: models.Model


class _Rows(dict[tuple[Any, str], Any]):
    """Records by model and slug, read when they are first pointed to."""

    def __missing__(self, wanted: tuple[Any, str]) -> Any:
        model, slug = wanted
        self[wanted] = found = model._default_manager.get(slug=slug)
        return found


def load(specs: Sequence[EntrySpec]) -> LoadReport:
    """Load the files of `specs`, in this order. ContentError names all mistakes."""
    entries, problems = _read(specs)
    report = LoadReport()
    with transaction.atomic():
        try:
            with transaction.atomic(), single_change():
                problems += _write(_plan(specs, entries, report), careful=False)
        except IntegrityError:  # the database refused something: look which entry it was
            problems += _write(_plan(specs, entries, LoadReport()), careful=True)
        if problems:
            raise ContentError(problems)
    return report


def _read(specs: Sequence[EntrySpec]) -> tuple[dict[str, dict[str, Raw]], list[ContentProblem]]:
    """Entries without problems of form, by entry type and slug, and the problems of the rest."""
    files = {spec.label: read_entries(spec) for spec in specs}
    problems = [problem for _entries, found in files.values() for problem in found]
    known = KnownSlugs()
    for spec in specs:
        known[spec.model].update(files[spec.label][0])
    sound: dict[str, dict[str, Raw]] = {spec.label: {} for spec in specs}
    for spec in specs:
        for slug, raw in files[spec.label][0].items():
            found = list(entry_problems(raw, spec, known))
            problems += [ContentProblem(spec.file.name, slug, message) for message in found]
            if not found:
                sound[spec.label][slug] = raw
    return sound, problems


def _plan(
    specs: Sequence[EntrySpec], entries: dict[str, dict[str, Raw]], report: LoadReport
) -> list[_Work]:
    """Which entries have to be written; the others are counted in `report`."""
    work = []
    for spec in specs:
        records = _records(spec)
        loaded = dict(LoadedRecord.objects.filter(model=spec.label).values_list("slug", "entry"))
        for slug, raw in entries[spec.label].items():
            wanted = completed(raw, spec.model, spec.parts)
            record, name = records.get(slug), f"{spec.file.name}: {slug}"
            if record is None and slug in loaded:
                report.deleted_by_editor.append(name)
            elif record is None:
                report.added += 1
                work.append(_Work(spec, wanted, spec.model()))
            elif (current := described(record, spec.parts)) == wanted:
                report.unchanged += 1
            elif slug in loaded and still_as(loaded[slug], current):
                report.updated += 1
                work.append(_Work(spec, wanted, record))
            else:
                report.changed_by_editor.append(name)
    return work


def _records(spec: EntrySpec) -> dict[str, Any]:
    keys = [key.name for key in foreign_keys(spec.model)]
    many = [many.name for many in many_to_many(spec.model)]
    rows: models.QuerySet[Any] = spec.model._default_manager.prefetch_related(*keys, *many)
    return {row.slug: row for row in rows}


def _write(work: Sequence[_Work], *, careful: bool) -> list[ContentProblem]:
    """Write all of `work`: the records first, then what may point to any of them.

    Asking before each record whether the database will take it is slow, and only `careful` asks:
    then a mistake has a name, where otherwise IntegrityError is raised.
    """
    problems = []
    written = []
    rows = _Rows()
    for item in work:
        try:
            kind = defer_history(item.record)
            _write_record(item, careful, rows)
            written.append((item, kind))
        except (ValidationError, models.ObjectDoesNotExist) as error:
            problems += _problems(item, error)
    held: dict[Any, list[tuple[Any, str]]] = {}
    for item, kind in written:
        try:
            _write_relations(item.record, item.entry, careful, rows, is_new=kind == ADDED)
            held.setdefault(item.spec.model, []).append((item.record, kind))
            _write_parts(item.record, item.entry, item.spec.parts, careful, rows)
        except (ValidationError, models.ObjectDoesNotExist) as error:
            problems += _problems(item, error)
    if not problems:
        for same_model in held.values():
            bulk_record_history(same_model, REASON, None)
        _remember(work)
    return problems


def _remember(work: Sequence[_Work]) -> None:
    """Keep what was written, so that an editor's change is recognised later."""
    LoadedRecord.objects.bulk_create(
        [
            LoadedRecord(model=item.spec.label, slug=item.entry["slug"], entry=item.entry)
            for item in work
        ],
        update_conflicts=True,
        unique_fields=["model", "slug"],
        update_fields=["entry"],
    )


def _problems(item: _Work, error: Exception) -> list[ContentProblem]:
    file, slug = item.spec.file.name, item.entry["slug"]
    if not isinstance(error, ValidationError):
        return []  # it points to an entry that is itself reported
    if not hasattr(error, "error_dict"):
        return [ContentProblem(file, slug, message) for message in error.messages]
    return [
        ContentProblem(file, slug, f"{name}: {message}")
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _write_record(item: _Work, careful: bool, rows: _Rows) -> None:
    record, entry = item.record, item.entry
    _set_own_values(record, entry)
    for key in foreign_keys(type(record)):
        value = None if key.null else rows[key.related_model, entry[key.name]]
        setattr(record, key.name, value)  # what may be empty comes when all records are there
    _check(record, careful)
    record.save()


def _check(record: models.Model, careful: bool) -> None:
    """ValidationError where `record` is wrong; what only the database knows if `careful`."""
    record.full_clean(validate_unique=careful, validate_constraints=careful)


def _write_relations(
    record: models.Model, entry: dict[str, Any], careful: bool, rows: _Rows, *, is_new: bool
) -> None:
    _relate(record, entry, rows, is_new=is_new)
    late = [key for key in foreign_keys(type(record)) if key.null and entry.get(key.name)]
    for key in late:
        setattr(record, key.name, rows[key.related_model, entry[key.name]])
    if late:
        _check(record, careful)
        record.save()
    else:
        record.clean()  # now that all relations are there, rules about them hold too


def _relate(record: Any, entry: dict[str, Any], rows: _Rows, *, is_new: bool) -> None:
    """Of a new record there is nothing to take away, which `set` would ask for each relation."""
    for many in many_to_many(type(record)):
        wanted = [rows[many.related_model, slug] for slug in entry[many.name]]
        relation = getattr(record, many.name)
        if not is_new:
            relation.set(wanted)
        elif wanted:
            relation.add(*wanted)


def _write_parts(
    record: models.Model,
    entry: dict[str, Any],
    parts: tuple[Part, ...],
    careful: bool,
    rows: _Rows,
) -> None:
    """Parts are replaced as a whole: they have no life of their own."""
    for part in parts:
        part.model._default_manager.filter(**{part.parent: record}).delete()
        for row in entry[part.key]:
            child = part.model(**{part.parent: record})
            _set_own_values(child, row, part.parent)
            for key in foreign_keys(part.model, part.parent):
                slug = row[key.name]
                setattr(child, key.name, rows[key.related_model, slug] if slug else None)
            _check(child, careful)
            with single_history_entry(child, REASON):
                child.save()
                _relate(child, row, rows, is_new=True)
            _write_parts(child, row, part.parts, careful, rows)


def _set_own_values(record: models.Model, entry: dict[str, Any], parent: str = "") -> None:
    for plain in plain_fields(type(record), parent):
        setattr(record, plain.attname, entry[plain.name])
    for text in texts_of(type(record)):
        for code in LANGUAGES:
            setattr(record, localized(text, code), entry[text][code])
