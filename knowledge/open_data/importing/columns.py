"""The columns of ours that an import fills: read and set as the plain values that it compares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from knowledge.introspection import many_to_many
from knowledge.models import ContactDetail, Organisation, Service
from knowledge.models.organisation import OrganisationKind
from knowledge.open_data.hsds.values import DETAIL, ORGANISATION, SERVICE
from knowledge.open_data.importing.problems import Problem
from knowledge.open_data.importing.wanted import Wanted

MODELS: dict[str, type[models.Model]] = {
    ORGANISATION: Organisation,
    SERVICE: Service,
    DETAIL: ContactDetail,
}
DEFAULTS: dict[str, dict[str, Any]] = {
    ORGANISATION: {"kind": OrganisationKind.CARE.value},  # an editor looks at every draft
    SERVICE: {},
    DETAIL: {},
}
RELATIONS = ("organisation", "service", "regions", "audiences")
_THEIR_NAMES = {
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "how_to_reach": "application_process",
    "area": "service_areas",
    "abbreviation": "alternate_name",
    "summary": "description",
    "not_for": "eligibility_description",
    "opening_hours": "schedules",
    "label": "phones.description",
}


def read(record: Any, columns: Iterable[str]) -> dict[str, Any]:
    """What `record` says in these columns; an empty text for one that has none."""
    return {column: _value(record, column) for column in columns}


def _value(record: Any, column: str) -> Any:
    if column in ("regions", "audiences"):
        return sorted(one.slug for one in getattr(record, column).all())
    if column in ("organisation", "service"):
        return getattr(record, column).slug
    value = getattr(record, column)
    return "" if value is None and column not in ("min_age", "max_age") else value


def fill(record: Any, columns: dict[str, Any]) -> None:
    """Set what is no relation."""
    for column, value in columns.items():
        if column not in RELATIONS:
            setattr(record, column, value)


def problems_of(record: Any, wanted: Wanted) -> list[Problem]:
    """What our own rules say of a filled record; empty texts are asked before publishing."""
    checked = {name for name, value in wanted.columns.items() if value not in ("", None)}
    others = {field.name for field in record._meta.get_fields()} - checked
    found: dict[str, list[str]] = {}
    with translation.override("en"):  # the language of what is wrong with files
        for check in (lambda: record.clean_fields(exclude=others | set(RELATIONS)), record.clean):
            try:
                check()
            except ValidationError as error:
                found = error.message_dict | found
    return [
        Problem(wanted.place, _their_name(column, wanted), message)
        for column, messages in found.items()
        for message in messages
    ]


def _their_name(column: str, wanted: Wanted) -> str:
    base = column.removesuffix("_nl").removesuffix("_en")
    if wanted.kind == DETAIL and base == "value":
        return str(wanted.columns["kind"])
    return _THEIR_NAMES.get(base, base)


def set_relations(record: Any, columns: dict[str, Any]) -> None:
    for many in many_to_many(type(record)):
        if many.name in columns:
            model: Any = many.related_model
            getattr(record, many.name).set(model.objects.filter(slug__in=columns[many.name]))
