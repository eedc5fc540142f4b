"""Ready pages: one query for the version for all who ask at one moment, and none waits long."""

import asyncio
import threading
import time
from types import SimpleNamespace

import pytest

from portal.server import ready
from portal.server.ready import ReadyResponses


class Pages:
    """One page, of version 7, at "/"; the version is asked of a database that takes its time."""

    def __init__(self, known=None, current=7, takes=0.05):
        self.known, self.current, self.takes = known, current, takes
        self.asked: list[str] = []

    def find(self, environ):
        if environ["PATH_INFO"] != "/":
            return None
        answer = SimpleNamespace(status=200, header_list=[], body=b"page")
        return SimpleNamespace(current_response=lambda version, _: answer if version == 7 else None)

    def may_have(self, environ):
        return environ.get("REQUEST_METHOD") != "POST"

    def page(self, environ, version):
        self.asked.append(threading.current_thread().name)
        return self.find(environ) if version == 7 else None

    def reusable_version(self):
        return self.known

    def current_version(self):
        self.asked.append(threading.current_thread().name)
        time.sleep(self.takes)
        if isinstance(self.current, Exception):
            raise self.current
        return self.current


HOME = {"PATH_INFO": "/"}


def asked(pages, *paths):
    responses = ReadyResponses(pages.find, pages, pages)

    async def ask():
        return await asyncio.gather(*(responses.soon({"PATH_INFO": path}) for path in paths))

    return [found and found.body for found in asyncio.run(ask())]


@pytest.mark.parametrize(("known", "found"), [(7, True), (8, False), (None, False)])
def test_at_once_only_what_is_known_to_be_current(known, found):
    pages = Pages(known)
    assert bool(ReadyResponses(pages.find, pages, pages).at_once(HOME)) is found
    assert pages.asked == []


def test_all_who_ask_at_the_same_moment_share_one_query():
    pages = Pages()
    assert asked(pages, *["/"] * 20) == [b"page"] * 20
    assert len(pages.asked) == 1
    assert pages.asked[0].startswith("version")


def test_what_is_not_here_asks_nothing():
    pages = Pages()
    assert asked(pages, "/loketten/") == [None]
    assert pages.asked == []


@pytest.mark.parametrize("current", [8, None])
def test_a_page_of_another_version_or_without_one_is_for_the_application(current):
    assert asked(Pages(current=current), "/", "/") == [None, None]


def test_a_database_that_hangs_keeps_nobody_long(monkeypatch):
    monkeypatch.setattr(ready, "PATIENCE", 0.05)
    pages = Pages(takes=0.6)

    async def ask():
        responses = ReadyResponses(pages.find, pages, pages)
        began = time.monotonic()
        stuck = [await responses.soon(HOME), await responses.soon(HOME)]
        took = time.monotonic() - began
        await asyncio.sleep(0.7)
        pages.takes = 0
        return stuck, took, await responses.soon(HOME)

    stuck, took, afterwards = asyncio.run(ask())
    assert stuck == [None, None]
    assert took < 0.4
    assert afterwards.body == b"page"
    assert len(pages.asked) == 2


@pytest.mark.parametrize(
    ("current", "path", "found"), [(7, "/", True), (7, "/loketten/", False), (8, "/", False)]
)
def test_a_page_that_is_kept_elsewhere_is_fetched_in_a_thread_of_its_own(current, path, found):
    pages = Pages(current=current)
    responses = ReadyResponses(pages.find, pages, pages)
    response = asyncio.run(responses.fetched({"PATH_INFO": path}))
    assert bool(response) is found
    assert [name.partition("_")[0] for name in pages.asked] == ["version", "fetch"]


@pytest.mark.parametrize(("longer", "found"), [(5.0, True), (0.1, False)])
def test_a_page_that_would_wait_behind_dear_ones_waits_longer_for_the_version(
    monkeypatch, longer, found
):
    monkeypatch.setattr(ready, "PATIENCE", 0.05)
    monkeypatch.setattr(ready, "LONGER", longer)
    pages = Pages(takes=0.3)

    async def ask():
        responses = ReadyResponses(pages.find, pages, pages)
        return await responses.soon(HOME), await responses.fetched(HOME)

    soon, fetched = asyncio.run(ask())
    assert soon is None
    assert bool(fetched) is found


def test_without_a_version_nothing_is_fetched():
    pages = Pages(current=None)
    assert asyncio.run(ReadyResponses(pages.find, pages, pages).fetched(HOME)) is None
    assert len(pages.asked) == 1


def test_for_what_is_kept_nowhere_not_even_the_version_is_asked():
    pages = Pages()
    sent = {**HOME, "REQUEST_METHOD": "POST"}
    assert asyncio.run(ReadyResponses(pages.find, pages, pages).fetched(sent)) is None
    assert pages.asked == []


def test_a_fault_keeps_nobody_waiting_and_is_logged(caplog):
    assert asked(Pages(current=ValueError("a fault")), "/", "/") == [None, None]
    assert "a fault" in caplog.text
