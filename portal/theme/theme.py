"""Theme of an organisation: a CSS file of variables and a logo, both named by settings.

They are read once, at start-up. Each ImproperlyConfigured is one sentence that names the setting
and what to do.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from portal.conf.production import together
from portal.theme.logo import LogoError, logo_size

MAX_BYTES = {"THEME_CSS": 10_000, "THEME_LOGO": 20_000}  # keeps a first visit within 60 KB

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ROOT = r"\s*:root\s*\{\s*(?:--[\w-]+\s*:[^;{}]*;\s*)*(?:--[\w-]+\s*:[^;{}]*)?\}\s*"
_VARIABLES_ONLY = re.compile(rf"(?:{_ROOT}|\s*@media[^{{}}@;]*\{{(?:{_ROOT})*\}}\s*)+")
# A backslash can escape any of these.
_LOADS = re.compile(r"url\s*\(|src\s*\(|image(?:-set)?\s*\(|@import|\\|</", re.I)


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """`name` has a hash of the content, so that it can be cached forever."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Logo:
    file: ThemeFile
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Theme:
    """`name` of the organisation; empty when it is not shown."""

    name: str = ""
    css: ThemeFile | None = None
    logo: Logo | None = None

    @property
    def files(self) -> dict[str, ThemeFile]:
        files = (self.css, self.logo and self.logo.file)
        return {file.name: file for file in files if file}

    @property
    def key(self) -> str:
        """Part of the build identifier: pages cached with another theme are not current."""
        return " ".join((self.name, *sorted(self.files)))


def read_theme() -> Theme:
    """The theme of THEME_CSS, THEME_LOGO and THEME_NAME; ImproperlyConfigured if one is invalid."""
    together("THEME_LOGO", need=("THEME_NAME",))
    return Theme(os.environ.get("THEME_NAME", "").strip(), _css(), _logo())


def _css() -> ThemeFile | None:
    content = _content("THEME_CSS")
    if content is None:
        return None
    text = _COMMENT.sub("", _text(content))
    if _LOADS.search(text):
        raise ImproperlyConfigured(
            "THEME_CSS must not load anything (url, @import) or hold a backslash: take that out."
        )
    if not _VARIABLES_ONLY.fullmatch(text):
        raise ImproperlyConfigured(
            "THEME_CSS is not a file of variables: write only --name: value; within :root { } or "
            "within @media … { :root { } }, as in docs/example-theme/theme.css."
        )
    return _hashed("thema", "css", content, "text/css; charset=utf-8")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise ImproperlyConfigured("THEME_CSS is not text in UTF-8: save it so.") from None


def _logo() -> Logo | None:
    content = _content("THEME_LOGO")
    if content is None:
        return None
    try:
        kind, width, height = logo_size(content)
    except LogoError as error:
        raise ImproperlyConfigured(f"THEME_LOGO {error}.") from None
    content_type = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    return Logo(_hashed("logo", kind, content, content_type), width, height)


def _content(variable: str) -> bytes | None:
    path = os.environ.get(variable, "").strip()
    if not path:
        return None
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES[variable] + 1)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{variable} cannot be read ({error.strerror}): name a file that the portal may read."
        ) from None
    if len(content) > MAX_BYTES[variable]:
        raise ImproperlyConfigured(
            f"{variable} is larger than {MAX_BYTES[variable]} bytes, which makes the first visit "
            "slow: make the file smaller."
        )
    return content


def _hashed(stem: str, kind: str, content: bytes, content_type: str) -> ThemeFile:
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return ThemeFile(f"{stem}.{digest}.{kind}", content, content_type)
