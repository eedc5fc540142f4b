"""The colours of this site as it is set up: ours, and those of its theme over them."""

from functools import cache
from pathlib import Path

from django.conf import settings

from portal.theme.contrast import schemes

TOKENS = Path(settings.BASE_DIR, "static", "css", "tokens.css")


@cache
def colours() -> dict[str, dict[str, str]]:
    """By scheme, "light" and "dark", and by name without dashes; read once in a process."""
    css = settings.THEME.css
    return schemes(TOKENS.read_text(), css.content.decode() if css else "")
