"""Which version of the portal this is: pages of another one are not shown as its own."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_PARTS = ("portal", "knowledge", "referrals", "templates", "static")
_KINDS = {".py", ".html", ".mo", ".typ", ".css", ".js", ".svg"}


@cache
def build() -> str:
    """The same on every machine with the same code and the same theme; made once in a process."""
    digest = hashlib.blake2b(settings.THEME.key.encode(), digest_size=8)
    for part in _PARTS:
        for path in sorted(Path(settings.BASE_DIR, part).rglob("*")):
            if path.suffix in _KINDS:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
