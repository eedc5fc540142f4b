"""Benchmark baseline: a WSGI application that does nothing, without Django."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

_HEADERS = [("Content-Type", "text/html"), ("Content-Length", "0")]


def application(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", _HEADERS)
    return [b""]
