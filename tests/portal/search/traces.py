"""Where a word may be left behind: every store that the portal has, as text."""

from __future__ import annotations

import gzip
import logging
import pickle
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import redis
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.db import connection
from django.http import HttpResponse

from knowledge.caching.sealing import FORMAT
from knowledge.search.statistics import SENTENCES, WORDS
from portal.conf.logging import JsonFormatter
from portal.page_cache import stores
from portal.page_cache.packing import unpack
from portal.page_cache.page import CachedPage

_TYPED = {"input", "button"}
"""Elements whose values a page may repeat: what was typed, to send it again."""


class Log(logging.Handler):
    """What the log of a portal in production says."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class _Places(HTMLParser):
    """The places of a page that a browser keeps, follows or shows outside the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        said = ("value", "aria-label") if tag in _TYPED else ()
        self.found += [f"{name}={value}" for name, value in attrs if name not in said]

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def of_response(response: HttpResponse) -> str:
    """Headers and cookies of a response; its title, comments and attributes if it is a page."""
    places = _Places()
    if response.headers["Content-Type"].startswith("text/html"):
        places.feed(response.content.decode())
    return "\n".join([str(response.headers), str(response.cookies), *places.found])


def everything_kept(data_dir: Path, log: Log) -> Iterator[tuple[str, str]]:
    """Name and content of each store, in lower case."""
    for name, content in _stores(data_dir, log):
        yield name, content.lower()


def _stores(data_dir: Path, log: Log) -> Iterator[tuple[str, str]]:
    yield from _tables()
    for path in data_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield str(path), _page_in(content)
            yield str(path), f"{path} {content.decode(errors='replace')}"
    here = {**stores.local_pages._pages, **stores.answer_pages._pages}
    for address, prepared in here.items():
        yield "pages in this process", f"{address} {_text(prepared.page)}"
    yield from _shared_cache()
    yield "counts in this process", f"{WORDS.pending} {SENTENCES.pending}"
    yield "log", "\n".join(log.lines)
    yield (
        "mail",
        "\n".join(f"{sent.message()} {sent.body} {sent.alternatives}" for sent in mail.outbox),
    )


def _page_in(sealed: object) -> str:
    """The page in what a store holds, uncompressed; nothing when it holds something else."""
    if not isinstance(sealed, bytes) or not sealed.startswith(FORMAT):
        return ""
    page = unpack(sealed[len(FORMAT) + 32 :])
    return _text(page) if page else ""


def _text(value: object) -> str:
    """A value from a cache; of a page also what it says, uncompressed."""
    is_compressed = isinstance(value, CachedPage) and value.gzipped
    return f"{value} {gzip.decompress(value.body).decode()}" if is_compressed else str(value)


def _tables() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield f"table {table}", str(cursor.fetchall())


def _shared_cache() -> Iterator[tuple[str, str]]:
    for alias in settings.CACHES:
        cache = caches[alias]
        if isinstance(cache, RedisCache):
            client = redis.Redis.from_url(settings.CACHES[alias]["LOCATION"])
            for key in client.scan_iter():
                value = client.get(key)
                yield f"redis {key!r}", f"{key!r} {value!r} {_page_in(value)}"
        elif isinstance(cache, LocMemCache):
            for key, value in cache._cache.items():
                found = pickle.loads(value)
                yield f"cache {alias}", f"{key} {found!r} {_page_in(found)}"
