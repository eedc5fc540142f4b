"""A cached page with its responses prepared: with and without gzip, 200 and 304."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http.response import ResponseHeaders
from django.utils.http import parse_etags

from portal.page_cache.page import CachedPage


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

    def response_to(self, meta: Mapping[str, Any]) -> PreparedResponse:
        """The response to a request with these headers, named as in WSGI."""
        gzipped = self.page.gzipped and "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
        encoding = self._gzip if gzipped else self._identity
        return encoding.response(meta.get("HTTP_IF_NONE_MATCH", ""))

    @cached_property
    def _gzip(self) -> Encoding:
        return Encoding(self.page, gzipped=True)

    @cached_property
    def _identity(self) -> Encoding:
        return Encoding(self.page, gzipped=False)


def _prepared(status: int, headers: ResponseHeaders, body: bytes) -> PreparedResponse:
    return PreparedResponse(status, headers, list(headers.items()), body)


def _describes_body(name: str) -> bool:
    return name.lower().startswith("content-") and name != "Content-Security-Policy"
