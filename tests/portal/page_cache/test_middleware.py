"""Who gets a cached page, and when it is made anew."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.models import CodeWord, Service
from knowledge.values.hours.opening_hours import ZONE
from portal.page_cache import stores
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db

RESULT = f"/verwijzen/?{OUTCOMES[0]}"
CACHEABLE = ["/", "/loketten/", "/loketten/comensha/", "/signalen/", "/en/over/", RESULT]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return response, [query["sql"] for query in captured]


@pytest.mark.parametrize("address", CACHEABLE)
def test_a_cached_page_costs_one_small_query(client, page_cache, address):
    first = client.get(address)
    second, queries = queries_of(client, address)
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert len(queries) == 1
    assert queries[0].startswith("SELECT SUM(mark)")


@pytest.mark.parametrize("address", CACHEABLE)
def test_a_cached_page_has_all_the_headers_of_a_new_one(client, page_cache, settings, address):
    cached = (client.get(address), client.get(address))[1]
    settings.PAGE_CACHE = False
    made = client.get(address)
    strict = {name.lower(): value for name, value in made.items()}
    for name in ("etag", "content-length", "vary", "expires"):
        strict.pop(name, None)
    assert strict.items() <= {name.lower(): value for name, value in cached.items()}.items()


@pytest.mark.parametrize("address", ["/zoeken/?q=fier", "/loketten/comensha/melden/", "/nergens/"])
def test_forms_searches_and_errors_are_never_cached(client, page_cache, address):
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert stores.find(address, lambda _page: True) is None


def test_a_page_of_the_guide_is_kept_here_and_nowhere_else(client, page_cache):
    assert "no-store" in client.get(RESULT)["Cache-Control"]
    assert "no-store" in client.get(RESULT)["Cache-Control"]
    assert stores.find(RESULT, lambda _page: True)
    assert stores.find_on_disk(RESULT) is None


def test_an_edit_is_seen_at_the_next_request(client, page_cache, another_process):
    before = client.get("/loketten/comensha/")
    service = Service.objects.get(slug="comensha")
    service.name_nl = "CoMensha, anders genoemd"
    service.save()
    after = client.get("/loketten/comensha/")
    assert "anders genoemd" in after.content.decode()
    assert after["ETag"] != before["ETag"]
    another_process()
    assert client.get("/loketten/comensha/").content == after.content


def test_each_language_and_each_parameter_has_its_own_page(client, page_cache):
    addresses = ["/loketten/", "/en/loketten/", "/loketten/?leeftijd=16", "/loketten/?leeftijd=30"]
    first = [client.get(address).content for address in addresses]
    assert len(set(first)) == len(addresses)
    assert [client.get(address).content for address in addresses] == first


def test_who_is_signed_in_neither_fills_the_cache_nor_gets_from_it(client_of, page_cache):
    reader, visitor, address = client_of("reader"), Client(), "/risicoplekken/"
    word = CodeWord.objects.first().term
    for _time in range(2):
        page = reader.get(address)
        assert page["Cache-Control"] == "private, no-store"
        assert word in page.content.decode()
        assert word not in visitor.get(address).content.decode()


def test_what_becomes_restricted_is_gone_at_once(client, page_cache):
    assert client.get("/loketten/comensha/").status_code == 200
    service = Service.objects.get(slug="comensha")
    service.restricted = True
    service.save()
    assert client.get("/loketten/comensha/").status_code == 404
    assert "comensha" not in client.get("/loketten/").content.decode()


def test_open_now_is_never_wrong(client, page_cache, monkeypatch):
    """Cached until the desk closes, and not a moment longer."""
    now = [datetime(2026, 3, 2, 16, 58, tzinfo=ZONE)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    assert "tot 17:00" in client.get("/loketten/comensha/").content.decode()
    now[0] += timedelta(minutes=1)
    _same, queries = queries_of(client, "/loketten/comensha/")
    assert len(queries) == 1
    now[0] += timedelta(minutes=1)
    closed = client.get("/loketten/comensha/").content.decode()
    assert "Nu gesloten, gaat open" in closed


def test_a_new_day_makes_pages_anew(client, page_cache, monkeypatch):
    now = [datetime(2026, 3, 2, 23, 59, tzinfo=ZONE)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    client.get("/wetsartikelen/")
    now[0] += timedelta(minutes=1)
    _page, queries = queries_of(client, "/wetsartikelen/")
    assert len(queries) > 1


def test_another_host_or_an_address_without_end_is_not_for_the_cache(client, page_cache):
    assert client.get("/", headers={"host": "elders.example"}).status_code == 400
    address = "/loketten/?leeftijd=" + "a" * 3_000
    assert client.get(address).status_code == 200
    assert stores.find(address, lambda _page: True) is None


def test_http_is_sent_to_https_before_any_page(client, page_cache, settings):
    client.get("/")
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/").status_code == 301


def test_a_page_that_came_by_http_is_not_shown_to_who_comes_by_https(client, page_cache, settings):
    """It lacks HSTS. Here the proxy redirects to https, and passes the scheme in a header."""
    settings.SECURE_HSTS_SECONDS = 3_600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert "Strict-Transport-Security" not in Client().get("/over/")
    by_https = {"x-forwarded-proto": "https"}
    for _time in range(2):
        assert "Strict-Transport-Security" in Client().get("/over/", headers=by_https)
    assert "Strict-Transport-Security" not in Client().get("/over/")


def test_a_head_finds_the_page_too(client, page_cache):
    client.get("/")
    assert client.head("/").status_code == 200
