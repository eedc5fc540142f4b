"""Fields of a model: translated, plain, related; and missing translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Model, Q
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname

LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)


def translated_fields(model: type[Model]) -> tuple[str, ...]:
    """Names of the translated fields, without language suffix."""
    try:
        registered = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return ()
    return tuple(field.name for field in model._meta.fields if field.name in registered)


@cache
def localized(field: str, language: str) -> str:
    """Column of a translated field in one language: name, nl -> name_nl."""
    return build_localized_fieldname(field, language)


def translated_columns(model: type[Model]) -> list[str]:
    """Columns of the translated fields in every language: name_nl, name_en, and so on."""
    return [localized(field, code) for field in translated_fields(model) for code in LANGUAGES]


def missing_translations(instance: Model) -> list[str]:
    """Columns, such as `summary_en`, that must be filled and are empty.

    An optional field is empty in all languages or in none.
    """
    return list(_missing(instance, translated_fields(type(instance))))


def lacks_a_language(model: type[Model]) -> Q:
    """Condition for rows with `missing_translations`; whitespace counts as text here."""
    condition = Q(pk__in=[])
    for field in translated_fields(model):
        empty = [
            Q(**{localized(field, code): ""}) | Q(**{localized(field, code): None})
            for code in LANGUAGES
        ]
        some, all_of_them = reduce(or_, empty), reduce(and_, empty)
        optional = getattr(model._meta.get_field(field), "blank", False)
        condition |= some & ~all_of_them if optional else some
    return condition


def _missing(instance: Model, fields: Iterable[str]) -> Iterable[str]:
    for field in fields:
        columns = [localized(field, language) for language in LANGUAGES]
        empty = [column for column in columns if not (getattr(instance, column) or "").strip()]
        optional = getattr(type(instance)._meta.get_field(field), "blank", False)
        if empty and not (optional and len(empty) == len(columns)):
            yield from empty


_INTERNAL = {"id", "created_at", "updated_at", "question_kind", "value_normalised", "version"}


def plain_fields(model: type[models.Model], without: str = "") -> Iterator[models.Field[Any, Any]]:
    """Concrete fields except relations, translated columns, internal fields and `without`."""
    texts = set(translated_fields(model))
    columns = {localized(text, language) for text in texts for language in LANGUAGES}
    for field in model._meta.concrete_fields:
        if not field.is_relation and field.name not in texts | columns | _INTERNAL | {without}:
            yield field


def foreign_keys(model: type[models.Model], without: str = "") -> list[models.ForeignKey[Any, Any]]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name != without
    ]


def many_to_many(model: type[models.Model]) -> list[models.ManyToManyField[Any, Any]]:
    """Many-to-many fields without a through model of their own."""
    return [
        field
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created  # type: ignore[union-attr]
    ]
