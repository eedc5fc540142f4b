"""Makes every public page before anyone asks for it, so that it is there without a database.

A thread has this done at the start of a process and after every change, by one process of a
machine at a time, which leaves the processor to visitors; `manage.py warm_pages` does it at once.
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
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils import timezone

from knowledge.caching.availability import content_state
from portal.page_cache import stores
from portal.page_cache.addresses import public_addresses

logger = logging.getLogger(__name__)

SETTLES = 1.0  # seconds after a change or a start before the work begins
AGAIN = 10.0  # seconds until the next attempt, after one that failed or that another process made

_NEXT = re.compile(rb'rel="next" href="(\?pagina=\d+)"')
_changed = threading.Event()
_seen: int | None = None


@dataclass(slots=True)
class Warmed:
    made: int = 0
    there: int = 0
    failed: int = 0


def wake(version: int) -> None:
    """Have the pages made again if this process did not know of this content version yet."""
    global _seen  # noqa: PLW0603 - one for the process
    if version != _seen:
        _seen = version
        stores.save_content_version(version)
        _changed.set()


def begin() -> threading.Thread:
    """Start the thread that keeps pages warm, for as long as this process lives."""
    thread = threading.Thread(target=_keep_warm, name="warming", daemon=True)
    thread.start()
    return thread


def _keep_warm() -> None:
    _changed.set()
    while _changed.wait():
        time.sleep(SETTLES)
        _changed.clear()
        try:
            with only_one() as mine:
                is_done = mine and _warmed_beside()
        except Exception as error:  # this thread outlives every fault
            logger.warning("pages were not made beforehand: %s", type(error).__name__)
            is_done = False
        if not is_done:
            threading.Timer(AGAIN, _changed.set).start()


def _warmed_beside() -> bool:
    """In a process of its own: it gives back its memory, and takes no turns from visitors."""
    call = [sys.executable, "manage.py", "warm_pages", "--leisurely"]
    made = subprocess.run(  # noqa: S603 - our own command
        call, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, check=False
    )
    return made.returncode == 0


def warm_pages(*, leisurely: bool = False) -> Warmed:
    """Make what is not yet kept on disk as it is now. Database errors go on to the caller."""
    version, done = content_state.current_version(), Warmed()
    if version is None:
        return Warmed(failed=1)
    stores.save_content_version(version)
    handler, waiting = WSGIHandler(), list(public_addresses())[::-1]
    who_asked = os.getppid()
    while waiting and not content_state.is_unavailable and os.getppid() == who_asked:
        address, begun = waiting.pop(), time.perf_counter()
        page = stores.find_on_disk(address)
        if page and page.is_current(version, timezone.now()):
            done.there += 1
            waiting += _next_page(address, page.body_as(packed=False))
            continue
        response: Any = handler.get_response(WSGIRequest(_environment(address)))
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            done.failed += 1
            continue
        done.made += 1
        waiting += _next_page(address, response.content)
        if leisurely:
            time.sleep(time.perf_counter() - begun)
    return done


def _next_page(address: str, html: bytes) -> list[str]:
    """The page after this one, of a list that is longer than a page."""
    found = _NEXT.search(html)
    return [address.partition("?")[0] + found[1].decode()] if found else []


@contextmanager
def only_one() -> Iterator[bool]:
    """Whether this process is the one of this machine that does the work now."""
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


def begin_if_wanted() -> None:
    if settings.PAGE_CACHE and settings.PAGES_BEFOREHAND:
        begin()
