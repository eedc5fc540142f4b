"""Checks responses under load against a baseline that was recorded without load."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from urllib.parse import urlsplit

from portal.server.budgets import PAGES, RETRY_AFTER, budget_of
from tools.drill.connection import Connection, Response, connect
from tools.drill.fingerprint import exact_hash, fingerprint
from tools.drill.workload import RequestKind, Workload

_MAX_REDIRECTS = 3  # from a URL to its canonical one


class Verdict(Enum):
    RIGHT = "right"
    OUTAGE_PAGE = "outage page"
    COME_BACK = "told to come back"
    WRONG = "wrong"
    FAILED = "failed"


class BaselineError(Exception):
    """Without load, a URL did not return a page of its own."""


@dataclass(slots=True)
class ExpectedPage:
    """A page by its fingerprint, with hashes of bodies that matched it before."""

    content_type: str
    fingerprint: bytes
    matched: set[bytes] = field(default_factory=set)

    def matches(self, response: Response) -> bool:
        key = exact_hash(response.raw_body)
        if key in self.matched:
            return True
        if response.content_type != self.content_type:
            return False
        if fingerprint(response.body, response.content_type) != self.fingerprint:
            return False
        self.matched.add(key)
        return True


@dataclass(slots=True)
class ResponseChecker:
    """`database_down`: now or a moment ago; pages that need it may then be the outage page."""

    expected: dict[str, ExpectedPage] = field(default_factory=dict)
    database_down: bool = False

    def verdict(self, path: str, response: Response, *, cached: bool) -> Verdict:
        if response.status == 200:
            return Verdict.RIGHT if self.expected[path].matches(response) else Verdict.WRONG
        if self.database_down and not cached and _is_outage_page(path, response):
            return Verdict.OUTAGE_PAGE
        if not cached and _is_refusal(path, response):
            return Verdict.COME_BACK
        return Verdict.FAILED if response.status >= 500 else Verdict.WRONG


def _is_outage_page(path: str, response: Response) -> bool:
    """The outage page with 112, or a redirect to the same page without the municipality."""
    if response.status == 302:
        return "gemeente=" in path and "gemeente=" not in response.location
    body = response.body
    return response.status == 503 and b"tel:112" in body and b"Traceback" not in body


def _is_refusal(path: str, response: Response) -> bool:
    """A page that costs much, refused by its budget because the server is busy."""
    return is_dear(path) and response.status == 503 and response.retry_after == RETRY_AFTER


def is_dear(path: str) -> bool:
    """Whether pages of this kind have a gate of their own."""
    return budget_of(path.partition("?")[0]) is not PAGES


async def _record(host: str, workload: Workload) -> tuple[Workload, ResponseChecker]:
    """Request every URL once, one at a time; the workload then has the canonical URLs."""
    checker, connection = ResponseChecker(), await connect(host)
    kinds = [
        replace(kind, paths=[await _record_page(connection, checker, path) for path in kind.paths])
        for kind in workload.kinds
    ]
    connection.close()
    _require_distinct(checker)
    return Workload(kinds), checker


async def _record_page(connection: Connection, checker: ResponseChecker, path: str) -> str:
    for _redirect in range(_MAX_REDIRECTS):
        response = await connection.get(path)
        if response.status == 200:
            stable_hash = fingerprint(response.body, response.content_type)
            bodies = {exact_hash(response.raw_body)}
            checker.expected[path] = ExpectedPage(response.content_type, stable_hash, bodies)
            return path
        if response.status not in (301, 302):
            break
        location = urlsplit(response.location)
        path = f"{location.path}?{location.query}" if location.query else location.path
    raise BaselineError(f"{path} answered {response.status} without load")


def _require_distinct(checker: ResponseChecker) -> None:
    """A page contains its own URL: identical pages could not be told apart under load."""
    owner: dict[bytes, str] = {}
    for path, page in checker.expected.items():
        if page.content_type.startswith("text/html"):
            other = owner.setdefault(page.fingerprint, path)
            if other != path:
                raise BaselineError(f"{path} and {other} give the same page")


def record_baseline(host: str, workload: Workload) -> tuple[Workload, ResponseChecker]:
    return asyncio.run(_record(host, workload))


def shares(workload: Workload) -> Sequence[str]:
    """Descriptions of the workload: each kind of request with its percentage."""
    total = sum(kind.share for kind in workload.kinds)
    return [_share(kind, total) for kind in workload.kinds]


def _share(kind: RequestKind, total: int) -> str:
    return f"{kind.name} {100 * kind.share / total:.0f}% of {len(kind.paths)}"
