"""A cached page as bytes: its facts as JSON on the first line, then its body as it is sent."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from portal.page_cache.page import CachedPage

_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


def pack(page: CachedPage) -> bytes:
    facts = {
        "content_version": page.content_version,
        "build": page.build,
        "made_at": page.made_at.isoformat(),
        "expires_at": page.expires_at.isoformat(),
        "withdrawn_on": page.withdrawn_on and page.withdrawn_on.isoformat(),
        "headers": page.headers,
        "vary": page.vary,
        "cache_control": page.cache_control,
        "gzipped": page.gzipped,
        "etag": page.etag,
    }
    return json.dumps(facts).encode() + b"\n" + page.body


def unpack(packed: bytes) -> CachedPage | None:
    """None for what another version of the portal packed otherwise."""
    head, _newline, body = packed.partition(b"\n")
    try:
        facts: dict[str, Any] = json.loads(head)
        withdrawn_on = facts.pop("withdrawn_on")
        return CachedPage(
            made_at=datetime.fromisoformat(facts.pop("made_at")),
            expires_at=datetime.fromisoformat(facts.pop("expires_at")),
            withdrawn_on=date.fromisoformat(withdrawn_on) if withdrawn_on else None,
            headers=tuple((name, value) for name, value in facts.pop("headers")),
            body=body,
            **facts,
        )
    except _UNREADABLE:
        return None
