"""Load the starting content into the database, never overwriting the work of an editor.

All or nothing: every entry of every file is valid and written in one transaction, or a
ContentError lists all problems and the database is unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    translated_fields,
)
from knowledge.loading.entries import EntrySpec, Part, is_unchanged, serialize, with_defaults
from knowledge.loading.files import (
    ContentError,
    ContentProblem,
    FileEntry,
    KnownSlugs,
    entry_problems,
    read_entries,
)
from knowledge.loading.relations import Rows, relate
from knowledge.loading.report import LoadReport
from knowledge.loading.withdrawing import withdraw
from knowledge.models import LoadedRecord
from knowledge.models.entry import SourcedEntry
from knowledge.models.texts import unchecked_texts
from knowledge.texts.in_step import languages_together
from knowledge.tokens.targets import as_typed


@dataclass
class _Work:
    """A pending write: `entry`, from the file of this name, into `record`."""

    spec: EntrySpec
    file: str
    entry: dict[str, Any]
    record: models.Model


def load(specs: Sequence[EntrySpec]) -> LoadReport:
    """Load the files of `specs`, in this order. Raises ContentError with all problems."""
    entries, problems = _read(specs)
    report = LoadReport()
    with transaction.atomic(), unchecked_texts(), as_typed():
        try:
            with transaction.atomic(), single_change(), languages_together():
                problems += _write(_plan(specs, entries, report), careful=False)
        except IntegrityError:  # rejected by the database: find the entry
            problems += _write(_plan(specs, entries, LoadReport()), careful=True)
        if problems:
            raise ContentError(problems)
        slugs = {spec.label: set(entries[spec.label]) for spec in specs}
        with single_change():
            report.withdrawn, report.kept = withdraw(specs, slugs)
    return report


_Entries = dict[str, dict[str, FileEntry]]


def _read(specs: Sequence[EntrySpec]) -> tuple[_Entries, list[ContentProblem]]:
    """Valid entries by entry type and slug, and the problems of the rest."""
    files = {spec.label: read_entries(spec) for spec in specs}
    problems = [problem for _entries, of_file in files.values() for problem in of_file]
    known = KnownSlugs()
    for spec in specs:
        known[spec.model].update(files[spec.label][0])
    valid: _Entries = {spec.label: {} for spec in specs}
    for spec in specs:
        for slug, found in files[spec.label][0].items():
            messages = list(entry_problems(found.raw, spec, known))
            problems += [ContentProblem(found.file, slug, message) for message in messages]
            if not messages:
                valid[spec.label][slug] = found
    return valid, problems


def _plan(specs: Sequence[EntrySpec], entries: _Entries, report: LoadReport) -> list[_Work]:
    """The entries to write; updates the counts in `report`."""
    work = []
    for spec in specs:
        records = _records(spec)
        loaded = dict(LoadedRecord.objects.filter(model=spec.label).values_list("slug", "entry"))
        for slug, found in entries[spec.label].items():
            target = with_defaults(found.raw, spec.model, spec.parts)
            record, name = records.get(slug), f"{found.file}: {slug}"
            if record is None and slug in loaded:
                report.deleted_by_editor.append(name)
            elif record is None:
                report.added += 1
                work.append(_Work(spec, found.file, target, spec.model()))
            elif (current := serialize(record, spec.parts)) == target:
                report.unchanged += 1
            elif slug in loaded and is_unchanged(loaded[slug], current):
                report.updated += 1
                work.append(_Work(spec, found.file, target, record))
            else:
                report.changed_by_editor.append(name)
    return work


def _records(spec: EntrySpec) -> dict[str, Any]:
    keys = [key.name for key in foreign_keys(spec.model)]
    many = [many.name for many in many_to_many(spec.model)]
    rows: models.QuerySet[Any] = spec.model._default_manager.prefetch_related(*keys, *many)
    return {row.slug: row for row in rows}


def _write(work: Sequence[_Work], *, careful: bool) -> list[ContentProblem]:
    """Write all records, then the relations between them.

    With `careful`, uniqueness and constraints are validated per record, which is slow but gives a
    problem per entry; without, a violation raises IntegrityError.
    """
    problems = []
    written = []
    rows = Rows()
    for item in work:
        try:
            kind = defer_history(item.record)
            _write_record(item, careful, rows)
            written.append((item, kind))
        except (ValidationError, models.ObjectDoesNotExist) as error:
            problems += _problems(item, error)
    relate([(item.record, item.entry, kind == ADDED) for item, kind in written], rows)
    held: dict[Any, list[tuple[Any, str]]] = {}
    for item, kind in written:
        try:
            _write_relations(item.record, item.entry, careful, rows)
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
    """Store what was loaded, to recognize changes by editors later."""
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
    file, slug = item.file, item.entry["slug"]
    if not isinstance(error, ValidationError):
        return []  # refers to an entry with problems of its own
    if not hasattr(error, "error_dict"):
        return [ContentProblem(file, slug, message) for message in error.messages]
    return [
        ContentProblem(file, slug, f"{name}: {message}")
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _write_record(item: _Work, careful: bool, rows: Rows) -> None:
    record, entry = item.record, item.entry
    if record.pk:
        _delete_parts(record, item.spec.parts)  # some would not fit what the record becomes
    _set_own_values(record, entry)
    if isinstance(record, SourcedEntry):
        record.will_have_source = bool(entry["sources"])
    for key in foreign_keys(type(record)):
        value = None if key.null else rows[key.related_model, entry[key.name]]
        setattr(record, key.name, value)  # nullable keys are set once all records exist
    _check(record, careful)
    _require_as_stored(record, entry)
    record.save()


def _require_as_stored(record: models.Model, entry: dict[str, Any]) -> None:
    """Raise ValidationError for values that the model writes in another way, such as hours.

    Otherwise each next load would take them for the work of an editor.
    """
    stored = {plain.name: getattr(record, plain.name) for plain in plain_fields(type(record))}
    problems = {
        name: f"write this as {value!r}"
        for name, value in stored.items()
        if isinstance(value, str) and value != entry[name]
    }
    if problems:
        raise ValidationError(problems)


def _check(record: models.Model, careful: bool) -> None:
    """Raise ValidationError when invalid; checks uniqueness and constraints if `careful`.

    Otherwise related records are not looked up again either: they were just read or written.
    """
    keys = (field for field in record._meta.fields if isinstance(field, models.ForeignKey))
    known = {key.name for key in keys if getattr(record, key.attname) is not None}
    record.full_clean(
        exclude=set() if careful else known, validate_unique=careful, validate_constraints=careful
    )


def _write_relations(
    record: models.Model, entry: dict[str, Any], careful: bool, rows: Rows
) -> None:
    """Set the keys that may point at any record, and check what depends on relations."""
    late = [key for key in foreign_keys(type(record)) if key.null and entry.get(key.name)]
    for key in late:
        setattr(record, key.name, rows[key.related_model, entry[key.name]])
    if late:
        _check(record, careful)
        record.save()
    elif many_to_many(type(record)):
        record.clean()  # rules about relations hold now that they are set


def _delete_parts(record: models.Model, parts: tuple[Part, ...]) -> None:
    for part in parts:
        part.model._default_manager.filter(**{part.parent: record}).delete()


def _write_parts(
    record: models.Model,
    entry: dict[str, Any],
    parts: tuple[Part, ...],
    careful: bool,
    rows: Rows,
) -> None:
    for part in parts:
        for row in entry[part.key]:
            child = part.model(**{part.parent: record})
            _set_own_values(child, row, part.parent)
            for key in foreign_keys(part.model, part.parent):
                slug = row[key.name]
                setattr(child, key.name, rows[key.related_model, slug] if slug else None)
            _check(child, careful)
            with single_history_entry(child, REASON):
                child.save()
                relate([(child, row, True)], rows)
            _write_parts(child, row, part.parts, careful, rows)


def _set_own_values(record: models.Model, entry: dict[str, Any], parent: str = "") -> None:
    for plain in plain_fields(type(record), parent):
        setattr(record, plain.attname, entry[plain.name])
    for text in translated_fields(type(record)):
        for code in LANGUAGES:
            setattr(record, localized(text, code), entry[text][code])
