"""Disk full: a clear error page with the input, nothing saved in part, and pages still served."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tools.bench.results import Result
from tools.bench.urls import HOME, RESULT, SERVICE
from tools.drill.browser import Browser, Page
from tools.drill.editing import desks, fill_in_mark, page_of, saved_edits, was_saved
from tools.drill.expectations import expect_none, info
from tools.drill.forms import form_with
from tools.drill.postgres import OWNER
from tools.drill.response_checker import BaselineError, record_baseline
from tools.drill.sandbox import POSTGRESQL, SQLITE, Portal, Sandbox, started
from tools.drill.small_disk import Disk, small_disk
from tools.drill.workload import RequestKind, Workload

MEGABYTES = 128
_MAX_SAVES = 200  # database files have some free space of their own

_PDF = "/factsheets/politie.pdf"
_PAGES = Workload([RequestKind("pages", 1, True, (HOME, RESULT, SERVICE, "/loketten/", _PDF))])
_EXPECTED_TEXTS = ("Er is niets van opgeslagen, ook geen deel.", "Opnieuw versturen", "tel:112")
_TABLES = "small_disk"


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    with small_disk(MEGABYTES) as disk, started(SQLITE, _sqlite_on(disk, sandbox)) as portal:
        yield from _fill_disk(portal, disk)
    if not short:
        with (
            small_disk(MEGABYTES) as disk,
            _postgresql_on(disk, sandbox) as environment,
            started(POSTGRESQL, environment) as portal,
        ):
            yield from _fill_disk(portal, disk)


def _fill_disk(portal: Portal, disk: Disk) -> Iterator[Result]:
    name, prefix = f"disk full, {portal.database}", f"proef-{secrets.token_hex(4)}"
    editor, desk = Browser(portal.address), desks(portal.environment)[0]
    editor.sign_in()
    acknowledged, mark, response = _save_until_full(editor, desk, prefix, disk)
    yield info(f"{name}: saves that still fitted", len(acknowledged))
    status = response.status
    yield Result(f"{name}: what the editor gets", str(status), "503", status == 503)
    yield expect_none(f"{name}: missing from that page", _missing(response, mark))
    yield expect_none(f"{name}: pages not served meanwhile", _not_served(portal))
    edits = saved_edits(portal.environment, prefix)
    is_saved = mark in edits.whole | edits.half | edits.now
    yield expect_none(f"{name}: saved of it, in whole or in part", int(is_saved))
    yield expect_none(f"{name}: acknowledged edits lost", edits.lost(acknowledged))
    disk.make_room()
    yield from _resubmit(portal, editor, response, mark)


def _save_until_full(
    editor: Browser, desk: int, prefix: str, disk: Disk
) -> tuple[list[str], str, Page]:
    """Acknowledged marks, the mark that was not saved, and the response to it."""
    acknowledged: list[str] = []
    for number in range(_MAX_SAVES):
        mark = f"{prefix}-{number}"
        form = fill_in_mark(editor.get(page_of(desk)).text, mark)
        disk.fill()
        response = editor.post(page_of(desk), form)
        if not was_saved(response):
            break
        acknowledged.append(mark)
    return acknowledged, mark, response


def _missing(response: Page, mark: str) -> int:
    """Number of expected texts and of input values that are missing from the page."""
    missing = sum(text not in response.text for text in _EXPECTED_TEXTS)
    with suppress(LookupError):
        pairs = form_with(response.text, "name_nl").pairs
        return missing + max(0, 7 - sum(value == mark for _name, value in pairs))
    return missing + 7


def _not_served(portal: Portal) -> int:
    try:
        record_baseline(urlsplit(portal.address).netloc, _PAGES)
    except (BaselineError, OSError):
        return 1
    return 0


def _resubmit(portal: Portal, editor: Browser, response: Page, mark: str) -> Iterator[Result]:
    """Resubmit the form on the error page."""
    name = f"disk full, {portal.database}: sent again"
    try:
        form = form_with(response.text, "name_nl")
    except LookupError:
        yield Result(name, "no form to send", "saved, whole", passed=False)
        return
    again = editor.post(form.action, form.pairs)
    edits = saved_edits(portal.environment, mark)
    whole = was_saved(again) and mark in edits.whole and not edits.half and not edits.mixed
    yield Result(name, "saved, whole" if whole else f"status {again.status}", "saved, whole", whole)


def _sqlite_on(disk: Disk, sandbox: Sandbox) -> dict[str, str]:
    """A portal whose DATA_DIR, with database and page cache, is on `disk`."""
    prepared = sandbox.prepared(SQLITE)
    source, target = Path(prepared["DATA_DIR"]), disk.folder / "data"
    target.mkdir()
    (target / "static").symlink_to(source / "static")
    with (
        closing(sqlite3.connect(source / "db.sqlite3")) as old,
        closing(sqlite3.connect(target / "db.sqlite3")) as new,
    ):
        old.backup(new)
    return {**prepared, "DATA_DIR": str(target)}


@contextmanager
def _postgresql_on(disk: Disk, sandbox: Sandbox) -> Iterator[dict[str, str]]:
    """A portal whose tables are on `disk`, but not the write-ahead log: without space for that
    PostgreSQL stops, which is another drill.
    """
    prepared, url = sandbox.prepared(POSTGRESQL), sandbox.spare_url()
    folder = disk.folder / "tables"
    folder.mkdir()
    if folder.owner() == "root":
        shutil.chown(folder, OWNER)
    database = url.rpartition("/")[2]
    with psycopg.connect(sandbox.cluster().url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE {_TABLES} LOCATION '{folder}'")
        connection.execute(f"ALTER DATABASE {database} SET TABLESPACE {_TABLES}")
        try:
            yield {**prepared, "DATABASE_URL": url}
        finally:
            disk.make_room()
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")
            connection.execute(f"DROP TABLESPACE {_TABLES}")
