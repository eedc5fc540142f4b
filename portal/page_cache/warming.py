"""Cache warming: makes every public page beforehand, so that it is there without a database.

A thread starts this when the process starts and after every change, in one low-priority process
per machine; `manage.py warm_pages` does it at once.
"""

from __future__ import annotations

import fcntl
import io
import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.utils import timezone

from knowledge.caching.availability import content_state
from portal.page_cache import stores
from portal.page_cache.addresses import public_addresses

logger = logging.getLogger(__name__)

DELAY = 1.0  # seconds between a change or a start and the warming
RETRY = 10.0  # seconds until the next attempt, when one failed or another process has the lock

_NEXT = re.compile(rb'rel="next" href="(\?pagina=\d+)"')
_changed = threading.Event()
_seen_version: int | None = None


@dataclass(slots=True)
class Warmed:
    """How many pages were made, were current already, and failed."""

    made: int = 0
    current: int = 0
    failed: int = 0


def wake(version: int) -> None:
    """Have the pages made again if this process did not know of this content version yet."""
    global _seen_version  # noqa: PLW0603 - one per process
    if version != _seen_version:
        _seen_version = version
        stores.save_content_version(version)
        _changed.set()


def start() -> threading.Thread:
    """Start the warming thread; it ends with the process."""
    thread = threading.Thread(target=_keep_warm, name="warming", daemon=True)
    thread.start()
    return thread


def _keep_warm() -> None:
    _changed.set()
    while _changed.wait():
        time.sleep(DELAY)
        _changed.clear()
        try:
            with machine_lock() as acquired:
                is_done = acquired and _warmed_in_subprocess()
        except Exception as error:  # this thread must survive every error
            logger.warning("warming failed: %s", type(error).__name__)
            is_done = False
        if not is_done:
            threading.Timer(RETRY, _changed.set).start()


def _warmed_in_subprocess() -> bool:
    """A subprocess returns its memory, and its threads do not compete with requests."""
    command = [sys.executable, "manage.py", "warm_pages", "--leisurely"]
    finished = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, check=False
    )
    return finished.returncode == 0


def warm_pages(*, leisurely: bool = False) -> Warmed:
    """Make each page of which the disk has no current copy. Database errors are raised."""
    version, done = content_state.current_version(), Warmed()
    if version is None:
        return Warmed(failed=1)
    stores.save_content_version(version)
    handler, stack = WSGIHandler(), list(public_addresses())[::-1]
    parent = os.getppid()
    while stack and not content_state.is_unavailable and os.getppid() == parent:
        address, started = stack.pop(), time.perf_counter()
        page = stores.find_on_disk(address)
        if page and page.is_current(version, timezone.now()):
            done.current += 1
            stack += _next_page(address, page.body_as(gzipped=False))
            continue
        request = WSGIRequest(_environment(address))
        response = cast(HttpResponse, handler.get_response(request))
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            done.failed += 1
            continue
        done.made += 1
        stack += _next_page(address, response.content)
        if leisurely:
            time.sleep(time.perf_counter() - started)
    if not stack and not done.failed:
        stores.disk_pages.delete_others(version)
    return done


def _next_page(address: str, html: bytes) -> list[str]:
    """The address of the next page of a paginated list, if there is one."""
    link = _NEXT.search(html)
    return [address.partition("?")[0] + link[1].decode()] if link else []


@contextmanager
def machine_lock() -> Iterator[bool]:
    """Yield whether this process got the lock that one process per machine can hold."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "warming.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _environment(address: str) -> dict[str, Any]:
    site = urlsplit(settings.SITE_URL)
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname or "127.0.0.1",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
    }


def start_if_enabled() -> None:
    if settings.PAGE_CACHE and settings.PAGES_BEFOREHAND:
        start()
