"""Two servers that share PostgreSQL and Redis act as one portal."""

import re
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
import redis

from tools.bench.databases import new_postgres
from tools.serving import EDITOR, prepared, server, with_static_files

pytestmark = pytest.mark.walk

CACHE = "redis://127.0.0.1:6379/7"
KEY = "the same on both machines, and longer than fifty characters"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"')


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """URLs of two servers: separate processes, folders and ports."""
    try:
        redis.Redis.from_url(CACHE, socket_connect_timeout=1).flushdb()
    except redis.ConnectionError:
        pytest.skip("no Redis answers at 127.0.0.1:6379")
    with new_postgres() as database:
        if database is None:
            pytest.skip("no PostgreSQL answers")
        with prepared(True, DATABASE_URL=database, CACHE_URL=CACHE, SECRET_KEY=KEY) as first:
            second = {**first, "DATA_DIR": str(tmp_path_factory.mktemp("second"))}
            with_static_files(second["DATA_DIR"])
            run = "portal.rsgi:application"
            with server(run, first) as one, server(run, second) as other:
                yield one, other


def read(browser: OpenerDirector, address: str, data: dict[str, str] | None = None) -> str:
    body = urlencode(data).encode() if data else None
    headers = {"Referer": address, "Accept-Encoding": "identity"}
    with browser.open(Request(address, body, headers), timeout=60) as answer:
        return answer.read().decode()


def signed_in(at: str) -> OpenerDirector:
    """A browser, with one cookie jar for all ports of this host."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    login = f"{at}/account/login/"
    token = TOKEN.search(read(browser, login))[1]
    sent = {"csrfmiddlewaretoken": token, "login": EDITOR[0], "password": EDITOR[1]}
    read(browser, login, sent)
    return browser


def fields_of(html: str) -> dict[str, str]:
    """The filled fields of the form on an admin page."""
    form = html[html.index('id="service_form"') :]
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.S)
    chosen = {}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        picked = re.search(r'value="([^"]*)"[^>]*selected', options)
        if picked:
            chosen[name] = picked[1]
    return {**found, **dict(texts), **chosen}


def test_they_are_two_and_both_keep_pages(two):
    one, other = two
    assert urlsplit(one).port != urlsplit(other).port
    visitor = build_opener()
    assert read(visitor, f"{one}/over/") == read(visitor, f"{other}/over/")


def test_a_session_of_one_holds_at_the_other(two):
    one, other = two
    browser = signed_in(one)
    assert "Wat er te doen is" in read(browser, f"{other}/beheer/")
    assert "Wat er te doen is" not in read(build_opener(HTTPCookieProcessor()), f"{other}/beheer/")


def test_an_edit_at_one_is_seen_at_the_other_at_once(two):
    one, other = two
    visitor, browser = build_opener(), signed_in(one)
    page = f"{other}/wetsartikelen/"
    before = read(visitor, page)
    assert read(visitor, page) == before
    listed = read(browser, f"{one}/beheer/knowledge/legalarticle/")
    row = re.search(r'href="(/beheer/knowledge/legalarticle/\d+/change/)', listed)[1]
    html = read(browser, one + row)
    form = html.replace('id="legalarticle_form"', 'id="service_form"')
    values = {**fields_of(form), "title_nl": "Gewijzigd bij de ene", "title_en": "Changed at one"}
    values["_save"] = "1"
    read(browser, one + row, values)
    after = read(visitor, page)
    assert "Gewijzigd bij de ene" in after
    assert "Gewijzigd bij de ene" in read(visitor, f"{one}/wetsartikelen/")
