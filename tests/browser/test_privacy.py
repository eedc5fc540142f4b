"""The promises of the privacy page, checked by visiting everything public."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import database_url
from tests.browser.device import EMPTY, STORED, keep
from tests.portal.addresses import all_addresses
from tests.portal.test_headers_served import PRODUCTION
from tools.serving import running

pytestmark = pytest.mark.browser

KEYS = {"time", "level", "logger", "message", "route", "method", "status", "exception", "traceback"}
NEUTRAL = "https://www.knmi.nl/"
BROWSER = "Zeer-Herkenbaar/7.1"
ADDRESS = "203.0.113.77"
TYPED = "geheimzinnigwoord"
OWN = ("/stuk/?rol=zorg&leeftijd=onder-18", f"/nergens/{TYPED}/", f"/zoeken/?q={TYPED}")


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> list[str]:
    """Every public page in both languages, but at most three of each kind.

    Queried before Playwright makes this thread asynchronous for Django.
    """
    kinds: Counter[str] = Counter()
    paths = []
    with django_db_blocker.unblock():
        for address in all_addresses():
            kind = address.rstrip("/").rpartition("/")[0]
            kinds[kind] += 1
            if kinds[kind] <= 3 or kind in ("", "/en") or "?" in address:
                paths.append(address)
    return [*paths, *OWN]


def test_a_walk_through_everything_leaves_no_trace(
    everything: list[str], chromium: Browser, tmp_path: Path
):
    log = tmp_path / "log"
    given = {**PRODUCTION, "BEHIND_PROXY": "0", "SECURE_SSL_REDIRECT": "0", "PAGE_CACHE": "0"}
    given |= {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url(), "SECURITY_CONTACT": ""}
    with running("portal.rsgi:application", given, log=log) as site:
        context = chromium.new_context(
            base_url=site.address,
            user_agent=BROWSER,
            extra_http_headers={"X-Forwarded-For": ADDRESS},
        )
        context.set_default_timeout(15_000)
        asked: list[str] = []
        context.on("request", lambda sent: asked.append(sent.url))

        def neutral(route: Route) -> None:
            route.fulfill(body="rain", content_type="text/html")

        context.route(f"{NEUTRAL}**", neutral)
        page = context.new_page()
        kept = []
        for path in everything:
            page.goto(path, wait_until="domcontentloaded")
            if page.evaluate(STORED) != EMPTY:
                kept.append(path)
        page.goto("/zoeken/")
        page.locator("main input[type=search]").press_sequentially("veilig")
        page.locator("main .suggestions [role=option]").first.wait_for()
        before = len(asked)
        page.locator("main input[type=search]").fill(f"jongen van 14 {TYPED} gaat mee met man")
        page.locator("main input[type=search]").press("Enter")
        page.locator(".language").click()
        page.wait_for_url("**/en/zoeken/")
        assert TYPED in page.locator("#q").input_value()
        assert [url for url in asked[before:] if TYPED in url] == []
        assert TYPED not in page.title()
        if page.evaluate(STORED) != EMPTY:
            kept.append("a search")
        assert kept == []
        assert context.cookies() == []
        page.goto("/loketten/comensha/melden/")
        assert [cookie["name"] for cookie in context.cookies()] == ["__Host-csrf"]
        context.clear_cookies()
        keep(page)
        page.locator("[data-leave]").click()
        page.wait_for_url(NEUTRAL)
        page.goto("/offline/")
        stored = page.evaluate(STORED)
        assert (stored[:4], stored[4:]) == (EMPTY[:4], [1, 1])  # leaving stored nothing
        context.close()
    assert {url for url in asked if not url.startswith(site.address)} == {NEUTRAL}
    holds_only_what_went_wrong(log.read_text())


def holds_only_what_went_wrong(said: str) -> None:
    lines = [json.loads(line) for line in said.splitlines()]
    assert {line["route"] for line in lines if line.get("status") == 500} == {"broken"}
    assert {line["status"] for line in lines if "status" in line} == {404, 500}
    assert [line for line in lines if not set(line) <= KEYS] == []
    for trace in (TYPED, "onder-18", "Herkenbaar", ADDRESS, "127.0.0.1", "veilig", "/nergens", "?"):
        assert trace not in said, trace
