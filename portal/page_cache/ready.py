"""A kept page with everything prepared that is the same in each of its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http.response import ResponseHeaders
from django.utils.http import parse_etags

from portal.page_cache.page import Page


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent. `listed` are the `headers` as a server wants them."""

    status: int
    headers: ResponseHeaders
    listed: list[tuple[str, str]]
    body: bytes


class Form:
    """The page for who reads gzip, or for who does not."""

    def __init__(self, page: Page, *, packed: bool) -> None:
        # One object for all answers: setting each header again takes longer than all the rest.
        headers = page.headers_as(packed=packed)
        left = {name: value for name, value in headers.items() if not _is_of_the_body(name)}
        self._full = _answer(200, headers, page.body_as(packed=packed))
        self._had = _answer(304, ResponseHeaders(left), b"")
        self._tag = headers["ETag"]

    def for_who_has(self, tags: str) -> Answer:
        """`tags` as in If-None-Match: nothing is sent to who has the page as it is."""
        return self._had if tags and self._is_among(tags) else self._full

    def _is_among(self, tags: str) -> bool:
        known = parse_etags(tags)
        return known == ["*"] or self._tag in (tag.removeprefix("W/") for tag in known)


class Ready:
    """The forms of `page`, each made when it is first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def answer(self, meta: Mapping[str, Any]) -> Answer:
        """For a request with these headers, named as in WSGI."""
        packed = self.page.packed and "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
        form = self._packed if packed else self._plain
        return form.for_who_has(meta.get("HTTP_IF_NONE_MATCH", ""))

    @cached_property
    def _packed(self) -> Form:
        return Form(self.page, packed=True)

    @cached_property
    def _plain(self) -> Form:
        return Form(self.page, packed=False)


def _answer(status: int, headers: ResponseHeaders, body: bytes) -> Answer:
    return Answer(status, headers, list(headers.items()), body)


def _is_of_the_body(name: str) -> bool:
    return name.lower().startswith("content-") and name != "Content-Security-Policy"
