"""Kills workers with SIGKILL while editors save: no acknowledged edit is lost or saved in part, and
what typesets for a worker ends with it.
"""

from __future__ import annotations

import http.client
import itertools
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tools.bench.results import Result
from tools.drill.browser import Browser
from tools.drill.editing import desks, save, saved_edits, was_saved
from tools.drill.expectations import expect_at_least, expect_none, expect_within, info
from tools.drill.flood import fetch, sheets_of_places
from tools.drill.sandbox import POSTGRESQL, SQLITE, WORKERS, Portal, Sandbox
from tools.drill.workers import Workers, is_running

EDITORS = 4
SECONDS, SECONDS_SHORT = 60.0, 8.0
INTERVAL, INTERVAL_SHORT = 10.0, 3.5
"""Seconds between kills. The same worker must not die twice within six: see portal/serve.py."""

BACK_WITHIN = 10.0
MIN_EDITS = 10  # acknowledged edits that make the drill meaningful
_EXTRA_TIME = 60.0  # seconds to reach that on a busy machine
_PAUSE = 0.1  # seconds after an interrupted request


@dataclass(slots=True)
class Work:
    """What editors did: acknowledged marks, interrupted requests, rejected edits."""

    prefix: str = field(default_factory=lambda: f"proef-{secrets.token_hex(4)}")
    acknowledged: list[str] = field(default_factory=list)
    interrupted: int = 0
    rejected: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    seconds, interval = (SECONDS_SHORT, INTERVAL_SHORT) if short else (SECONDS, INTERVAL)
    for database in (SQLITE,) if short else (SQLITE, POSTGRESQL):
        yield from _kill_while_editing(sandbox.portal(database), seconds, interval)


def _kill_while_editing(portal: Portal, seconds: float, interval: float) -> Iterator[Result]:
    work, name = Work(), f"killing, {portal.database}"
    editors = _editors(portal, work)
    for editor in editors:
        editor.start()
    outages, orphans = _kill(portal, seconds, interval)
    _wait_for_enough(work)
    work.stop.set()
    for editor in editors:
        editor.join()
    edits = saved_edits(portal.environment, work.prefix)
    yield expect_at_least(f"{name}: workers killed", len(outages), 2)
    yield expect_within(f"{name}: a new worker after, at most", max(outages), BACK_WITHIN)
    yield expect_at_least(f"{name}: edits acknowledged", len(work.acknowledged), MIN_EDITS)
    yield info(f"{name}: answers cut off", work.interrupted)
    yield expect_none(f"{name}: acknowledged edits lost", edits.lost(work.acknowledged))
    yield expect_none(f"{name}: edits half in the history", len(edits.half))
    yield expect_none(f"{name}: desks half one edit, half another", edits.mixed)
    yield expect_none(f"{name}: edits refused", len(work.rejected))
    yield info(f"{name}: killed while they had a process that typesets", len(orphans))
    yield expect_none(f"{name}: of these still running", sum(map(is_running, orphans)))
    for rejection in work.rejected[:3]:
        yield info(f"  {rejection}", "")


def _kill(portal: Portal, seconds: float, interval: float) -> tuple[list[float], list[int]]:
    """Kill workers in turn: seconds until each was replaced, and what had typeset for them."""
    workers, outages, orphans = Workers(portal.pid), [], []
    end = time.monotonic() + seconds
    while time.monotonic() + interval < end:
        time.sleep(interval)
        typesetting = workers.typesetting()
        killed = workers.kill_one()
        orphans += [typesetting[killed]] if killed in typesetting else []
        outages.append(workers.seconds_until(WORKERS, without=killed, timeout=3 * BACK_WITHIN))
    time.sleep(max(0.0, end - time.monotonic()))
    return outages, orphans


def _wait_for_enough(work: Work) -> None:
    deadline = time.monotonic() + _EXTRA_TIME
    while len(work.acknowledged) < MIN_EDITS and time.monotonic() < deadline:
        time.sleep(_PAUSE)


def _editors(portal: Portal, work: Work) -> list[threading.Thread]:
    """A thread for each editor, signed in, with a desk of their own, and one for who prints."""
    threads = [threading.Thread(target=_print_sheets, args=(portal, work))]
    for number, desk in enumerate(desks(portal.environment)[:EDITORS]):
        editor = Browser(portal.address)
        editor.sign_in()
        threads.append(threading.Thread(target=_edit, args=(editor, desk, work, number)))
    return threads


def _print_sheets(portal: Portal, work: Work) -> None:
    host = urlsplit(portal.address).netloc
    for sheet in itertools.cycle(sheets_of_places()):
        if work.stop.is_set():
            return
        fetch(host, sheet)


def _edit(editor: Browser, desk: int, work: Work, number: int) -> None:
    edits = 0
    while not work.stop.is_set():
        edits += 1
        mark = f"{work.prefix}-{number}-{edits}"
        try:
            response = save(editor, desk, mark)
        except (OSError, http.client.HTTPException):
            work.interrupted += 1
            time.sleep(_PAUSE)
        except LookupError as error:
            work.rejected.append(f"{mark}: {error}")
        else:
            if was_saved(response):
                work.acknowledged.append(mark)
            else:
                work.rejected.append(f"{mark}: status {response.status}")
