"""Hashes of pages, without the parts that change from minute to minute."""

from __future__ import annotations

import hashlib
import re

_VOLATILE = re.compile(
    rb'<span class="hours.*?</span>'  # open or closed now
    rb'|<section class="sheet instead".*?</section>'  # desks that are open instead
    rb'|<table class="week">.*?</table>'
    # age of a copy, and that the database is down: a comment on what is no copy
    rb'|(?:<!--copy-note:)?<p class="copy-note.*?</p>(?::copy-note-->)?'
    rb'|<p class="print-only">.*?</p>'
    rb'|<p class="quiet">[^<]*</p>',  # time at which the desks were read
    re.DOTALL,
)


def fingerprint(body: bytes, content_type: str) -> bytes:
    """Hash of the stable parts of a body."""
    stable = _VOLATILE.sub(b"", body) if content_type.startswith("text/html") else body
    return hashlib.blake2b(stable, digest_size=16).digest()


def exact_hash(body: bytes) -> bytes:
    """Hash of the exact bytes: fast, to recognise bodies that were checked before."""
    return hashlib.blake2b(body, digest_size=16).digest()
