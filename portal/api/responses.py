"""JSON responses with a strong ETag, and JSON errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from knowledge.caching.conditional import conditional_response

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


def _as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
