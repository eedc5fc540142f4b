"""Answers in JSON: kept by who asks, and asked after with a strong ETag."""

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


def is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith(PREFIX)


def answer(request: HttpRequest, content: Any) -> HttpResponseBase:
    """`content` in JSON, or that the asker has it already. Equal bytes have equal ETags."""
    body = _as_json(content)
    etag = hashlib.sha256(body).hexdigest()[:32]
    return conditional_response(request, etag, lambda: HttpResponse(body, content_type=JSON))


def lines(things: Iterable[Any]) -> HttpResponseBase:
    """Each of `things` on a line of its own, sent while they are made."""
    language = translation.get_language() or "nl"
    return StreamingHttpResponse(_lines(things, language), content_type=NDJSON)


def problem(status: int, message: str, errors: dict[str, str] | None = None) -> HttpResponse:
    """What is wrong, in one sentence; `errors` says it for each parameter."""
    content: dict[str, Any] = {"detail": message}
    if errors:
        content["errors"] = errors
    response = HttpResponse(_as_json(content), content_type=JSON, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(things: Iterable[Any], language: str) -> Iterator[bytes]:
    with translation.override(language):
        for thing in things:
            yield _as_json(thing) + b"\n"


def _as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
