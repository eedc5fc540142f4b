"""Colour tokens in use: those of the site, overridden by those of the theme."""

from functools import cache
from pathlib import Path

from django.conf import settings

from portal.theme.contrast import schemes

TOKENS = Path(settings.BASE_DIR, "static", "css", "tokens.css")


@cache
def colours() -> dict[str, dict[str, str]]:
    """By scheme ("light", "dark") and by name without dashes. Read once per process."""
    css = settings.THEME.css
    return schemes(TOKENS.read_text(), css.content.decode() if css else "")
