"""JSON responses with a strong ETag, and JSON errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation

from knowledge.caching.conditional import conditional_response
from knowledge.caching.content_version import content_version

PREFIX = "/api/"
JSON, NDJSON = "application/json", "application/x-ndjson"


def is_api_request(request: HttpRequest) -> bool:
    return request.path_info.startswith(PREFIX)


def json_response(request: HttpRequest, content: Any) -> HttpResponseBase:
    """`content` as JSON, or 304 when the client's copy is current. Equal bytes have equal ETags."""
    body = _as_json(content)
    etag = hashlib.sha256(body).hexdigest()[:32]
    return conditional_response(request, etag, lambda: HttpResponse(body, content_type=JSON))


def ndjson_response(records: Iterable[Any]) -> HttpResponseBase:
    """One record per line, streamed while they are made."""
    language = translation.get_language() or "nl"
    return StreamingHttpResponse(_lines(records, language), content_type=NDJSON)


def list_of_all_response(
    records: Iterable[Any], about: Callable[[int], dict[str, Any]]
) -> HttpResponseBase:
    """A page with all `records` as its contents, streamed while they are made.

    What `about` says of that number of records comes last: nobody waits for the count.
    """
    language = translation.get_language() or "nl"
    return StreamingHttpResponse(_page(records, about, language), content_type=JSON)


def unless_current(
    request: HttpRequest, now: datetime, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """What `make` streams, or 304 when the client's copy is current.

    The content is not read for that. Planned changes take effect with a new day.
    """
    state = (
        request.get_full_path_info(),
        translation.get_language(),
        content_version().number,
        timezone.localdate(now),
        settings.VERSION,
    )
    digest = hashlib.sha256(repr(state).encode()).hexdigest()[:32]
    return conditional_response(request, f"revision-{digest}", make)


def error_response(status: int, message: str, errors: dict[str, str] | None = None) -> HttpResponse:
    """An error in one sentence; `errors` has a message per parameter."""
    content: dict[str, Any] = {"detail": message}
    if errors:
        content["errors"] = errors
    response = HttpResponse(_as_json(content), content_type=JSON, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(records: Iterable[Any], language: str) -> Iterator[bytes]:
    with translation.override(language):
        for record in records:
            yield _as_json(record) + b"\n"


def _page(
    records: Iterable[Any], about: Callable[[int], dict[str, Any]], language: str
) -> Iterator[bytes]:
    yield b'{"contents":['
    total = 0
    with translation.override(language):
        for total, record in enumerate(records, start=1):
            yield (b"," if total > 1 else b"") + _as_json(record)
    rest = {name: value for name, value in about(total).items() if name != "contents"}
    yield b"]," + _as_json(rest).removeprefix(b"{")


def _as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
