"""Fixtures for tests of whole pages."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.db import connection
from django.template.backends.django import Template
from django.utils import timezone
from django.utils.log import AdminEmailHandler

from portal.accounts.pages import is_account_page
from portal.conf.environment import page_cache_at
from tests.portal.page_cache.conftest import forget_pages
from tests.portal.search.traces import Log

REDIS = "redis://127.0.0.1:6379/8"


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Freezes the clock, so that pages can be compared: they say what is open now."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def templates_without_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query while a template is rendered fails the test, except on account pages: templates of
    django-allauth evaluate querysets.
    """
    render = Template.render

    def refuse(execute, sql, params, many, context):
        raise AssertionError(f"a template ran a query: {sql}")

    def guarded(self, context=None, request=None):
        if request and is_account_page(request):
            return render(self, context, request)
        with connection.execute_wrapper(refuse):
            return render(self, context, request)

    monkeypatch.setattr(Template, "render", guarded)


@pytest.fixture(params=["memory", "redis"])
def data_dir(request: Any, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Every store there is, empty: the page cache, files, and mail to administrators."""
    settings.PAGE_CACHE = True
    settings.DATA_DIR = tmp_path
    settings.ADMINS = [("Beheer", "beheer@voorbeeld.example")]
    shared = {**settings.CACHES["pages"], "LOCATION": str(tmp_path)}
    if request.param == "redis":
        try:
            redis.Redis.from_url(REDIS, socket_connect_timeout=1).flushdb()
        except redis.ConnectionError:
            pytest.skip("no Redis answers at 127.0.0.1:6379")
        shared = page_cache_at(REDIS)
    settings.CACHES = {**settings.CACHES, "pages": shared}
    forget_pages()
    yield tmp_path
    forget_pages()


@pytest.fixture
def log() -> Iterator[Log]:
    """All that is logged, by any part, and mail about what went wrong with all its details."""
    root, mailing = logging.getLogger(), AdminEmailHandler(include_html=True)
    level, handler = root.level, Log()
    mailing.setLevel(logging.ERROR)
    for added in (handler, mailing):
        root.addHandler(added)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(level)
    for added in (handler, mailing):
        root.removeHandler(added)
