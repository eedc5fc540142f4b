"""What a password may not hold: words that whoever guesses tries first here."""

from __future__ import annotations

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser
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
"""The names of the portal, its roles and the desks that everyone knows."""
_LEFT = 8  # characters that are no such word


class OwnWordsValidator:
    """Refuses a password that is little more than words of this site."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        rest = unicodedata.normalize("NFKC", password).lower().replace(" ", "")
        whole = rest
        for word in WORDS:
            rest = rest.replace(word, "")
        if rest != whole and len(rest) < _LEFT:
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        return _("Your password cannot be little more than the name of this site or of a desk.")
