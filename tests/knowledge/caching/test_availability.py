"""One query a page view, and no second wait for a database that does not answer."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from knowledge.caching import availability
from knowledge.caching.availability import PAUSE, REUSE, ContentState
from knowledge.caching.content_version import (
    content_changed,
    content_version,
    content_version_number,
)


class Database:
    def __init__(self):
        self.number, self.away, self.queries = 7, False, 0

    def __call__(self):
        self.queries += 1
        if self.away:
            raise OperationalError("gone")
        return self.number


@pytest.fixture
def database(monkeypatch):
    database = Database()
    monkeypatch.setattr(availability, "_query_number", database)
    return database


def test_it_gives_the_number_and_remembers_it(database):
    state = ContentState()
    assert state.current_version() == 7
    assert (state.number, state.is_unavailable) == (7, False)
    assert state.seen_at is not None


def test_while_it_is_away_it_is_tried_once_in_a_while(database):
    now = [100.0]
    state = ContentState(clock=lambda: now[0])
    state.current_version()
    now[0] += REUSE
    database.away, database.queries = True, 0
    assert [state.current_version() for _time in range(5)] == [None] * 5
    assert database.queries == 1
    assert (state.number, state.is_unavailable) == (7, True)
    now[0] += PAUSE
    assert state.current_version() is None
    assert database.queries == 2


def test_when_it_is_back_all_is_as_before(database):
    now = [100.0]
    state = ContentState(clock=lambda: now[0])
    database.away = True
    assert state.current_version() is None
    database.away, database.number = False, 8
    assert state.current_version() is None
    now[0] += PAUSE
    assert state.current_version() == 8
    assert not state.is_unavailable


def test_requests_at_the_same_moment_share_one_query(database):
    now = [100.0]
    state = ContentState(clock=lambda: now[0])
    assert [state.current_version() for _request in range(5)] == [7] * 5
    assert database.queries == 1
    database.number = 8
    now[0] += REUSE
    assert state.current_version() == 8


@pytest.fixture
def outside(monkeypatch):
    """As outside a transaction, inside which nothing is shared."""
    place = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(availability, "connection", place)
    return place


@pytest.mark.django_db
def test_a_change_by_this_process_is_seen_at_once(outside, django_capture_on_commit_callbacks):
    state = ContentState(clock=lambda: 100.0)
    before = state.current_version()
    with django_capture_on_commit_callbacks(execute=True):
        content_changed()
    assert state.current_version() == content_version_number() != before


@pytest.mark.django_db
def test_what_a_transaction_sees_is_not_shared_with_requests_outside_it(outside):
    state = ContentState(clock=lambda: 100.0)
    before = state.current_version()
    content_changed()
    outside.in_atomic_block = True
    assert state.current_version() == content_version_number() != before
    outside.in_atomic_block = False
    assert state.reusable_version() is None


def test_a_connection_that_died_is_replaced_at_once(monkeypatch):
    database, closed = Database(), []
    database.away = True

    class Connection:
        health_check_done = False
        in_atomic_block = False

        def close(self):
            closed.append(True)
            database.away = False

    monkeypatch.setattr(availability, "connection", Connection())
    monkeypatch.setattr(availability, "content_version_number", database)
    assert ContentState().current_version() == 7
    assert closed == [True]


@pytest.mark.django_db
def test_the_quick_number_is_that_of_the_content_version():
    content_changed()
    before = content_version_number()
    assert before == content_version().number
    content_changed()
    assert content_version_number() == content_version().number != before
