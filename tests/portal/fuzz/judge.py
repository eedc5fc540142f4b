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

from tests.portal.fuzz.places import whole
from tests.portal.fuzz.questions import Question

OURS = ("", "testserver", "testserver:80", "localhost", "127.0.0.1")
LONGEST = 5.0  # seconds of a processor for one answer
RAW = re.compile(rb"zq7[<>\"']|zq8&lt;")
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
SAVEPOINT = re.compile(r"(ROLLBACK TO )?SAVEPOINT \"?([\w]+)")
KEPT_ANYWAY = ("cache", "django_session", "account_", "knowledge_correctionreport")
"""Counts of attempts, sessions, and reports that are too old are not what somebody sent."""
MISTAKE = re.compile(rb'class="[^"]*(errorlist|invalid-feedback|errornote)')


@dataclass
class Judge:
    """Signs in as each role, and records response times."""

    cookies: dict[str, str]
    slowest: tuple[float, str] = (0.0, "")
    reached: set[str] = field(default_factory=set)
    statuses: dict[int, int] = field(default_factory=dict)

    def faults(self, question: Question) -> list[str]:
        with _undone(), noting_writes() as written:
            began = time.process_time()
            response = Client(raise_request_exception=False).request(**self._environ(question))
            content = whole(response)
            took = time.process_time() - began
            refused = response.status_code >= 400 or MISTAKE.search(content) is not None
            left = sorted(set(written)) if refused else []
        self._remember(question, response.status_code, took)
        found = [*_said(response, content), *_shown(response, content), *_led(response)]
        if took > LONGEST:
            found.append(f"it took {took:.1f} s")
        if left:
            found.append(f"refused, and yet written: {', '.join(left)}")
        return found

    def _environ(self, question: Question) -> dict[str, Any]:
        cookie = self.cookies.get(question.role, "")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": question.method,
            "PATH_INFO": question.path.decode("latin-1"),
            "QUERY_STRING": question.query.decode("latin-1"),
            "CONTENT_TYPE": question.kind,
            "CONTENT_LENGTH": str(len(question.body)),
            "wsgi.input": BytesIO(question.body),
        }
        for name, value in question.headers:
            environ[name.decode()] = value.decode("latin-1")
        more = environ.pop("HTTP_COOKIE_MORE", "")
        environ["HTTP_COOKIE"] = "; ".join(filter(None, [cookie, more]))
        return environ

    def _remember(self, question: Question, status: int, took: float) -> None:
        self.slowest = max(self.slowest, (took, f"{question.method} {question.shape}"))
        self.reached.add(question.shape)
        self.statuses[status] = self.statuses.get(status, 0) + 1


def _said(response: Any, content: bytes) -> Iterator[str]:
    if response.status_code >= 500:
        error = getattr(response, "exc_info", None)
        where = "".join(traceback.format_exception(*error)) if error else ""
        yield f"status {response.status_code}\n{where}"
    if b"Traceback (most recent call last)" in content:
        yield "it shows a traceback"
    for name in ("Content-Security-Policy", "X-Content-Type-Options"):
        if not response.has_header(name):
            yield f"it has no {name}"


def _shown(response: Any, content: bytes) -> Iterator[str]:
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html") or "xml" in kind or "svg" in kind:
        raw = RAW.search(content)
        if raw:
            around = content[max(0, raw.start() - 80) : raw.end() + 40]
            yield f"what was sent comes back unescaped: {around!r}"


def _led(response: Any) -> Iterator[str]:
    goal = response.get("Location", "")
    if goal.startswith(("//", "/\\", "\\")) or "\\" in goal or urlsplit(goal).netloc not in OURS:
        yield f"it leads to {goal!r}"


@contextmanager
def _undone() -> Iterator[None]:
    """Rolls back every write, so that each request meets the same site."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        mail.outbox.clear()


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Tables that were written without being rolled back."""
    written: list[str] = []
    points: dict[str, int] = {}

    def noted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = str(sql)
        if (point := SAVEPOINT.match(text)) and point[1]:
            del written[points.get(point[2], 0) :]
        elif point:
            points[point[2]] = len(written)
        elif (write := WRITES.match(text)) and not write[2].startswith(KEPT_ANYWAY):
            written.append(write[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield written
