"""Sends a request, and reports what is wrong with the response."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.db import connection, transaction
from django.test import Client

from tests.portal.fuzz.requests import FuzzedRequest
from tests.portal.fuzz.targets import body_of

OWN_HOSTS = ("", "testserver", "testserver:80", "localhost", "127.0.0.1")
MAX_SECONDS = 5.0  # CPU time of one response
UNESCAPED = re.compile(rb"zq7(?:<b|<!|</ti|[\"']x|'\")|zq8&lt;")
"""The start of each marker as it was sent. The word in it may stand alone before our own tags."""
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
SAVEPOINT = re.compile(r"(ROLLBACK TO )?SAVEPOINT \"?([\w]+)")
UNCHECKED_TABLES = ("cache", "django_session", "account_", "knowledge_correctionreport")
"""Tables that any request may write to: rate limits, sessions, deletion of expired reports."""
FORM_ERROR = re.compile(rb'class="[^"]*(errorlist|invalid-feedback|errornote)')


@dataclass
class ResponseChecker:
    """Sends requests as each role, checks the responses and records their times."""

    cookies: dict[str, str]
    slowest: tuple[float, str] = (0.0, "")
    reached: set[str] = field(default_factory=set)
    statuses: dict[int, int] = field(default_factory=dict)

    def faults(self, request: FuzzedRequest) -> list[str]:
        with _rolled_back(), recorded_writes() as written:
            began = time.process_time()
            response = Client(raise_request_exception=False).request(**self._environ(request))
            content = body_of(response)
            took = time.process_time() - began
            refused = response.status_code >= 400 or FORM_ERROR.search(content) is not None
            persisted = sorted(set(written)) if refused else []
        self._record(request, response.status_code, took)
        faults = [
            *_error_faults(response, content),
            *_escaping_faults(response, content),
            *_redirect_faults(response),
        ]
        if took > MAX_SECONDS:
            faults.append(f"it took {took:.1f} s")
        if persisted:
            faults.append(f"refused, and yet written: {', '.join(persisted)}")
        return faults

    def _environ(self, request: FuzzedRequest) -> dict[str, Any]:
        cookie = self.cookies.get(request.role, "")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "PATH_INFO": request.path.decode("latin-1"),
            "QUERY_STRING": request.query.decode("latin-1"),
            "CONTENT_TYPE": request.kind,
            "CONTENT_LENGTH": str(len(request.body)),
            "wsgi.input": BytesIO(request.body),
        }
        for name, value in request.headers:
            environ[name.decode()] = value.decode("latin-1")
        more = environ.pop("HTTP_COOKIE_MORE", "")
        environ["HTTP_COOKIE"] = "; ".join(filter(None, [cookie, more]))
        return environ

    def _record(self, request: FuzzedRequest, status: int, took: float) -> None:
        self.slowest = max(self.slowest, (took, f"{request.method} {request.shape}"))
        self.reached.add(request.shape)
        self.statuses[status] = self.statuses.get(status, 0) + 1


def _error_faults(response: Any, content: bytes) -> Iterator[str]:
    if response.status_code >= 500:
        error = getattr(response, "exc_info", None)
        where = "".join(traceback.format_exception(*error)) if error else ""
        yield f"status {response.status_code}\n{where}"
    if b"Traceback (most recent call last)" in content:
        yield "it shows a traceback"
    for name in ("Content-Security-Policy", "X-Content-Type-Options"):
        if not response.has_header(name):
            yield f"it has no {name}"


def _escaping_faults(response: Any, content: bytes) -> Iterator[str]:
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html") or "xml" in kind or "svg" in kind:
        unescaped = UNESCAPED.search(content)
        if unescaped:
            around = content[max(0, unescaped.start() - 80) : unescaped.end() + 40]
            yield f"what was sent comes back unescaped: {around!r}"


def _redirect_faults(response: Any) -> Iterator[str]:
    location = response.get("Location", "")
    if (
        location.startswith(("//", "/\\", "\\"))
        or "\\" in location
        or urlsplit(location).netloc not in OWN_HOSTS
    ):
        yield f"it redirects to {location!r}"


@contextmanager
def _rolled_back() -> Iterator[None]:
    """Rolls back every write, so that each request meets the same site."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        mail.outbox.clear()


@contextmanager
def recorded_writes() -> Iterator[list[str]]:
    """Tables that were written without being rolled back."""
    written: list[str] = []
    savepoints: dict[str, int] = {}

    def record(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = str(sql)
        if (savepoint := SAVEPOINT.match(text)) and savepoint[1]:
            del written[savepoints.get(savepoint[2], 0) :]
        elif savepoint:
            savepoints[savepoint[2]] = len(written)
        elif (write := WRITES.match(text)) and not write[2].startswith(UNCHECKED_TABLES):
            written.append(write[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield written
