"""Which version of the portal this is, and how it is set.

Pages of another one are not shown as its own.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_PARTS = ("portal", "knowledge", "referrals", "templates", "static")
_KINDS = {".py", ".html", ".mo", ".typ", ".css", ".js", ".svg"}
_SHOWN = ("SITE_URL", "LEAVE_URL", "SESSION_IDLE", "SESSION_LONGEST", "CONFIRMED_FOR_DAYS")


@cache
def build() -> str:
    """The same on every machine with the same code, settings and theme; made once in a process."""
    digest = hashlib.blake2b(settings.THEME.key.encode(), digest_size=8)
    for name in _SHOWN:  # settings that stand on pages
        digest.update(f"{name}={getattr(settings, name)}\n".encode())
    for part in _PARTS:
        for path in sorted(Path(settings.BASE_DIR, part).rglob("*")):
            if path.suffix in _KINDS:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
