"""The index of a process is rebuilt in time while the old one answers; nobody waits long."""

import threading
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.utils import timezone

from knowledge.caching.content_version import content_changed
from knowledge.models import Signal, Status
from knowledge.search import live_index
from knowledge.search.live_index import Indexes
from knowledge.search.query import SearchFilters, SearchText
from knowledge.search.registry import SEARCH_SOURCES

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


@pytest.fixture
def slow(monkeypatch):
    """Background builds start, and finish only when the test says so."""
    go = threading.Event()
    begun = []

    def in_background(work):
        thread = threading.Thread(target=go.wait, daemon=True)
        thread.start()
        begun.append((work, thread))
        return thread

    monkeypatch.setattr(live_index, "in_background", in_background)
    monkeypatch.setattr(live_index, "_REBUILD_WAIT", 0.05)
    yield begun
    go.set()


@pytest.fixture
def indexes():
    made = Indexes(SEARCH_SOURCES)
    made.index_for(VISITOR, timezone.now())
    return made


def test_nothing_changed_is_one_small_query(indexes, django_assert_num_queries):
    now = timezone.now()
    index = indexes.index_for(VISITOR, now)
    with django_assert_num_queries(1):
        assert indexes.index_for(VISITOR, now) is index


def test_the_old_index_serves_while_the_new_one_is_made(indexes, slow):
    now = timezone.now()
    old = indexes.index_for(VISITOR, now)
    content_changed()
    before = time.perf_counter()
    assert [indexes.index_for(VISITOR, now) for _time in range(20)] == [old] * 20
    assert time.perf_counter() - before < 1
    assert len(slow) == 1  # built once
    slow[0][0]()
    assert indexes.index_for(VISITOR, now) is not old


def test_who_finds_an_index_that_is_too_old_waits_a_moment_and_only_the_first(
    indexes, slow, monkeypatch
):
    joined = []
    join = threading.Thread.join

    def counted(thread, timeout=None):
        joined.append(timeout)
        join(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", counted)
    content_changed()
    for _time in range(3):
        indexes.index_for(VISITOR, timezone.now() + timedelta(seconds=2))
    assert joined == [0.05]
    assert len(slow) == 1


def test_a_new_day_is_a_new_index(indexes):
    now = timezone.now()
    assert indexes.index_for(VISITOR, now + timedelta(days=1)) is not indexes.index_for(
        VISITOR, now
    )


def test_what_is_restricted_is_in_an_index_of_its_own(indexes):
    reader = User.objects.create_user("lezer")
    reader.user_permissions.add(Permission.objects.get(codename="see_restricted"))
    now = timezone.now()
    ours = indexes.index_for(reader, now)
    assert ours.lexicon.has("grindr")
    assert not indexes.index_for(VISITOR, now).lexicon.has("grindr")
    assert indexes.search(SearchText("kinky"), SearchFilters(), reader, now).hits
    assert not indexes.search(SearchText("kinky"), SearchFilters(), VISITOR, now).hits


def test_work_in_the_background_that_fails_is_in_the_log(caplog, monkeypatch):
    monkeypatch.undo()
    live_index.in_background(lambda: 1 / 0).join()
    assert "work in the background failed" in caplog.text


@pytest.mark.django_db(transaction=False)
def test_the_thread_makes_the_same_index(indexes):
    signal = Signal.objects.filter(status=Status.PUBLISHED).first()
    signal.name_nl = "Zwoerdvis"
    signal.save()
    assert indexes.index_for(VISITOR, timezone.now()).lexicon.has("zwoerdvis")
