"""The page cache enabled, with stores of its own, and a database that can be made to fail."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from knowledge.caching import availability
from portal.page_cache import stores, warming

_ASKING = (
    "knowledge.caching.availability",
    "knowledge.caching.derived",
    "portal.page_cache.shortcut",
    "portal.page_cache.middleware",
    "portal.page_cache.warming",
    "portal.templatetags.page",
)


@pytest.fixture
def page_cache(settings, tmp_path, monkeypatch, clock_stops):
    settings.PAGE_CACHE = True
    settings.DATA_DIR = tmp_path
    settings.CACHES = {
        **settings.CACHES,
        "pages": {**settings.CACHES["pages"], "LOCATION": str(tmp_path)},
    }
    content = availability.ContentState()
    for module in _ASKING:
        monkeypatch.setattr(f"{module}.content_state", content)
    # The test's own transaction has to outlive a connection that is given up.
    its_own = SimpleNamespace(close=lambda: None, in_atomic_block=True)
    monkeypatch.setattr(availability, "connection", its_own)
    monkeypatch.setattr(warming, "_seen_version", None)
    forget_pages()
    yield content
    forget_pages()


def forget_pages() -> None:
    """As a new process begins: with no pages in its memory."""
    stores.local_pages.clear()
    stores.answer_pages.clear()


@pytest.fixture
def another_process(monkeypatch) -> Callable[[], None]:
    """Call it to go on as another process, with no pages in its memory."""
    return forget_pages


@pytest.fixture
def database_away(monkeypatch, page_cache) -> Callable[[], None]:
    """Call it to make every query fail from then on."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OperationalError("connection refused")

    def goes() -> None:
        monkeypatch.setattr(availability, "content_version_number", refuse)
        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)

    return goes
