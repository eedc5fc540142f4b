"""Columns of a spreadsheet: one for each field, one for each language of a translated text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.editing.spreadsheets.formats.cells import normalise
from knowledge.editing.spreadsheets.wording import in_every_language, value_of_words, words
from knowledge.introspection import (
    LANGUAGES,
    foreign_keys,
    localized,
    many_to_many,
    plain_fields,
    translated_fields,
)
from knowledge.models import ContactDetail, Entry, Organisation, Service
from knowledge.values.hours.reading import read_hours

SLUG, VERSION = "slug", "version"
OPENING_HOURS = "opening_hours"
CONFIRMED_ON = "confirmed_on (alleen lezen / read only)"

RelatedBySlug = Mapping[type[models.Model], Mapping[str, Any]]

_INTEGER = re.compile(r"(\d{1,18})(?:\.0+)?", re.ASCII)  # some programs save 3 as 3.0
_MAX_SMALL_INT = 32_767  # PostgreSQL refuses more, SQLite does not
_YES = {"yes", "ja", "true", "waar", "1", "1 0"}
_NO = {"no", "nee", "false", "onwaar", "0", "0 0"}
_UNKNOWN = {"unknown", "not known", "onbekend", "niet bekend"}
_DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y")


class Column:
    """A column of text. `read` parses a cell into a value; its ValueError is shown to editors."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        self.name, self.field = name, field

    @property
    def may_be_empty(self) -> bool:
        return self.field.blank

    @property
    def allowed(self) -> str:
        """What may be filled in, as the explanation shows it."""
        return _("Text")

    def text_of(self, record: Any) -> str:
        return self.as_text(getattr(record, self.name))

    def as_text(self, value: Any) -> str:
        return normalise(value or "")

    def read(self, text: str, known: RelatedBySlug) -> Any:
        return text

    def assign(self, record: Any, value: Any) -> None:
        setattr(record, self.name, value)


class OpeningHoursColumn(Column):
    """Opening hours, in the notation that is stored or as people write them."""

    @property
    def allowed(self) -> str:
        return _("Hours such as: Monday to Friday 9:00-17:00, or 24/7")

    def read(self, text: str, known: RelatedBySlug) -> str:
        return read_hours(text).notation if text else ""


class ChoiceColumn(Column):
    """A choice, by its value or by the words for it on screen, in either language."""

    @property
    def allowed(self) -> str:
        return "; ".join(f"{value}: {name}" for value, name in self.field.flatchoices)

    @cached_property
    def _values(self) -> dict[str, str]:
        return value_of_words(
            (value, [value, *in_every_language(name)]) for value, name in self.field.flatchoices
        )

    def read(self, text: str, known: RelatedBySlug) -> str:
        if not text:
            return text
        value = self._values.get(words(text))
        if value is None:
            values = ", ".join(value for value, _name in self.field.flatchoices)
            raise ValueError(_("Choose one of: %s.") % values)
        return value


class IntegerColumn(Column):
    @property
    def allowed(self) -> str:
        return _("A whole number")

    def as_text(self, value: Any) -> str:
        return "" if value is None else str(value)

    def read(self, text: str, known: RelatedBySlug) -> int | None:
        if not text and self.field.null:
            return None
        match = _INTEGER.fullmatch(text)
        if not match:
            raise ValueError(_("This must be a whole number."))
        if int(match[1]) > _MAX_SMALL_INT:
            raise ValueError(_("This number is too large."))
        return int(match[1])


class BooleanColumn(Column):
    @property
    def allowed(self) -> str:
        return _("yes, no, or empty if not known") if self.field.null else _("yes or no")

    def as_text(self, value: Any) -> str:
        return "" if value is None else ("yes" if value else "no")

    def read(self, text: str, known: RelatedBySlug) -> bool | None:
        said = words(text)
        if said in _YES | _NO:
            return said in _YES
        if (said and said not in _UNKNOWN) or not self.field.null:
            raise ValueError(_("This must be: %s.") % self.allowed)
        return None


