"""Cache warming."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import Service
from knowledge.pages import paging
from portal.page_cache import stores, warming
from portal.page_cache.addresses import public_addresses

pytestmark = pytest.mark.django_db

FEW = ["/", "/loketten/comensha/", "/wetsartikelen/"]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(warming, "public_addresses", lambda: iter(FEW))


def test_only_what_changed_is_made_again(page_cache, few):
    assert warming.warm_pages() == warming.Warmed(made=3)
    assert warming.warm_pages() == warming.Warmed(current=3)
    Service.objects.get(slug="comensha").save()
    assert warming.warm_pages() == warming.Warmed(made=3)


def test_every_page_of_a_long_list_is_made(page_cache, monkeypatch):
    monkeypatch.setattr(paging, "PER_PAGE", 10)
    monkeypatch.setattr(warming, "public_addresses", lambda: iter(["/wetsartikelen/"]))
    done = warming.warm_pages()
    assert done.made > 1
    assert stores.find_on_disk("/wetsartikelen/?pagina=2")
    assert warming.warm_pages().current == done.made


def test_one_page_that_fails_does_not_keep_the_others_away(page_cache, few, monkeypatch):
    def fail(*_arguments, **_named):
        raise ValueError

    monkeypatch.setattr("portal.pages.views.home_desks", fail)
    done = warming.warm_pages()
    assert (done.made, done.failed) == (2, 1)


def test_the_command_says_how_many(page_cache, few, monkeypatch):
    out = StringIO()
    call_command("warm_pages", stdout=out)
    assert out.getvalue() == "3 pages cached, 0 already current.\n"
    monkeypatch.setattr(page_cache, "current_version", lambda: None)
    with pytest.raises(CommandError):
        call_command("warm_pages")


def test_a_new_content_version_wakes_the_thread_once(page_cache):
    warming._changed.clear()
    warming.wake(5)
    assert warming._changed.is_set()
    assert stores.saved_content_version() == 5
    warming._changed.clear()
    warming.wake(5)
    assert not warming._changed.is_set()


def test_one_process_of_a_machine_does_it(page_cache):
    with warming.machine_lock() as first, warming.machine_lock() as second:
        assert (first, second) == (True, False)
    with warming.machine_lock() as again:
        assert again


@pytest.mark.parametrize("caching", [True, False])
@pytest.mark.parametrize("beforehand", [True, False])
def test_it_starts_where_pages_are_cached_and_made_beforehand(
    settings, monkeypatch, caching, beforehand
):
    started = []
    monkeypatch.setattr(warming, "start", lambda: started.append(True))
    settings.PAGE_CACHE, settings.PAGES_BEFOREHAND = caching, beforehand
    warming.start_if_enabled()
    assert bool(started) == (caching and beforehand)


def test_addresses_come_from_rows_that_visitors_may_see():
    Service.objects.filter(slug="comensha").update(restricted=True)
    assert "/loketten/comensha/" not in set(public_addresses())
