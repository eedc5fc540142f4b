"""What stands in which column: one for each field, two for a text in two languages."""

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

from knowledge.editing.spreadsheets.formats.cells import tidy
from knowledge.introspection import (
    LANGUAGES,
    foreign_keys,
    localized,
    many_to_many,
    plain_fields,
    texts_of,
)
from knowledge.models import ContactDetail, Entry, Organisation, Service

SLUG, VERSION = "slug", "version"
CONFIRMED_ON = "confirmed_on (alleen lezen / read only)"

Known = Mapping[type[models.Model], Mapping[str, Any]]  # related records by slug

_WHOLE = re.compile(r"(\d{1,18})(?:\.0+)?", re.ASCII)  # 3.0 is how some programs save 3
_LARGEST = 32_767  # of a small integer; SQLite would take more than PostgreSQL
_YES = {"yes", "ja", "true", "waar", "1", "1.0"}
_NO = {"no", "nee", "false", "onwaar", "0", "0.0"}
_DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y")


class Column:
    """One column of text. `read` gives the value for the record, ValueError says what is wrong."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        self.name, self.field = name, field

    @property
    def may_be_empty(self) -> bool:
        return self.field.blank

    @property
    def allowed(self) -> str:
        """What may be filled in, for people."""
        return _("Text")

    def written(self, record: Any) -> str:
        return self.as_text(getattr(record, self.name))

    def as_text(self, value: Any) -> str:
        return tidy(value or "")

    def read(self, text: str, known: Known) -> Any:
        return text

    def put(self, record: Any, value: Any) -> None:
        setattr(record, self.name, value)


class Choice(Column):
    @property
    def allowed(self) -> str:
        return "; ".join(f"{value}: {name}" for value, name in self.field.flatchoices)

    def read(self, text: str, known: Known) -> str:
        values = [value for value, _name in self.field.flatchoices]
        if text and text not in values:
            raise ValueError(_("Choose one of: %s.") % ", ".join(values))
        return text


class Number(Column):
    @property
    def allowed(self) -> str:
        return _("A whole number")

    def as_text(self, value: Any) -> str:
        return "" if value is None else str(value)

    def read(self, text: str, known: Known) -> int | None:
        if not text and self.field.null:
            return None
        found = _WHOLE.fullmatch(text)
        if not found:
            raise ValueError(_("This must be a whole number."))
        if int(found[1]) > _LARGEST:
            raise ValueError(_("This number is too large."))
        return int(found[1])


class YesNo(Column):
    @property
    def allowed(self) -> str:
        return _("yes, no, or empty when it is not known") if self.field.null else _("yes or no")

    def as_text(self, value: Any) -> str:
        return "" if value is None else ("yes" if value else "no")

    def read(self, text: str, known: Known) -> bool | None:
        if text.lower() in _YES | _NO:
            return text.lower() in _YES
        if text or not self.field.null:
            raise ValueError(_("This must be: %s.") % self.allowed)
        return None


class Day(Column):
    @property
    def allowed(self) -> str:
        return _("A day, as 2026-03-31")

    def as_text(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def read(self, text: str, known: Known) -> date | None:
        if not text:
            return None
        for form in _DATES:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        raise ValueError(_("This is not a day. Write it like 2026-03-31."))


class One(Column):
    """A related record, by its slug."""

    @cached_property
    def related(self) -> type[models.Model]:
        return self.field.related_model  # type: ignore[return-value]

    @property
    def allowed(self) -> str:
        return _("The slug of: %s") % self.related._meta.verbose_name

    def as_text(self, value: Any) -> str:
        return value.slug if value else ""

    def read(self, text: str, known: Known) -> Any:
        if not text and self.field.null:
            return None
        if text not in known[self.related]:
            what = self.related._meta.verbose_name
            raise ValueError(
                _("There is no %(what)s with slug “%(slug)s”.") % {"what": what, "slug": text}
            )
        return known[self.related][text]


class Many(One):
    """Related records, by their slugs."""

    @property
    def allowed(self) -> str:
        what = self.related._meta.verbose_name_plural
        return _("Slugs, with a space between them, of: %s") % what

    def written(self, record: Any) -> str:
        return self.as_text(list(getattr(record, self.name).all()))

    def as_text(self, value: Any) -> str:
        return " ".join(sorted(row.slug for row in value))

    def read(self, text: str, known: Known) -> list[Any]:
        return [super(Many, self).read(slug, known) for slug in sorted({*_words(text)})]

    def put(self, record: Any, value: Any) -> None:
        """Relations are set when the record itself is saved."""


def _words(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


@dataclass(frozen=True)
class Sheet:
    """A noun as a table. `hidden_by`: what keeps a row from who may not see restricted entries."""

    model: type[Any]
    hidden_by: tuple[str, ...] = ("restricted",)
    read_only: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.model._meta.model_name)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All that can be edited: what is its own first, then what every entry has."""
        found = {column.name: column for column in _columns(self.model)}
        order = [field.name for field in self.model._meta.get_fields()]
        common = {field.name for field in Entry._meta.get_fields()}
        names = sorted(found, key=lambda name: (name in common, order.index(name)))
        names.remove(SLUG)
        return (found[SLUG], *(found[name] for name in names))

    @property
    def headers(self) -> list[str]:
        slug, *others = (column.name for column in self.columns)
        return [slug, VERSION, *others, *self.read_only]


def _columns(model: type[models.Model]) -> list[Column]:
    found: list[Column] = [_plain(field) for field in plain_fields(model)]
    for text in texts_of(model):
        for language in LANGUAGES:
            name = localized(text, language)
            found.append(Column(name, model._meta.get_field(name)))  # type: ignore[arg-type]
    found += [One(key.name, key) for key in foreign_keys(model)]
    found += [Many(many.name, many) for many in many_to_many(model)]
    return found


def _plain(field: models.Field[Any, Any]) -> Column:
    if field.choices:
        return Choice(field.name, field)
    for kind, column in (
        (models.BooleanField, YesNo),
        (models.DateField, Day),
        (models.IntegerField, Number),
    ):
        if isinstance(field, kind):
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
    "How often this record was changed. Leave it as it is: it shows whether somebody changed the "
    "record after your export. Empty for a new row."
)
MEANING_OF_CONFIRMED = gettext_lazy(
    "When it was last found right. For information: an import ignores it and never confirms."
)


def confirmed_on(detail: Any) -> str:
    """The day on which it was found right, of a detail from `with_checks`; empty when never."""
    at = detail.confirmed_at
    return timezone.localtime(at).date().isoformat() if at else ""
