"""No room to save: a clear answer that keeps what was typed, nothing half, and pages go on."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tools.bench.addresses import HOME, RESULT, SERVICE
from tools.bench.rows import Row
from tools.drill.browser import Browser, Page
from tools.drill.editing import desks, marked, page_of, saved, was_saved
from tools.drill.figures import none, said
from tools.drill.forms import form_with
from tools.drill.ground import POSTGRESQL, SQLITE, Ground, Portal, started
from tools.drill.judge import NotLearntError, learnt
from tools.drill.mix import Kind, Mix
from tools.drill.postgres import OWNER
from tools.drill.small_disk import Disk, small_disk

MEGABYTES = 128
_MOST_SAVES = 200  # a database has some room of its own within its files

_PAGES = Mix(
    [Kind("pages", 1, True, (HOME, RESULT, SERVICE, "/loketten/", "/factsheets/politie.pdf"))]
)
_CLEAR = ("Er is niets van opgeslagen, ook geen deel.", "Opnieuw versturen", "tel:112")
_TABLES = "small_disk"


def run(ground: Ground, *, short: bool) -> Iterator[Row]:
    with small_disk(MEGABYTES) as disk, started(SQLITE, _sqlite_on(disk, ground)) as portal:
        yield from _filled(portal, disk)
    if not short:
        with (
            small_disk(MEGABYTES) as disk,
            _postgresql_on(disk, ground) as environment,
            started(POSTGRESQL, environment) as portal,
        ):
            yield from _filled(portal, disk)


def _filled(portal: Portal, disk: Disk) -> Iterator[Row]:
    name, prefix = f"disk full, {portal.database}", f"proef-{secrets.token_hex(4)}"
    editor, desk = Browser(portal.address), desks(portal.environment)[0]
    editor.sign_in()
    acknowledged, mark, answer = _save_until_full(editor, desk, prefix, disk)
    yield said(f"{name}: saves that still fitted", len(acknowledged))
    yield Row(f"{name}: what the editor gets", str(answer.status), "503", answer.status == 503)
    yield none(f"{name}: missing from that page", _missing(answer, mark))
    yield none(f"{name}: pages not served meanwhile", _not_served(portal))
    found = saved(portal.environment, prefix)
    kept = mark in found.whole | found.half | found.now
    yield none(f"{name}: saved of it, in whole or in part", int(kept))
    yield none(f"{name}: acknowledged edits lost", found.lost(acknowledged))
    disk.make_room()
    yield from _sent_again(portal, editor, answer, mark)


def _save_until_full(
    editor: Browser, desk: int, prefix: str, disk: Disk
) -> tuple[list[str], str, Page]:
    """Marks that were acknowledged, the mark that was not, and the answer to that."""
    acknowledged: list[str] = []
    for number in range(_MOST_SAVES):
        mark = f"{prefix}-{number}"
        form = marked(editor.get(page_of(desk)).text, mark)
        disk.fill()
        answer = editor.post(page_of(desk), form)
        if not was_saved(answer):
            break
        acknowledged.append(mark)
    return acknowledged, mark, answer


def _missing(answer: Page, mark: str) -> int:
    """Of what the page must say, and of the texts that the editor typed."""
    missing = sum(words not in answer.text for words in _CLEAR)
    with suppress(LookupError):
        pairs = form_with(answer.text, "name_nl").pairs
        return missing + max(0, 7 - sum(value == mark for _name, value in pairs))
    return missing + 7


def _not_served(portal: Portal) -> int:
    try:
        learnt(urlsplit(portal.address).netloc, _PAGES)
    except (NotLearntError, OSError):
        return 1
    return 0


def _sent_again(portal: Portal, editor: Browser, answer: Page, mark: str) -> Iterator[Row]:
    """The same form, from the page that the editor has before him."""
    name = f"disk full, {portal.database}: sent again"
    try:
        form = form_with(answer.text, "name_nl")
    except LookupError:
        yield Row(name, "no form to send", "saved, whole", holds=False)
        return
    again = editor.post(form.action, form.pairs)
    found = saved(portal.environment, mark)
    whole = was_saved(again) and mark in found.whole and not found.half and not found.mixed
    yield Row(name, "saved, whole" if whole else f"status {again.status}", "saved, whole", whole)


def _sqlite_on(disk: Disk, ground: Ground) -> dict[str, str]:
    """A portal whose DATA_DIR is on `disk`, database and kept pages and all."""
    prepared = ground.prepared(SQLITE)
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
def _postgresql_on(disk: Disk, ground: Ground) -> Iterator[dict[str, str]]:
    """A portal whose tables are on `disk`. The log of transactions is not: without room for
    that PostgreSQL stops, which is another drill.
    """
    prepared, url = ground.prepared(POSTGRESQL), ground.spare_url()
    folder = disk.folder / "tables"
    folder.mkdir()
    if folder.owner() == "root":
        shutil.chown(folder, OWNER)
    database = url.rpartition("/")[2]
    with psycopg.connect(ground.cluster().url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE {_TABLES} LOCATION '{folder}'")
        connection.execute(f"ALTER DATABASE {database} SET TABLESPACE {_TABLES}")
        try:
            yield {**prepared, "DATABASE_URL": url}
        finally:
            disk.make_room()
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")
            connection.execute(f"DROP TABLESPACE {_TABLES}")
