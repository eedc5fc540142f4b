"""Says with `manage.py check` where the theme of an organisation is hard to read."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from portal.theme.colours import TOKENS, colours
from portal.theme.contrast import faults, variables

_HINT = "Change that colour in the file that THEME_CSS names."


def theme_can_be_read(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """A theme that is hard to read is used all the same: it may be a choice for now."""
    css = settings.THEME.css
    if css is None:
        return []
    return [Warning(words, hint=_HINT, id="portal.W003") for words in _wrong(css.content.decode())]


def _wrong(css: str) -> Iterator[str]:
    ours = variables(TOKENS.read_text())
    theirs = variables(css)
    for name in dict.fromkeys([*theirs["light"], *theirs["dark"]]):
        if name not in ours["light"]:
            yield f"THEME_CSS sets --{name}, which the site does not know."
    for scheme, found in colours().items():
        yield from (f"THEME_CSS, {scheme}: {fault}." for fault in faults(found))
