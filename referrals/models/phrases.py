"""Checks of texts by which sentences are read, a phrase per line."""

from collections.abc import Callable
from typing import Any

from django.core.validators import MaxLengthValidator

MAX_LENGTH = 4000
"""Of phrases in one language, in characters."""


def validate_phrases(value: str) -> None:
    """Refuse lines that the reader cannot parse."""


PHRASE_CHECKS: tuple[Callable[[Any], None], ...] = (
    MaxLengthValidator(MAX_LENGTH),
    validate_phrases,
)
