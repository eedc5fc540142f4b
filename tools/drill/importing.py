"""Two editors who import spreadsheets at the same time, while visitors open the home page."""

from __future__ import annotations

import csv
import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from urllib.parse import urlsplit

from tools.bench.results import Result
from tools.drill.attackers import DEAR_AT_MOST, home_times
from tools.drill.browser import Browser
from tools.drill.expectations import expect_at_least, expect_none, expect_within, info
from tools.drill.flood import fetch
from tools.drill.forms import form_with
from tools.drill.sandbox import SQLITE, Sandbox

EDITORS = 2
SECONDS, SECONDS_SHORT = 60.0, 2.0
ROWS, ROWS_SHORT = 1_000, 20
BUSY_MACHINE = 5  # times as long in the short form, beside other tests

_SHEET = "/beheer/knowledge/contactdetail"
_PREFIX = "oefening"
_SAVED = f"SELECT COUNT(*) FROM knowledge_contactdetail WHERE slug LIKE '{_PREFIX}-%'"
_FILLED = ("slug", "service", "kind", "value", "status")
_EMPTY = (
    "version", "label_nl", "label_en", "opening_hours", "hours_note_nl", "hours_note_en",
    "position", "sources", "restricted", "review_by", "publish_on", "withdraw_on",
)  # fmt: skip
_EMPTY_CELLS = [""] * len(_EMPTY)
_numbers = itertools.count(1_000_000)


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    portal = sandbox.portal(SQLITE)
    host = urlsplit(portal.address).netloc
    seconds, rows = (SECONDS_SHORT, ROWS_SHORT) if short else (SECONDS, ROWS)
    fetch(host, "/")
    alone = home_times(host, min(seconds, 10))
    editors = [Browser(portal.address) for _editor in range(EDITORS)]
    for editor in editors:
        editor.sign_in()
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(EDITORS) as pool:
        work = [pool.submit(import_until, editor, rows, until) for editor in editors]
        times = home_times(host, seconds)
        imported = sum(one.result() for one in work)
    saved = portal.rows(_SAVED)[0][0]
    yield info(f"importing: {EDITORS} editors, files of {rows:,} new rows", "")
    for name, measured in (("nobody imports", alone), ("they import", times)):
        figures = (measured[int(share * (len(measured) - 1))] for share in (0.5, 0.95, 1))
        milliseconds = " ".join(f"{figure * 1000:.0f}" for figure in figures)
        yield info(f"  home page while {name}: p50, p95, longest", f"{milliseconds} ms")
    p95 = times[int(0.95 * (len(times) - 1))]
    yield expect_within("  p95", p95, DEAR_AT_MOST * (BUSY_MACHINE if short else 1))
    yield expect_at_least("  files imported", imported)
    yield expect_none("  rows lost or doubled", abs(saved - imported * rows))


def import_until(editor: Browser, rows: int, until: float) -> int:
    """How many files an editor imported, the last one begun before `until`."""
    done = 0
    while time.monotonic() < until:
        import_file(editor, new_rows(rows))
        done += 1
    return done


def new_rows(number: int) -> bytes:
    """A CSV of contact details that are drafts, with numbers that are used only here."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow((*_FILLED, *_EMPTY))
    for each in itertools.islice(_numbers, number):
        writer.writerow(
            (f"{_PREFIX}-{each}", "comensha", "phone", f"+31 20 {each}", "draft", *_EMPTY_CELLS)
        )
    return text.getvalue().encode("utf-8-sig")


def import_file(editor: Browser, data: bytes) -> None:
    """Upload, look at the preview, apply. Raises RuntimeError when it was not accepted."""
    form = form_with(editor.get(f"{_SHEET}/importeren/").text, "csrfmiddlewaretoken")
    uploaded = editor.post_file(f"{_SHEET}/importeren/", form.pairs, "file", data)
    if not uploaded.is_redirect:
        wrong = uploaded.text.partition("errorlist")[2][:300]
        raise RuntimeError(f"the file was answered with {uploaded.status}: {wrong}")
    preview = editor.get(uploaded.location)
    applying = form_with(preview.text, "reason").filled(reason="Oefening")
    applied = editor.post(uploaded.location, applying)
    if applied.status != 200 or "reason" in applied.text.partition("<form")[2]:
        raise RuntimeError(f"applying was answered with {applied.status}")
