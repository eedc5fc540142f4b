"""Cache poisoning: a cached page depends on its address alone."""

import gzip

import pytest
from django.test import Client

from portal.page_cache import stores

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_moment")]

CACHEABLE = [
    "/",
    "/en/",
    "/loketten/?leeftijd=16",
    "/verwijzen/?gevaar=nee",
    "/factsheets/belkaart/",
]
EVIL = "elders.example"
HEADERS = {
    "x-forwarded-host": EVIL,
    "x-forwarded-proto": "http",
    "x-forwarded-prefix": "/elders",
    "x-forwarded-for": "1.2.3.4",
    "x-original-url": "/beheer/",
    "x-rewrite-url": "/beheer/",
    "x-http-method-override": "POST",
    "forwarded": f"host={EVIL}",
    "accept-language": "en",
    "accept": "application/json",
    "accept-encoding": "gzip, br",
    "user-agent": f"<b>{EVIL}</b>",
    "referer": f"https://{EVIL}/",
    "origin": f"https://{EVIL}",
    "range": "bytes=0-9",
    "if-none-match": '"x"',
    "if-modified-since": "Sat, 29 Oct 2050 19:43:31 GMT",
    "cookie": "csrftoken=abcdefghijklmnopqrstuvwxyz012345; django_language=en; messages=x",
    "pragma": "x-get-cache-key",
    "fastly-debug": "1",
}


def plain(response) -> bytes:
    gzipped = response.get("Content-Encoding") == "gzip"
    return gzip.decompress(response.content) if gzipped else response.content


@pytest.mark.parametrize("address", CACHEABLE)
def test_no_header_of_one_visitor_reaches_another(page_cache, address):
    first = Client().get(address)
    faults = []
    for name, value in HEADERS.items():
        stores.local_pages.clear()
        stores.caches["pages"].clear()
        poisoned = Client().get(address, headers={name: value})
        after = Client().get(address)
        if poisoned.status_code not in (200, 304) or after.status_code != 200:
            faults.append(f"{name}: {poisoned.status_code}, then {after.status_code}")
        elif after.content != first.content or EVIL in str(after.headers):
            faults.append(f"{name}: the next visitor gets another page")
        elif plain(poisoned) not in (first.content, b""):
            faults.append(f"{name}: it changes the page")
    assert faults == []


@pytest.mark.parametrize("method", ["head", "options"])
def test_another_method_leaves_the_page_whole(page_cache, method):
    getattr(Client(), method)("/loketten/")
    page = Client().get("/loketten/")
    assert page.status_code == 200
    assert b"comensha" in page.content


@pytest.mark.parametrize(
    "query",
    [
        "leeftijd=16;leeftijd=30",
        "leeftijd=16&leeftijd=30",
        "leeftijd=30&leeftijd=16",
        "leeftijd%5B%5D=30&leeftijd=16",
        "utm_content=x;leeftijd=30",
        "leeftijd=16%26leeftijd=30",
        "leeftijd=16%00",
        "LEEFTIJD=30",
        "callback=x",
    ],
)
def test_parameters_that_are_hidden_or_doubled_stay_at_their_own_address(page_cache, query):
    clean = {path: Client().get(path).content for path in ("/loketten/", "/loketten/?leeftijd=16")}
    stores.local_pages.clear()
    stores.caches["pages"].clear()
    Client().get(f"/loketten/?{query}")
    assert {path: Client().get(path).content for path in clean} == clean


@pytest.mark.parametrize(
    "path",
    [
        "/loketten/%3Fleeftijd=16",
        "/loketten//",
        "/loketten/%2e%2e/",
        "/loketten/comensha/x.css",
        "/loketten/;x.css",
        "/loketten/.css",
        "/LOKETTEN/",
        "/loketten/%0a",
    ],
)
def test_a_path_that_only_looks_like_that_of_a_page_is_not_that_page(page_cache, path):
    Client().get("/loketten/?leeftijd=16")
    assert Client().get(path).status_code == 404
    assert Client().get("/loketten/?leeftijd=16").status_code == 200
