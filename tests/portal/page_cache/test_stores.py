"""Stores in the process, shared and on disk: none of them can make a page fail."""

from datetime import datetime

import pytest
from django.http import HttpResponse

from knowledge.caching.parameters import Scope
from knowledge.caching.sealing import FORMAT
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
    stores.save("/loketten/", page(), Scope.ALL)
    assert stores.find("/loketten/", any_page).page == page()
    another_process()
    assert stores.find("/loketten/", any_page).page == page()
    assert stores.find_on_disk("/loketten/") == page()
    assert stores.find("/elders/", any_page) is None
    assert stores.find_on_disk("/elders/") is None


def test_a_page_that_is_not_usable_is_not_found(page_cache):
    stores.save("/", page(content_version=1), Scope.ALL)
    assert stores.find("/", lambda page: page.content_version == 2) is None


def test_a_page_of_another_version_of_the_portal_is_not_shown_as_its_own(
    page_cache, another_process, monkeypatch
):
    stores.save("/", page(), Scope.ALL)
    another_process()
    monkeypatch.setattr("portal.page_cache.page.build", lambda: "the next version")
    assert stores.find("/", lambda page: page.is_current(1, NOON)) is None
    assert stores.find_on_disk("/").may_be_copied(1, NOON.date())


@pytest.mark.parametrize(
    ("scope", "cache_control"),
    [(Scope.PROCESS, "no-cache"), (Scope.ALL, "no-store"), (Scope.PROCESS, "no-store")],
)
def test_a_page_with_answers_is_in_this_process_only(
    page_cache, another_process, scope, cache_control
):
    stores.save("/verwijzen/", page(**{"Cache-Control": cache_control}), scope)
    assert stores.find("/verwijzen/", any_page)
    assert stores.local_pages.get("/verwijzen/") is None
    another_process()
    assert stores.find("/verwijzen/", any_page) is None
    assert stores.find_on_disk("/verwijzen/") is None


def test_a_page_that_a_visitor_chose_is_nowhere(page_cache):
    stores.save("/loketten/", page(), Scope.NONE)
    assert stores.find("/loketten/", any_page) is None


def test_pages_with_answers_go_after_some_minutes():
    pages = stores.LocalPages(seconds=0.01)
    pages.set("/verwijzen/?rol=politie", PreparedPage(page()))
    pages._timer.join()
    assert pages.get("/verwijzen/?rol=politie") is None
    pages.set("/verwijzen/?rol=politie", PreparedPage(page()))
    assert pages._timer


def test_the_pages_of_a_list_are_on_disk(page_cache):
    stores.save("/loketten/?pagina=2", page(), Scope.ALL)
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
    store = stores.SharedPages("pages", clock=lambda: now[0])
    assert store.get("a") is None
    assert store.get("b") is None
    assert keys == ["a"]
    now[0] = stores.PAUSE
    assert store.get("c") is None
    assert keys == ["a", "c"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda sealed: sealed[:-20],
        lambda sealed: sealed.replace(FORMAT, b"verwijswijzer-0\n"),
        lambda sealed: sealed[:-1] + b"x",
        lambda _sealed: b"",
        lambda _sealed: b"cos\nsystem\n(S'true'\ntR.",
    ],
    ids=["cut off", "another format", "changed", "empty", "a pickle"],
)
def test_a_file_that_is_not_as_we_wrote_it_is_a_miss_and_is_written_anew(
    page_cache, another_process, tmp_path, damage
):
    stores.save("/", page(), Scope.ALL)
    (file,) = (tmp_path / "kept" / "pages").glob("*")
    file.write_bytes(damage(file.read_bytes()))
    another_process()
    assert stores.find_on_disk("/") is None
    stores.save("/", page(), Scope.ALL)
    assert stores.find_on_disk("/") == page()


def test_pages_of_other_content_are_deleted_from_the_disk(page_cache):
    stores.save("/", page(content_version=1), Scope.ALL)
    stores.save("/en/", page(content_version=2), Scope.ALL)
    assert stores.disk_pages.delete_others(2) == 1
    assert stores.find_on_disk("/") is None
    assert stores.find_on_disk("/en/")


def test_the_newest_content_version_this_machine_knew_of(page_cache):
    assert stores.saved_content_version() is None
    stores.save_content_version(42)
    assert stores.saved_content_version() == 42
