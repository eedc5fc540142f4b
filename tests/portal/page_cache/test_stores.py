"""Stores in the process, shared and on disk: none of them can make a page fail."""

import pickle
import zlib
from datetime import datetime

import pytest
from django.http import HttpResponse

from knowledge.values.hours.opening_hours import ZONE
from portal.page_cache import stores
from portal.page_cache.page import cached_page
from portal.page_cache.prepared import PreparedPage

NOON = datetime(2026, 3, 2, 12, tzinfo=ZONE)


def page(content_version=1, **headers):
    response = HttpResponse("page", headers=headers)
    return cached_page(
        response, content_version=content_version, made_at=NOON, expiries=[], withdrawn_on=None
    )


def any_page(_page):
    return True


def test_a_page_is_found_in_the_process_the_shared_cache_and_on_disk(page_cache, another_process):
    stores.save("/loketten/", page())
    assert stores.find("/loketten/", any_page).page == page()
    another_process()
    assert stores.find("/loketten/", any_page).page == page()
    assert stores.find_on_disk("/loketten/") == page()
    assert stores.find("/elders/", any_page) is None
    assert stores.find_on_disk("/elders/") is None


def test_a_page_that_is_not_usable_is_not_found(page_cache):
    stores.save("/", page(content_version=1))
    assert stores.find("/", lambda page: page.content_version == 2) is None


def test_a_page_of_another_version_of_the_portal_is_not_shown_as_its_own(
    page_cache, another_process, monkeypatch
):
    stores.save("/", page())
    another_process()
    monkeypatch.setattr("portal.page_cache.page.build", lambda: "the next version")
    assert stores.find("/", lambda page: page.is_current(1, NOON)) is None
    assert stores.find_on_disk("/").may_be_copied(1, NOON.date())


@pytest.mark.parametrize(
    ("address", "cache_control"),
    [
        ("/verwijzen/?rol=politie", "no-cache"),
        ("/verwijzen/", "no-store"),
        ("/loketten/?leeftijd=16", "no-cache"),
        ("/factsheets/politie/?gemeente=tilburg", "no-cache"),
        ("/loketten/?pagina=2&leeftijd=16", "no-cache"),
    ],
)
def test_nothing_that_a_visitor_chose_is_on_disk(page_cache, address, cache_control):
    stores.save(address, page(**{"Cache-Control": cache_control}))
    assert stores.find_on_disk(address) is None
    assert stores.find(address, any_page)


def test_the_pages_of_a_list_are_on_disk(page_cache):
    stores.save("/loketten/?pagina=2", page())
    assert stores.find_on_disk("/loketten/?pagina=2") == page()


def test_local_pages_are_limited_in_number():
    pages = stores.LocalPages()
    for number in range(pages.MAX_PAGES + 5):
        pages.set(f"/{number}", PreparedPage(page()))
    assert pages.get("/0") is None
    assert pages.get(f"/{pages.MAX_PAGES + 4}")
    assert len(pages._pages) == pages.MAX_PAGES


def test_a_store_that_fails_is_left_alone_for_a_while(monkeypatch):
    now, keys = [0.0], []

    class Broken:
        def get(self, key):
            keys.append(key)
            raise ConnectionError("nobody there")

    monkeypatch.setattr(stores, "caches", {"pages": Broken()})
    store = stores.FailSafeCache("pages", clock=lambda: now[0])
    assert store.get("a") is None
    assert store.get("b") is None
    assert keys == ["a"]
    now[0] = stores.PAUSE
    assert store.get("c") is None
    assert keys == ["a", "c"]


@pytest.mark.parametrize(
    "damaged",
    [
        pickle.dumps(None) + zlib.compress(b"cportal.page_cache.page\nRenamed\n."),
        pickle.dumps(None) + zlib.compress(b"cportal.moved\nCachedPage\n."),
        pickle.dumps(None) + zlib.compress(pickle.dumps(page())[:-20]),
        pickle.dumps(None) + b"half a file",
        b"",
    ],
    ids=["class renamed", "module moved", "pickle cut off", "not compressed", "empty"],
)
def test_a_file_that_cannot_be_read_is_a_miss_and_is_written_anew(
    page_cache, another_process, settings, damaged
):
    stores.save("/", page())
    (file,) = settings.CACHES["disk"]["LOCATION"].glob("*")
    file.write_bytes(damaged)
    another_process()
    assert stores.find_on_disk("/") is None
    stores.save("/", page())
    assert stores.find_on_disk("/") == page()


def test_the_newest_content_version_this_machine_knew_of(page_cache):
    assert stores.saved_content_version() is None
    stores.save_content_version(42)
    assert stores.saved_content_version() == 42


def test_the_disk_is_culled_now_and_then(page_cache, monkeypatch):
    monkeypatch.setattr(stores.random, "random", lambda: 0.0)
    disk = stores.caches["disk"]
    monkeypatch.setattr(disk, "_max_entries", 10)
    for number in range(30):
        disk.set(f"page{number}", page(), None)
    assert len(disk._list_cache_files()) <= 11
