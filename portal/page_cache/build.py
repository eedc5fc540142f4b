"""Build identifier: a digest of the code, templates, settings and theme that pages are made with.

A page that was cached by another build is not current.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_FOLDERS = ("portal", "knowledge", "referrals", "templates", "static")
_SUFFIXES = {".py", ".html", ".mo", ".typ", ".css", ".js", ".svg"}
_SETTINGS = ("SITE_URL", "LEAVE_URL", "SESSION_IDLE", "SESSION_LONGEST", "CONFIRMED_FOR_DAYS")


@cache
def build() -> str:
    """Equal on every machine with the same code, settings and theme; computed once per process."""
    digest = hashlib.blake2b(settings.THEME.key.encode(), digest_size=8)
    for name in _SETTINGS:  # those that pages show
        digest.update(f"{name}={getattr(settings, name)}\n".encode())
    for folder in _FOLDERS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
