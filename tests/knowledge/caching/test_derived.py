"""Computed once per content version, and there while the database is unavailable."""

from types import SimpleNamespace

import pytest
from django.db import InterfaceError, OperationalError

from knowledge.caching import derived
from knowledge.caching.derived import DerivedContent


class FakeContentState:
    def __init__(self):
        self.number = 1

    def current_version(self):
        return self.number


@pytest.fixture
def content(monkeypatch, settings, tmp_path):
    state = FakeContentState()
    monkeypatch.setattr(derived, "content_state", state)
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=False))
    settings.DATA_DIR = tmp_path
    return state


def counting():
    results = []

    def compute():
        results.append(len(results) + 1)
        return results[-1]

    return compute


def test_it_is_computed_once_per_content_version(content):
    derived_content = DerivedContent("test", counting())
    assert [derived_content.get(), derived_content.get()] == [1, 1]
    content.number = 2
    assert [derived_content.get(), derived_content.get()] == [2, 2]


def test_it_is_computed_anew_on_a_new_day(content, monkeypatch):
    derived_content, day = DerivedContent("test", counting()), ["monday"]
    monkeypatch.setattr(derived.timezone, "localdate", lambda: day[0])
    assert derived_content.get() == 1
    day[0] = "tuesday"
    assert derived_content.get() == 2


def test_the_last_value_is_used_while_the_database_is_unavailable(content):
    derived_content = DerivedContent("test", counting())
    derived_content.get()
    content.number = None
    assert derived_content.get() == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_the_last_value_is_used_when_the_database_fails_while_it_is_computed(content, error):
    def lost():
        raise error("server closed the connection unexpectedly")

    DerivedContent("test", counting(), persist=True).get()
    assert DerivedContent("test", lost, persist=True).get() == 1
    with pytest.raises(OperationalError, match="other is not cached"):
        DerivedContent("other", lost, persist=True).get()


def test_a_persisted_value_is_there_in_another_process(content):
    DerivedContent("test", counting(), persist=True).get()
    content.number = None
    assert DerivedContent("test", counting(), persist=True).get() == 1
    with pytest.raises(OperationalError, match="other is not cached"):
        DerivedContent("other", counting(), persist=True).get()
    with pytest.raises(OperationalError):
        DerivedContent("test", counting()).get()


def test_a_disk_without_room_is_no_reason_to_fail(content, monkeypatch):
    def full(*_arguments):
        raise OSError("no space left on device")

    monkeypatch.setattr(derived.Folder, "write", full)
    assert DerivedContent("test", counting(), persist=True).get() == 1


@pytest.mark.parametrize("written", [b"", b"[]", b'[["row",0],[["model","knowledge.Gone",{}]]]'])
def test_what_another_version_wrote_and_cannot_be_read_is_ignored(content, written):
    derived._FOLDER.write("test", written)
    content.number = None
    with pytest.raises(OperationalError, match="test is not cached"):
        DerivedContent("test", counting(), persist=True).get()


def test_what_another_process_wrote_is_not_written_again(content, monkeypatch):
    DerivedContent("test", counting(), persist=True).get()
    monkeypatch.setattr(derived.Folder, "write", pytest.fail)
    DerivedContent("test", counting(), persist=True).get()


def test_inside_a_transaction_it_is_computed_each_time(content, monkeypatch):
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=True))
    derived_content = DerivedContent("test", counting())
    assert [derived_content.get(), derived_content.get()] == [1, 2]


def test_memory_can_be_cleared_and_restored(content):
    derived_content = DerivedContent("test", counting())
    assert derived_content.get() == 1
    snapshot = DerivedContent.snapshot()
    DerivedContent.clear()
    assert derived_content.get() == 2
    DerivedContent.restore(snapshot)
    assert derived_content.get() == 1
