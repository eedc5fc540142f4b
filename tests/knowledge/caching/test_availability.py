"""One question a page; and nobody waits twice for a database that does not answer."""

import pytest
from django.db import OperationalError

from knowledge.caching import availability
from knowledge.caching.availability import PAUSE, Content
from knowledge.caching.content_version import current_number, current_revision, note_change


class Database:
    def __init__(self):
        self.number, self.away, self.asked = 7, False, 0

    def __call__(self):
        self.asked += 1
        if self.away:
            raise OperationalError("gone")
        return self.number


@pytest.fixture
def database(monkeypatch):
    found = Database()
    monkeypatch.setattr(availability, "_asked", found)
    return found


def test_it_gives_the_number_and_remembers_it(database):
    content = Content()
    assert content.revision() == 7
    assert (content.number, content.is_away) == (7, False)
    assert content.seen_at is not None


def test_while_it_is_away_it_is_tried_once_in_a_while(database):
    now = [100.0]
    content = Content(clock=lambda: now[0])
    content.revision()
    database.away, database.asked = True, 0
    assert [content.revision() for _time in range(5)] == [None] * 5
    assert database.asked == 1
    assert (content.number, content.is_away) == (7, True)
    now[0] += PAUSE
    assert content.revision() is None
    assert database.asked == 2


def test_when_it_is_back_all_is_as_before(database):
    now = [100.0]
    content = Content(clock=lambda: now[0])
    database.away = True
    assert content.revision() is None
    database.away, database.number = False, 8
    assert content.revision() is None
    now[0] += PAUSE
    assert content.revision() == 8
    assert not content.is_away


def test_a_connection_that_died_is_replaced_at_once(monkeypatch):
    database, closed = Database(), []
    database.away = True

    class Connection:
        health_check_done = False

        def close(self):
            closed.append(True)
            database.away = False

    monkeypatch.setattr(availability, "connection", Connection())
    monkeypatch.setattr(availability, "current_number", database)
    assert Content().revision() == 7
    assert closed == [True]


@pytest.mark.django_db
def test_the_quick_number_is_that_of_the_revision():
    note_change()
    before = current_number()
    assert before == current_revision().number
    note_change()
    assert current_number() == current_revision().number != before
