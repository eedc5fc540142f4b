"""Where an imported record came from: what its publisher claims, and what changed there since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest, HttpResponse

from knowledge.models import ImportedRecord, Source
from knowledge.open_data.importing import columns


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    here: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Note:
    """`differences`: what the publisher changed since, as far as it is not so here."""

    source: Source
    at: datetime
    claim: date | None
    inactive: bool
    differences: list[Difference]


class ProvenanceMixin(BaseModelAdmin):
    """For an admin of entries that may come from another publisher."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if record := context.get("original"):
            context["imported"] = note_about(record)
        return super().render_change_form(request, context, *args, **kwargs)


def note_about(record: models.Model) -> Note | None:
    """None for a record that is ours alone."""
    kind = next((kind for kind, model in columns.MODELS.items() if type(record) is model), None)
    if kind is None:
        return None
    slug = record.slug  # type: ignore[attr-defined]
    found: Any = ImportedRecord.objects.filter(kind=kind, slug=slug).select_related("source")
    kept = found.first()
    if kept is None:
        return None
    inactive = kept.their_status != "active"
    return Note(kept.source, kept.imported_at, kept.claim, inactive, _differences(record, kept))


def _differences(record: models.Model, kept: ImportedRecord) -> list[Difference]:
    changed = [name for name, said in kept.theirs.items() if said != kept.loaded.get(name)]
    here = columns.read(record, changed)
    return [
        Difference(_label(record, name), here[name], kept.theirs[name])
        for name in changed
        if here[name] != kept.theirs[name] and (here[name] or kept.theirs[name])
    ]


def _label(record: models.Model, column: str) -> str:
    field: Any = record._meta.get_field(column)
    return str(field.verbose_name)
