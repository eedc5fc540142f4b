"""A cached page: its bytes and headers, and until when it is current."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils import timezone

from portal.page_cache.build import build

NOTE_OPENS, NOTE_CLOSES = b"<!--copy-note:", b":copy-note-->"
"""Around the note that a page is a copy: a comment until it is one. w3m shows what is `hidden`."""

_OF_THE_MOMENT = re.compile(rb'<span class="hours (?:open|closed)">[^<]*</span>')

_GZIP_LEVEL = 6
_OWN_HEADERS = {"content-length", "etag", "vary", "cache-control"}
_REVALIDATE = "no-cache"


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A response with status 200. `body` is compressed when `gzipped`.

    It was made of the content at `content_version`, by the code of `build`, and is current until
    `expires_at`. When nothing newer can be had it may be shown as a copy before the day
    `withdrawn_on`.
    """

    content_version: int
    build: str
    made_at: datetime
    expires_at: datetime
    withdrawn_on: date | None
    headers: tuple[tuple[str, str], ...]
    vary: str
    cache_control: str
    body: bytes
    gzipped: bool
    etag: str

    @property
    def may_be_shared(self) -> bool:
        """False when browsers may not store it either: its address may hold answers."""
        return "no-store" not in self.cache_control

    def is_current(self, version: int, at: datetime) -> bool:
        is_ours = self.content_version == version and self.build == build()
        return is_ours and self.made_at <= at < self.expires_at

    def may_be_copied(self, version: int | None, on: date) -> bool:
        """Whether nothing on it was withdrawn since, as far as this machine knows.

        A page of another build will do: an outdated design is better than no phone number.
        """
        is_public = self.withdrawn_on is None or on < self.withdrawn_on
        return self.content_version == version and is_public

    def headers_as(self, *, gzipped: bool) -> ResponseHeaders:
        """All headers, for a client that accepts gzip or for one that does not."""
        own = {
            "ETag": f'"{self.etag}-gz"' if gzipped else f'"{self.etag}"',
            "Content-Length": str(len(self.body_as(gzipped=gzipped))),
            "Cache-Control": self.cache_control,
            "Vary": self.vary,
        }
        encoding = {"Content-Encoding": "gzip"} if gzipped else {}
        return ResponseHeaders({**dict(self.headers), **own, **encoding})

    def body_as(self, *, gzipped: bool) -> bytes:
        return gzip.decompress(self.body) if self.gzipped and not gzipped else self.body

    def as_copy(self) -> HttpResponse:
        """The page with a note that it is a copy of what was last known, and `no-store`."""
        response = HttpResponse(copy_of(self.body_as(gzipped=False)))
        for name, value in self.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Cache-Control"] = "no-store"
        return response


def copy_of(body: bytes) -> bytes:
    """A page that says that it is a copy, and no longer which desks are open."""
    shown = body.replace(NOTE_OPENS, b"", 1).replace(NOTE_CLOSES, b"", 1)
    return _OF_THE_MOMENT.sub(b"", shown)


def cached_page(
    response: HttpResponse,
    *,
    content_version: int,
    made_at: datetime,
    expiries: Iterable[datetime],
    withdrawn_on: date | None,
) -> CachedPage:
    """`response` as a page for the cache. `expiries`: moments at which it goes out of date."""
    gzipped = response.headers.get("Content-Type", "").startswith("text/")
    headers = tuple(
        (name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS
    )
    etag = response.headers.get("ETag", "").strip('"')
    vary = response.headers.get("Vary", "")
    return CachedPage(
        content_version=content_version,
        build=build(),
        made_at=made_at,
        expires_at=min([next_midnight(made_at), *expiries]),
        withdrawn_on=withdrawn_on,
        headers=headers,
        vary=", ".join(filter(None, [vary, "Accept-Encoding"])) if gzipped else vary,
        cache_control=response.headers.get("Cache-Control", _REVALIDATE),
        body=gzip.compress(response.content, _GZIP_LEVEL, mtime=0) if gzipped else response.content,
        gzipped=gzipped,
        etag=etag or hashlib.sha256(response.content).hexdigest()[:32],
    )


def next_midnight(at: datetime) -> datetime:
    """The start of the next local day: law, planned publications and due days change with it."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), timezone.get_default_timezone())
