"""Password validators: length, and words of this site, which anyone guessing tries first."""

from __future__ import annotations

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    "verwijswijzer",
    "verwijzen",
    "wegwijzer",
    "veiligthuis",
    "comensha",
    "redacteur",
    "beheer",
)
"""Names of the portal, its roles and well-known desks."""
_LEAST_OTHERS = 8  # characters outside those words


class LengthValidator(MinimumLengthValidator):
    """With a text of our own: that of Django 5.2 is English on Dutch pages."""

    def get_error_message(self) -> str:
        text = _("This password is too short. Use at least %(min_length)d characters.")
        return text % {"min_length": self.min_length}


class OwnWordsValidator:
    """Rejects a password that is little more than words of this site."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        rest = unicodedata.normalize("NFKC", password).lower().replace(" ", "")
        whole = rest
        for word in WORDS:
            rest = rest.replace(word, "")
        if rest != whole and len(rest) < _LEAST_OTHERS:
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        return _("Your password cannot consist mainly of the name of this site or of a desk.")
