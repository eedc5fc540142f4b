"""The value of a contact detail in one writing, so that equal numbers are equal in the database."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db import models

from knowledge.values.phones import normalised_phone

_PHONE = "phone"  # ContactKind.PHONE, whose module imports this one


def normalised(kind: str, value: str) -> str:
    """`value` of a contact detail of this kind, however it was typed: E.164 where it exists."""
    return normalised_phone(value) if kind == _PHONE else value


class NormalisedValueField(models.CharField):
    """`value` of the same row, normalised. Filled by every insert and save, in bulk too.

    `kind_of` is where the row has the kind of contact detail: "kind", or "contact.kind".
    """

    def __init__(self, *args: Any, kind_of: str = "kind", **kwargs: Any) -> None:
        self.kind_of = kind_of
        fixed = {"blank": True, "default": "", "editable": False, "max_length": 250}
        super().__init__(*args, **{**fixed, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        row: Any = model_instance
        value = normalised(attrgetter(self.kind_of)(row), row.value)
        setattr(row, self.attname, value)
        return value
