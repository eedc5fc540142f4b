"""By what a page is known: all of it, but for what may change from one minute to the next."""

from __future__ import annotations

import hashlib
import re

_CHANGES = re.compile(
    rb'<span class="hours.*?</span>'  # open or closed now
    rb'|<section class="sheet instead".*?</section>'  # who is open instead
    rb'|<table class="week">.*?</table>'
    rb'|<p class="copy-note.*?</p>'  # of when a copy is, and that the database is away
    rb'|<p class="print-only">.*?</p>'
    rb'|<p class="quiet">[^<]*</p>',  # at which moment the desks were known
    re.DOTALL,
)


def fingerprint(body: bytes, kind: str) -> bytes:
    """Of an answer with content type `kind`."""
    lasting = _CHANGES.sub(b"", body) if kind.startswith("text/html") else body
    return hashlib.blake2b(lasting, digest_size=16).digest()


def same(body: bytes) -> bytes:
    """Of the very bytes: quick, to know again what was looked at already."""
    return hashlib.blake2b(body, digest_size=16).digest()
