"""Serialization of entries: content files and database records in one comparable format.

Both become a plain dictionary with every field: translated fields as {"nl": ..., "en": ...},
related records by slug, parts of a record (the answers of a question) as a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models

from knowledge.introspection import (
    LANGUAGES,
    foreign_keys,
    localized,
    many_to_many,
    plain_fields,
    translated_fields,
)

_DEFAULTS = {"status": "published"}  # of shipped content


@dataclass(frozen=True)
class Part:
    """Child rows of a record: `key` in the file, `parent` the foreign key to the record.

    With `shorthand`, an item may be a bare slug: the value of that field.
    """

    key: str
    model: type[models.Model]
    parent: str
    parts: tuple[Part, ...] = ()
    shorthand: str = ""


@dataclass(frozen=True)
class EntrySpec:
    """An entry type: its model and the file, or the folder of files, with its starting content.

    With `withdraws`, what is no longer in the files is deleted, unless an editor changed it.
    """

    model: type[models.Model]
    file: Path
    parts: tuple[Part, ...] = ()
    withdraws: bool = False
    parent: str = ""  # an entry type has none

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


def serialize(
    record: models.Model, parts: tuple[Part, ...] = (), parent: str = ""
) -> dict[str, Any]:
    """A record as a dictionary in the format of a content entry, with every field."""
    model = type(record)
    entry: dict[str, Any] = {}
    for plain in plain_fields(model, parent):
        entry[plain.name] = _plain(getattr(record, plain.name))
    for text in translated_fields(model):
        entry[text] = {code: getattr(record, localized(text, code)) or "" for code in LANGUAGES}
    for key in foreign_keys(model, parent):
        related = getattr(record, key.name)
        entry[key.name] = related.slug if related else None
    for many in many_to_many(model):
        entry[many.name] = sorted(related.slug for related in getattr(record, many.name).all())
    for part in parts:
        rows = part.model._default_manager.filter(**{part.parent: record})
        entry[part.key] = [serialize(row, part.parts, part.parent) for row in rows]
    return entry


def with_defaults(
    raw: dict[str, Any], model: type[models.Model], parts: tuple[Part, ...] = (), parent: str = ""
) -> dict[str, Any]:
    """An entry of a file, with defaults for the fields it omits.

    Expects a valid entry (see `knowledge.loading.files`).
    """
    entry: dict[str, Any] = {}
    for plain in plain_fields(model, parent):
        default = _DEFAULTS.get(plain.name, plain.get_default())
        entry[plain.name] = _plain(raw.get(plain.name, default))
    for text in translated_fields(model):
        given = raw.get(text) or {}
        entry[text] = {code: str(given.get(code, "")).strip() for code in LANGUAGES}
    for key in foreign_keys(model, parent):
        entry[key.name] = raw.get(key.name)
    for many in many_to_many(model):
        entry[many.name] = sorted(raw.get(many.name) or [])
    for part in parts:
        entry[part.key] = [
            with_defaults(_item(item, part, number), part.model, part.parts, part.parent)
            for number, item in enumerate(raw.get(part.key) or [], start=1)
        ]
    return entry


def _item(item: Any, part: Part, number: int) -> dict[str, Any]:
    """One row of a part, numbered as its `position`."""
    row = {part.shorthand: item} if part.shorthand and isinstance(item, str) else item
    return {**row, "position": number}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value


def is_unchanged(loaded: Any, current: Any) -> bool:
    """Whether `current` equals `loaded` in every field that both have.

    Fields that a newer version of the software added or dropped are no change by an editor.
    """
    if isinstance(loaded, dict) and isinstance(current, dict):
        return all(
            is_unchanged(loaded[key], current[key]) for key in loaded.keys() & current.keys()
        )
    if isinstance(loaded, list) and isinstance(current, list):
        return len(loaded) == len(current) and all(map(is_unchanged, loaded, current))
    return bool(loaded == current)
