"""The shape of an entry in a content file, and of a record written down the same way.

Both become one plain dictionary with every field in it, so that file and record can be
compared: translated fields as {"nl": ..., "en": ...}, related records by slug, parts that
belong to one record (the answers of a question) as a list.
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
    texts_of,
)

_SHIPPED = {"status": "published"}  # what is shipped is published unless it says otherwise


@dataclass(frozen=True)
class Part:
    """Rows that belong to one record: `key` in the file, `parent` the field that points back.

    With `shorthand`, an item may be written as a bare slug for that field.
    """

    key: str
    model: type[models.Model]
    parent: str
    parts: tuple[Part, ...] = ()
    shorthand: str = ""


@dataclass(frozen=True)
class EntrySpec:
    """A model and the file with its starting content."""

    model: type[models.Model]
    file: Path
    parts: tuple[Part, ...] = ()
    parent: str = ""  # an entry type has none

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


def described(
    record: models.Model, parts: tuple[Part, ...] = (), parent: str = ""
) -> dict[str, Any]:
    """A record in the shape of a content entry, every field included."""
    model = type(record)
    entry: dict[str, Any] = {}
    for plain in plain_fields(model, parent):
        entry[plain.name] = _plain(getattr(record, plain.name))
    for text in texts_of(model):
        entry[text] = {code: getattr(record, localized(text, code)) or "" for code in LANGUAGES}
    for key in foreign_keys(model, parent):
        related = getattr(record, key.name)
        entry[key.name] = related.slug if related else None
    for many in many_to_many(model):
        entry[many.name] = sorted(related.slug for related in getattr(record, many.name).all())
    for part in parts:
        rows = part.model._default_manager.filter(**{part.parent: record})
        entry[part.key] = [described(row, part.parts, part.parent) for row in rows]
    return entry


def completed(
    raw: dict[str, Any], model: type[models.Model], parts: tuple[Part, ...] = (), parent: str = ""
) -> dict[str, Any]:
    """An entry as written, with the default of every field that it leaves out.

    Expects an entry without problems (see `knowledge.loading.files`).
    """
    entry: dict[str, Any] = {}
    for plain in plain_fields(model, parent):
        default = _SHIPPED.get(plain.name, plain.get_default())
        entry[plain.name] = _plain(raw.get(plain.name, default))
    for text in texts_of(model):
        given = raw.get(text) or {}
        entry[text] = {code: str(given.get(code, "")).strip() for code in LANGUAGES}
    for key in foreign_keys(model, parent):
        entry[key.name] = raw.get(key.name)
    for many in many_to_many(model):
        entry[many.name] = sorted(raw.get(many.name) or [])
    for part in parts:
        entry[part.key] = [
            completed(_item(item, part, place), part.model, part.parts, part.parent)
            for place, item in enumerate(raw.get(part.key) or [], start=1)
        ]
    return entry


def _item(item: Any, part: Part, place: int) -> dict[str, Any]:
    """One row of a part; its place in the list is its position."""
    row = {part.shorthand: item} if part.shorthand and isinstance(item, str) else item
    return {**row, "position": place}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value


def still_as(loaded: Any, current: Any) -> bool:
    """Whether `current` still says what `loaded` said, in every field that both have.

    A newer version of the software may have added fields, or dropped some: that is no
    editor's change.
    """
    if isinstance(loaded, dict) and isinstance(current, dict):
        return all(still_as(loaded[key], current[key]) for key in loaded.keys() & current.keys())
    if isinstance(loaded, list) and isinstance(current, list):
        return len(loaded) == len(current) and all(map(still_as, loaded, current))
    return bool(loaded == current)
