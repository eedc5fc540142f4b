"""Text of any number of lines with a length that forms and models hold."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models

LONGEST_TEXT = 10_000
"""Characters; as many as a cell of a spreadsheet may have, so that what goes out comes in again."""


class BoundedTextField(models.TextField):
    """A TextField whose `max_length` is checked by `clean` too, not only by forms.

    To migrations it is a plain TextField: the bound is not in the database.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(kwargs["max_length"]))

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, "django.db.models.TextField", args, kwargs
