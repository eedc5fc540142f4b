"""Reads and sets the columns that an import fills, as plain values that can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from knowledge.introspection import many_to_many
from knowledge.models import ContactDetail, Organisation, Service
from knowledge.models.organisation import OrganisationKind
from knowledge.models.texts import unchecked_texts
from knowledge.open_data.hsds.values import DETAIL, ORGANISATION, SERVICE
from knowledge.open_data.importing.incoming import IncomingRecord
from knowledge.open_data.importing.problems import FeedProblem

MODELS: dict[str, type[models.Model]] = {
    ORGANISATION: Organisation,
    SERVICE: Service,
    DETAIL: ContactDetail,
}
DEFAULTS: dict[str, dict[str, Any]] = {
    ORGANISATION: {"kind": OrganisationKind.CARE.value},  # provisional
    SERVICE: {},
    DETAIL: {},
}
RELATIONS = ("organisation", "service", "regions", "audiences")
_HSDS_NAMES = {
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "how_to_reach": "application_process",
    "area": "service_areas",
    "abbreviation": "alternate_name",
    "summary": "description",
    "not_for": "eligibility_description",
    "opening_hours": "schedules",
    "label": "phones.description",
    "extension": "phones.extension",
}


def read(record: Any, columns: Iterable[str]) -> dict[str, Any]:
    """Values of `record` by column; an empty string for a text that is None."""
    return {column: _value(record, column) for column in columns}


def _value(record: Any, column: str) -> Any:
    if column in ("regions", "audiences"):
        return sorted(related.slug for related in getattr(record, column).all())
    if column in ("organisation", "service"):
        return getattr(record, column).slug
    value = getattr(record, column)
    return "" if value is None and column not in ("min_age", "max_age") else value


def fill(record: Any, columns: dict[str, Any]) -> None:
    """Set the columns that are not relations."""
    for column, value in columns.items():
        if column not in RELATIONS:
            setattr(record, column, value)


def problems_of(record: Any, incoming: IncomingRecord) -> list[FeedProblem]:
    """Validation errors of our own models; empty texts are only required when publishing."""
    checked = {name for name, value in incoming.columns.items() if value not in ("", None)}
    others = {field.name for field in record._meta.get_fields()} - checked
    errors: dict[str, list[str]] = {}
    # In English like the other messages about the feed; others type numbers into their texts.
    with translation.override("en"), unchecked_texts():
        for check in (lambda: record.clean_fields(exclude=others | set(RELATIONS)), record.clean):
            try:
                check()
            except ValidationError as error:
                errors = error.message_dict | errors
    return [
        FeedProblem(incoming.origin, _hsds_name(column, incoming), message)
        for column, messages in errors.items()
        for message in messages
    ]


def _hsds_name(column: str, incoming: IncomingRecord) -> str:
    base = column.removesuffix("_nl").removesuffix("_en")
    if incoming.kind == DETAIL and base == "value":
        return str(incoming.columns["kind"])
    return _HSDS_NAMES.get(base, base)


def set_relations(record: Any, columns: dict[str, Any]) -> None:
    for many in many_to_many(type(record)):
        if many.name in columns:
            model: Any = many.related_model
            getattr(record, many.name).set(model.objects.filter(slug__in=columns[many.name]))
