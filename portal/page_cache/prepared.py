"""A cached page with its responses prepared: with and without gzip, 200 and 304."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.http.response import ResponseHeaders
from django.utils import timezone
from django.utils.http import parse_etags

from portal.page_cache.page import CachedPage

_GZIP = re.compile(r"\bgzip(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
"""Named, and not refused by a weight of nought."""


@dataclass(frozen=True, slots=True)
class PreparedResponse:
    """`header_list` has the `headers` as WSGI takes them."""

    status: int
    headers: ResponseHeaders
    header_list: list[tuple[str, str]]
    body: bytes


class Encoding:
    """The page in one content encoding: gzip or identity."""

    def __init__(self, page: CachedPage, *, gzipped: bool) -> None:
        # All responses share one headers object: setting each header again takes longer than
        # everything else.
        headers = page.headers_as(gzipped=gzipped)
        without_body = {name: value for name, value in headers.items() if not _describes_body(name)}
        self._full = _prepared(200, headers, page.body_as(gzipped=gzipped))
        self._not_modified = _prepared(304, ResponseHeaders(without_body), b"")
        self._etag = headers["ETag"]

    def response(self, if_none_match: str) -> PreparedResponse:
        """304 when the `If-None-Match` header has the ETag of this page."""
        return self._not_modified if if_none_match and self._matches(if_none_match) else self._full

    def _matches(self, if_none_match: str) -> bool:
        etags = parse_etags(if_none_match)
        return etags == ["*"] or self._etag in (etag.removeprefix("W/") for etag in etags)


class PreparedPage:
    """`page` in each encoding, prepared when it is first needed."""

    def __init__(self, page: CachedPage) -> None:
        self.page = page

    def current_response(
        self, version: int | None, meta: Mapping[str, Any]
    ) -> PreparedResponse | None:
        """The response, if the page is of this version of the content; None is no version."""
        if version is None or not self.page.is_current(version, timezone.now()):
            return None
        return self.response_to(meta)

    def response_to(self, meta: Mapping[str, Any]) -> PreparedResponse:
        """The response to a request with these headers, named as in WSGI."""
        gzipped = self.page.gzipped and _accepts_gzip(meta.get("HTTP_ACCEPT_ENCODING", ""))
        encoding = self._gzip if gzipped else self._identity
        return encoding.response(meta.get("HTTP_IF_NONE_MATCH", ""))

    @cached_property
    def _gzip(self) -> Encoding:
        return Encoding(self.page, gzipped=True)

    @cached_property
    def _identity(self) -> Encoding:
        return Encoding(self.page, gzipped=False)


@lru_cache(64)
def _accepts_gzip(accept_encoding: str) -> bool:
    return bool(_GZIP.search(accept_encoding))


def _prepared(status: int, headers: ResponseHeaders, body: bytes) -> PreparedResponse:
    return PreparedResponse(status, headers, list(headers.items()), body)


def _describes_body(name: str) -> bool:
    return name.lower().startswith("content-") and name != "Content-Security-Policy"
