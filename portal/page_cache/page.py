"""A page as it is kept: its bytes, and how long it may stand for what the database says."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils import timezone

from portal.page_cache.build import build

NOTE_HIDDEN = b'class="copy-note" role="status" hidden'
NOTE_SHOWN = b'class="copy-note" role="status"'

_LEVEL = 6
_OWN_HEADERS = {"content-length", "etag", "vary", "cache-control"}
_BROWSERS_ASK_FIRST = "no-cache"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer with status 200. `body` is packed with gzip when `packed`.

    `content_version` is of the content it was made of, `build` of the code. It is true until
    `expires_at`, and may be shown as a copy, when nothing newer can be had, until the day
    `gone_from`.
    """

    content_version: int
    build: str
    made_at: datetime
    expires_at: datetime
    gone_from: date | None
    headers: tuple[tuple[str, str], ...]
    vary: str
    cache_control: str
    body: bytes
    packed: bool
    tag: str

    @property
    def may_stand_on_disk(self) -> bool:
        """Not when browsers may not keep it either: its address holds answers."""
        return "no-store" not in self.cache_control

    def is_current(self, version: int, at: datetime) -> bool:
        is_ours = self.content_version == version and self.build == build()
        return is_ours and self.made_at <= at < self.expires_at

    def may_be_copied(self, version: int | None, on: date) -> bool:
        """Whether it shows nothing that was taken away since, as far as anyone can know.

        One of another version of the code will do: better an old dress than no number.
        """
        lasting = self.gone_from is None or on < self.gone_from
        return self.content_version == version and lasting

    def headers_as(self, *, packed: bool) -> ResponseHeaders:
        """All headers of the page, for who reads gzip or for who does not."""
        own = {
            "ETag": f'"{self.tag}-gz"' if packed else f'"{self.tag}"',
            "Content-Length": str(len(self.body_as(packed=packed))),
            "Cache-Control": self.cache_control,
            "Vary": self.vary,
        }
        encoding = {"Content-Encoding": "gzip"} if packed else {}
        return ResponseHeaders({**dict(self.headers), **own, **encoding})

    def body_as(self, *, packed: bool) -> bytes:
        return gzip.decompress(self.body) if self.packed and not packed else self.body

    def copy(self) -> HttpResponse:
        """The page as a copy of what could be known: it says so, and nobody keeps it."""
        body = self.body_as(packed=False)
        response = HttpResponse(body.replace(NOTE_HIDDEN, NOTE_SHOWN, 1))
        for name, value in self.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Cache-Control"] = "no-store"
        return response


def kept(
    response: HttpResponse,
    *,
    content_version: int,
    made_at: datetime,
    expiries: Iterable[datetime],
    gone_from: date | None,
) -> Page:
    """`response` as a page to keep. `expiries`: when something that it shows is no longer so."""
    packed = response.headers.get("Content-Type", "").startswith("text/")
    headers = tuple(
        (name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS
    )
    tag = response.headers.get("ETag", "").strip('"')
    vary = response.headers.get("Vary", "")
    return Page(
        content_version=content_version,
        build=build(),
        made_at=made_at,
        expires_at=min([next_midnight(made_at), *expiries]),
        gone_from=gone_from,
        headers=headers,
        vary=", ".join(filter(None, [vary, "Accept-Encoding"])) if packed else vary,
        cache_control=response.headers.get("Cache-Control", _BROWSERS_ASK_FIRST),
        body=gzip.compress(response.content, _LEVEL, mtime=0) if packed else response.content,
        packed=packed,
        tag=tag or hashlib.sha256(response.content).hexdigest()[:32],
    )


def next_midnight(at: datetime) -> datetime:
    """When a new day begins here: law, planned publications and due days change with it."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), timezone.get_default_timezone())
