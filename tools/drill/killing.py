"""Workers killed with -9 while editors save: nothing acknowledged is lost, and nothing is half."""

from __future__ import annotations

import http.client
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.bench.rows import Row
from tools.drill.browser import Browser
from tools.drill.editing import desks, save, saved, was_saved
from tools.drill.figures import none, said, some, within
from tools.drill.ground import POSTGRESQL, SQLITE, WORKERS, Ground, Portal
from tools.drill.workers import Workers

EDITORS = 4
SECONDS, SECONDS_SHORT = 60.0, 8.0
EVERY, EVERY_SHORT = 10.0, 3.5
"""Seconds between kills. The same worker must not die twice within six: see portal/serve.py."""

BACK_WITHIN = 10.0
ENOUGH = 10  # edits that have to be acknowledged, or nothing was drilled
_PATIENCE = 60.0  # seconds more that they get for that, on a machine that is busy
_REST = 0.1  # seconds an editor waits after an answer that did not come


@dataclass(slots=True)
class Work:
    """What editors did: marks that were acknowledged, answers that did not come, refusals."""

    prefix: str = field(default_factory=lambda: f"proef-{secrets.token_hex(4)}")
    acknowledged: list[str] = field(default_factory=list)
    interrupted: int = 0
    refused: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def run(ground: Ground, *, short: bool) -> Iterator[Row]:
    seconds, every = (SECONDS_SHORT, EVERY_SHORT) if short else (SECONDS, EVERY)
    for database in (SQLITE,) if short else (SQLITE, POSTGRESQL):
        yield from _killed(ground.portal(database), seconds, every)


def _killed(portal: Portal, seconds: float, every: float) -> Iterator[Row]:
    work, name = Work(), f"killing, {portal.database}"
    editors = _editors(portal, work)
    for editor in editors:
        editor.start()
    took = _kill(portal, seconds, every)
    _wait_for_enough(work)
    work.over.set()
    for editor in editors:
        editor.join()
    found = saved(portal.environment, work.prefix)
    yield some(f"{name}: workers killed", len(took), 2)
    yield within(f"{name}: a new worker after, at most", max(took), BACK_WITHIN)
    yield some(f"{name}: edits acknowledged", len(work.acknowledged), ENOUGH)
    yield said(f"{name}: answers cut off", work.interrupted)
    yield none(f"{name}: acknowledged edits lost", found.lost(work.acknowledged))
    yield none(f"{name}: edits half in the history", len(found.half))
    yield none(f"{name}: desks half one edit, half another", found.mixed)
    yield none(f"{name}: edits refused", len(work.refused))
    for refusal in work.refused[:3]:
        yield said(f"  {refusal}", "")


def _kill(portal: Portal, seconds: float, every: float) -> list[float]:
    """How long each killed worker was missing."""
    workers, took = Workers(portal.pid), []
    end = time.monotonic() + seconds
    while time.monotonic() + every < end:
        time.sleep(every)
        killed = workers.kill_one()
        took.append(workers.seconds_until(WORKERS, without=killed, patience=3 * BACK_WITHIN))
    time.sleep(max(0.0, end - time.monotonic()))
    return took


def _wait_for_enough(work: Work) -> None:
    deadline = time.monotonic() + _PATIENCE
    while len(work.acknowledged) < ENOUGH and time.monotonic() < deadline:
        time.sleep(_REST)


def _editors(portal: Portal, work: Work) -> list[threading.Thread]:
    """Each signed in, with a desk of its own."""
    made = []
    for number, desk in enumerate(desks(portal.environment)[:EDITORS]):
        editor = Browser(portal.address)
        editor.sign_in()
        made.append(threading.Thread(target=_edit, args=(editor, desk, work, number)))
    return made


def _edit(editor: Browser, desk: int, work: Work, number: int) -> None:
    edits = 0
    while not work.over.is_set():
        edits += 1
        mark = f"{work.prefix}-{number}-{edits}"
        try:
            answer = save(editor, desk, mark)
        except (OSError, http.client.HTTPException):
            work.interrupted += 1
            time.sleep(_REST)
        except LookupError as error:
            work.refused.append(f"{mark}: {error}")
        else:
            if was_saved(answer):
                work.acknowledged.append(mark)
            else:
                work.refused.append(f"{mark}: status {answer.status}")
