"""System check of the contrast of an organisation's theme."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from portal.theme.colours import TOKENS, colours
from portal.theme.contrast import faults, variables

_HINT = "Change that colour in the file that THEME_CSS names."


def check_theme(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """Warns only: a theme with too little contrast is used all the same."""
    css = settings.THEME.css
    if css is None:
        return []
    return [
        Warning(message, hint=_HINT, id="portal.W003")
        for message in _problems(css.content.decode())
    ]


def _problems(css: str) -> Iterator[str]:
    ours = variables(TOKENS.read_text())
    organisation = variables(css)
    for name in dict.fromkeys([*organisation["light"], *organisation["dark"]]):
        if name not in ours["light"]:
            yield f"THEME_CSS sets --{name}, which the site does not know."
    for scheme, tokens in colours().items():
        yield from (f"THEME_CSS, {scheme}: {fault}." for fault in faults(tokens))
