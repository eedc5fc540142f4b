"""Static files as they are collected: compressed, under hashed names, and without what only people
read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_SPACE = r"(?:\s|/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*/)"  # or a comment: up to its end, no further
_STRING_OR_SPACE = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    rf"|{_SPACE}*([{{}};,]){_SPACE}*|(:){_SPACE}+(?![;}}])|{_SPACE}+",
    re.S,
)
_EMPTY_VALUE = re.compile(r"(--[\w-]+):;")
_COMMENT_LINE_OR_INDENT = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.M)
OUR_SCRIPTS = "js/"


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes stylesheets and our scripts in fewer characters."""

    def _save(self, name: str, content: Any) -> str:
        shorten = _shortening(name)
        if shorten:
            content.open()
            content = ContentFile(shorten(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved


def _shortening(name: str) -> Callable[[str], str] | None:
    if name.endswith(".css"):
        return shorter_style
    return shorter_script if name.startswith(OUR_SCRIPTS) else None


def shorter_script(script: str) -> str:
    """Without lines of comment and indents. Ours have no text of several lines."""
    return _COMMENT_LINE_OR_INDENT.sub("", script)


def shorter_style(css: str) -> str:
    """Without comments, except a licence (`/*!`), and without spaces that mean nothing."""
    shorter = _EMPTY_VALUE.sub(r"\1: ;", _STRING_OR_SPACE.sub(_shorter, css))
    return shorter.replace(";}", "}").strip()


def _shorter(match: re.Match[str]) -> str:
    """Strings unchanged, and no spaces around what separates."""
    text, separator, colon = match.groups()
    return str(text or separator or colon or " ")
