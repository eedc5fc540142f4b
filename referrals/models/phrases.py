"""Checks of texts by which sentences are read, a phrase per line."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from referrals.reading.phrases import PhraseError, lines_of, parse_line

MAX_LENGTH = 8000
"""Of phrases in one language, in characters."""

_NO_PHRASE = _(
    "“%(line)s” is no phrase. A part is empty, a sign stands on its own, or there are too many "
    "words."
)


def validate_phrases(value: str) -> None:
    """Refuse lines that sentences cannot be read by."""
    for line in lines_of(value):
        try:
            parse_line(line)
        except PhraseError as error:
            raise ValidationError(_NO_PHRASE, params={"line": line}) from error


PHRASE_CHECKS: tuple[Callable[[Any], None], ...] = (
    MaxLengthValidator(MAX_LENGTH),
    validate_phrases,
)
