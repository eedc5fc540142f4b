"""Provenance of an imported record: its publisher, their claim, and what they changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from knowledge.models import ImportedRecord, Source
from knowledge.open_data.importing import columns
from knowledge.open_data.importing.hours.problems import HoursProblem, Reason
from knowledge.values.hours.words import hours_in_words


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    ours: Any
    published: Any


@dataclass(frozen=True, slots=True)
class Provenance:
    """`hours_problem`: why the publisher's opening hours were not taken over.

    `differences`: values that the publisher changed since and that our record does not have.
    """

    source: Source
    at: datetime
    claim: date | None
    inactive: bool
    hours_problem: HoursProblem | None
    differences: list[Difference]


class ProvenanceMixin(admin.ModelAdmin):
    """For an admin of entries that may come from another publisher."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if record := context.get("original"):
            context["imported"] = provenance_of(record, timezone.localdate())
        return super().render_change_form(request, context, *args, **kwargs)


def provenance_of(record: models.Model, on: date) -> Provenance | None:
    """None for a record that was not imported. Opening hours are in words, as read on `on`."""
    kind = next((kind for kind, model in columns.MODELS.items() if type(record) is model), None)
    if kind is None:
        return None
    slug = record.slug  # type: ignore[attr-defined]
    rows = ImportedRecord.objects.filter(kind=kind, slug=slug).select_related("source")
    imported = rows.first()
    if imported is None:
        return None
    inactive = imported.their_status != "active"
    return Provenance(
        imported.source,
        imported.imported_at,
        imported.claim,
        inactive,
        _hours_problem(imported),
        _differences(record, imported, on),
    )


def _hours_problem(imported: ImportedRecord) -> HoursProblem | None:
    problem = imported.hours_problem
    return HoursProblem(Reason(problem["reason"]), problem["given"]) if problem else None


def _differences(record: models.Model, imported: ImportedRecord, on: date) -> list[Difference]:
    changed = [
        name for name, value in imported.theirs.items() if value != imported.loaded.get(name)
    ]
    here = columns.read(record, changed)
    return [
        Difference(
            _label(record, name),
            _shown(name, here[name], on),
            _shown(name, imported.theirs[name], on),
        )
        for name in changed
        if here[name] != imported.theirs[name] and (here[name] or imported.theirs[name])
    ]


def _label(record: models.Model, column: str) -> str:
    field: Any = record._meta.get_field(column)
    return str(field.verbose_name)


def _shown(column: str, value: Any, on: date) -> Any:
    return hours_in_words(value, on) if column == "opening_hours" else value
