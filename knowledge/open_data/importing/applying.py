"""Applies an import plan in change transaction: as drafts, and without confirming anything."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from knowledge.caching.content_version import single_change
from knowledge.history.recording import bulk_record_history, defer_history
from knowledge.introspection import LANGUAGES, localized
from knowledge.models import ImportedRecord, Organisation, Service, Source
from knowledge.open_data.importing import columns
from knowledge.open_data.importing.planning import Plan, PlannedChange, State


def source_of(publisher: str, title: str, url: str, at: datetime) -> Source:
    """The existing source of an import, or a new unsaved change. Raises ValidationError."""
    slug = slugify(f"{publisher} {title}")[:80].strip("-")
    existing = Source.objects.filter(slug=slug).first()
    if existing:
        return existing
    source = Source(slug=slug, publisher=publisher, title=title, url=url, year=at.year)
    for language in LANGUAGES:
        with translation.override(language):
            day = date_format(localdate(at), "j F Y")
            note = _("Imported from this publisher on %(day)s.") % {"day": day}
            setattr(source, localized("note", language), note)
    source.full_clean()
    return source


def apply_import(plan: Plan, source: Source, at: datetime) -> None:
    with transaction.atomic(), single_change():
        if source.pk is None:
            source.save()
        deferred: dict[Any, list[tuple[Any, str]]] = {}
        for change in plan.changes:
            if change.writes:
                kind = defer_history(change.record)
                _write(change, source)
                deferred.setdefault(type(change.record), []).append((change.record, kind))
            _save_imported_record(change, source, at)
        for rows in deferred.values():
            bulk_record_history(rows, f"{source.publisher}: {source.title}"[:100], None)


def _write(change: PlannedChange, source: Source) -> None:
    record, values = change.record, change.incoming.columns
    if "organisation" in values:
        record.organisation = Organisation.objects.get(slug=values["organisation"])
    if "service" in values:
        record.service = Service.objects.get(slug=values["service"])
    record.save()
    columns.set_relations(record, values)
    record.sources.add(source)


def _save_imported_record(change: PlannedChange, source: Source, at: datetime) -> None:
    """Save the values published now, and those of them that our record has (`loaded`)."""
    imported, values = change.imported, change.incoming.columns
    if imported is None and change.state == State.NEW:
        imported = ImportedRecord(
            kind=change.incoming.kind,
            their_id=change.incoming.their_id,
            slug=change.slug,
            source=source,
            loaded={},
            theirs={},
        )
    if imported is None or change.state in (State.OTHER, State.DELETED):
        return
    before = _tracked_values(imported)
    imported.their_status = change.incoming.status
    if change.state != State.INACTIVE:
        imported.theirs, imported.claim = {**imported.theirs, **values}, change.incoming.claim
        problem = change.incoming.hours_problem
        imported.hours_problem = asdict(problem) if problem else {}
        here = values if change.writes else columns.read(change.record, values)
        same = {name: value for name, value in values.items() if here[name] == value}
        imported.loaded = {**imported.loaded, **same}
    if imported.pk is None or before != _tracked_values(imported):
        imported.imported_at = at
        imported.save()


def _tracked_values(imported: ImportedRecord) -> tuple[Any, ...]:
    return (
        imported.loaded,
        imported.theirs,
        imported.claim,
        imported.their_status,
        imported.hours_problem,
    )
