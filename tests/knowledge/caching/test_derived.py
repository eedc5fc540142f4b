"""Made once for each state of the content, and there when the database is not."""

from types import SimpleNamespace

import pytest
from django.db import InterfaceError, OperationalError

from knowledge.caching import derived as standing
from knowledge.caching.derived import Standing


class FakeContent:
    def __init__(self):
        self.number = 1

    def current_version(self):
        return self.number


@pytest.fixture
def content(monkeypatch, settings, tmp_path):
    found = FakeContent()
    monkeypatch.setattr(standing, "content_state", found)
    monkeypatch.setattr(standing, "connection", SimpleNamespace(in_atomic_block=False))
    settings.CACHES = {
        **settings.CACHES,
        "kept": {**settings.CACHES["kept"], "LOCATION": tmp_path},
    }
    return found


def counting():
    made = []

    def make():
        made.append(len(made) + 1)
        return made[-1]

    return make


def test_it_is_made_once_for_each_state_of_the_content(content):
    value = Standing("test", counting())
    assert [value.value(), value.value()] == [1, 1]
    content.number = 2
    assert [value.value(), value.value()] == [2, 2]


def test_it_is_made_anew_on_a_new_day(content, monkeypatch):
    value, day = Standing("test", counting()), ["monday"]
    monkeypatch.setattr(standing.timezone, "localdate", lambda: day[0])
    assert value.value() == 1
    day[0] = "tuesday"
    assert value.value() == 2


def test_the_last_one_stands_while_the_database_is_away(content):
    value = Standing("test", counting())
    value.value()
    content.number = None
    assert value.value() == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_the_last_one_stands_when_the_database_goes_away_while_it_is_made(content, error):
    def lost():
        raise error("server closed the connection unexpectedly")

    Standing("test", counting(), on_disk=True).value()
    assert Standing("test", lost, on_disk=True).value() == 1
    with pytest.raises(OperationalError, match="nothing is kept of other"):
        Standing("other", lost, on_disk=True).value()


def test_what_is_kept_on_disk_stands_in_another_process(content):
    Standing("test", counting(), on_disk=True).value()
    content.number = None
    assert Standing("test", counting(), on_disk=True).value() == 1
    with pytest.raises(OperationalError, match="nothing is kept of other"):
        Standing("other", counting(), on_disk=True).value()
    with pytest.raises(OperationalError):
        Standing("test", counting()).value()


def test_a_disk_without_room_is_no_reason_to_fail(content, monkeypatch):
    class Full:
        def set(self, *_arguments):
            raise OSError("no space left on device")

    monkeypatch.setattr(standing, "caches", {"kept": Full()})
    assert Standing("test", counting(), on_disk=True).value() == 1


def test_what_another_version_wrote_and_cannot_be_read_is_as_nothing(content, monkeypatch):
    class Changed:
        def get(self, *_arguments):
            raise TypeError("no such class any more")

    monkeypatch.setattr(standing, "caches", {"kept": Changed()})
    content.number = None
    with pytest.raises(OperationalError, match="nothing is kept of test"):
        Standing("test", counting(), on_disk=True).value()


def test_inside_a_transaction_it_is_made_each_time(content, monkeypatch):
    monkeypatch.setattr(standing, "connection", SimpleNamespace(in_atomic_block=True))
    value = Standing("test", counting())
    assert [value.value(), value.value()] == [1, 2]
