"""Bringing in what was planned: all of it in one transaction, as drafts, confirming nothing."""

from __future__ import annotations

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
from knowledge.open_data.importing.planning import Plan, Planned, State


def source_of(publisher: str, title: str, url: str, at: datetime) -> Source:
    """The source of an import, made when it is not there. Not saved; ValidationError when wrong."""
    slug = slugify(f"{publisher} {title}")[:80].strip("-")
    sources: Any = Source.objects.filter(slug=slug)
    found: Source | None = sources.first()
    if found:
        return found
    made = Source(slug=slug, publisher=publisher, title=title, url=url, year=at.year)
    for language in LANGUAGES:
        with translation.override(language):
            day = date_format(localdate(at), "j F Y")
            note = _("Brought in from this publisher on %(day)s.") % {"day": day}
            setattr(made, localized("note", language), note)
    made.full_clean()
    return made


def apply_import(plan: Plan, source: Source, at: datetime) -> None:
    with transaction.atomic(), single_change():
        if source.pk is None:
            source.save()
        held: dict[Any, list[tuple[Any, str]]] = {}
        for one in plan.records:
            if one.writes:
                kind = defer_history(one.record)
                _write(one, source)
                held.setdefault(type(one.record), []).append((one.record, kind))
            _remember(one, source, at)
        for rows in held.values():
            bulk_record_history(rows, f"{source.publisher}: {source.title}"[:100], None)


def _write(one: Planned, source: Source) -> None:
    record, wanted = one.record, one.wanted.columns
    if "organisation" in wanted:
        record.organisation = Organisation.objects.get(slug=wanted["organisation"])
    if "service" in wanted:
        record.service = Service.objects.get(slug=wanted["service"])
    record.save()
    columns.set_relations(record, wanted)
    record.sources.add(source)


def _remember(one: Planned, source: Source, at: datetime) -> None:
    """Keep what they say now; and what was written, or stands here by an editor's hand."""
    kept, wanted = one.kept, one.wanted.columns
    if kept is None and one.state == State.NEW:
        kept = ImportedRecord(
            kind=one.wanted.kind,
            their_id=one.wanted.their_id,
            slug=one.slug,
            source=source,
            loaded={},
            theirs={},
        )
    if kept is None or one.is_of_another or one.state == State.DELETED:
        return
    before = _said(kept)
    kept.their_status = one.wanted.status
    if one.state != State.INACTIVE:
        kept.theirs, kept.claim = {**kept.theirs, **wanted}, one.wanted.claim
        here = wanted if one.writes else columns.read(one.record, wanted)
        same = {name: value for name, value in wanted.items() if here[name] == value}
        kept.loaded = {**kept.loaded, **same}
    if kept.pk is None or before != _said(kept):
        kept.imported_at = at
        kept.save()


def _said(kept: ImportedRecord) -> tuple[Any, ...]:
    return kept.loaded, kept.theirs, kept.claim, kept.their_status