class DateColumn(Column):
    @property
    def allowed(self) -> str:
        return _("A date, such as 2026-03-31")

    def as_text(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def read(self, text: str, known: RelatedBySlug) -> date | None:
        if not text:
            return None
        for date_format in _DATES:
            try:
                return datetime.strptime(text, date_format).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        raise ValueError(_("This is not a date. Use the format 2026-03-31."))


class ForeignKeyColumn(Column):
    """A related record, by its slug."""

    @cached_property
    def related(self) -> type[models.Model]:
        return self.field.related_model  # type: ignore[return-value]

    @property
    def allowed(self) -> str:
        return _("The slug of: %s") % self.related._meta.verbose_name

    def as_text(self, value: Any) -> str:
        return value.slug if value else ""

    def read(self, text: str, known: RelatedBySlug) -> Any:
        if not text and self.field.null:
            return None
        if text not in known[self.related]:
            what = self.related._meta.verbose_name
            raise ValueError(
                _("There is no %(what)s with slug “%(slug)s”.") % {"what": what, "slug": text}
            )
        return known[self.related][text]


class ManyToManyColumn(ForeignKeyColumn):
    """Related records, by their slugs."""

    @property
    def allowed(self) -> str:
        what = self.related._meta.verbose_name_plural
        return _("Slugs separated by spaces, from: %s") % what

    def text_of(self, record: Any) -> str:
        return self.as_text(list(getattr(record, self.name).all()))

    def as_text(self, value: Any) -> str:
        return " ".join(sorted(row.slug for row in value))

    def read(self, text: str, known: RelatedBySlug) -> list[Any]:
        return [super(ManyToManyColumn, self).read(slug, known) for slug in sorted({*_slugs(text)})]

    def assign(self, record: Any, value: Any) -> None:
        """Nothing yet: relations are set after the record is saved."""


def _slugs(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


@dataclass(frozen=True)
class Sheet:
    """A model as a table.

    `hidden_by` are lookups of the flags that hide a row from users without access to restricted
    entries; `read_only` are headers of columns that are exported and ignored on import.
    """

    model: type[Any]
    hidden_by: tuple[str, ...] = ("restricted",)
    read_only: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.model._meta.model_name)

    def permission(self, action: str) -> str:
        return f"{self.model._meta.app_label}.{action}_{self.key}"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All editable columns: the slug, the model's own fields, then those of every entry."""
        by_name = {column.name: column for column in _columns(self.model)}
        order = [field.name for field in self.model._meta.get_fields()]
        common = {field.name for field in Entry._meta.get_fields()}
        names = sorted(by_name, key=lambda name: (name in common, order.index(name)))
        names.remove(SLUG)
        return (by_name[SLUG], *(by_name[name] for name in names))

    @property
    def headers(self) -> list[str]:
        slug, *others = (column.name for column in self.columns)
        return [slug, VERSION, *others, *self.read_only]


def _columns(model: type[models.Model]) -> list[Column]:
    columns: list[Column] = [_plain(field) for field in plain_fields(model)]
    for text in translated_fields(model):
        for language in LANGUAGES:
            name = localized(text, language)
            columns.append(Column(name, model._meta.get_field(name)))  # type: ignore[arg-type]
    columns += [ForeignKeyColumn(key.name, key) for key in foreign_keys(model)]
    columns += [ManyToManyColumn(many.name, many) for many in many_to_many(model)]
    return columns


def _plain(field: models.Field[Any, Any]) -> Column:
    if field.choices:
        return ChoiceColumn(field.name, field)
    if field.name == OPENING_HOURS:
        return OpeningHoursColumn(field.name, field)
    for field_type, column in (
        (models.BooleanField, BooleanColumn),
        (models.DateField, DateColumn),
        (models.IntegerField, IntegerColumn),
    ):
        if isinstance(field, field_type):
            return column(field.name, field)
    return Column(field.name, field)


SHEETS: dict[type[models.Model], Sheet] = {
    Organisation: Sheet(Organisation),
    Service: Sheet(Service, ("restricted", "organisation__restricted", "regional_of__restricted")),
    ContactDetail: Sheet(
        ContactDetail,
        ("restricted", "service__restricted", "service__organisation__restricted"),
        (CONFIRMED_ON,),
    ),
}

MEANING_OF_VERSION = gettext_lazy(
    "How many times this record has been changed. Leave it as it is: it shows whether "
    "someone has changed the record since your export. Leave it empty for a new row."
)
MEANING_OF_CONFIRMED = gettext_lazy(
    "When it was last found to be right. For information only: an import ignores this "
    "column and never confirms anything."
)


def confirmed_on(detail: Any) -> str:
    """The day a detail from `with_checks` was last confirmed; empty if it never was."""
    at = detail.confirmed_at
    return timezone.localtime(at).date().isoformat() if at else ""
