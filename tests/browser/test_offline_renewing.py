"""Refreshing offline copies in a real browser, over an unreliable network."""

import time
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from knowledge.caching.content_version import content_changed
from knowledge.models import Factsheet, Service
from tests.browser.conftest import Beside
from tests.browser.device import KEYS, MADE_OLD, NOTE, RED, keep, open_offline, wait_until_kept
from tests.browser.network import DOWN, SILENT, UP, Network

pytestmark = pytest.mark.browser


@pytest.fixture
def page(device: Page) -> Page:
    return device


def change(summary: str, *, restricted: bool) -> None:
    Service.objects.filter(slug="veilig-thuis").update(summary_nl=summary)
    Factsheet.objects.filter(slug="politie").update(restricted=restricted)
    content_changed()


def test_an_edit_is_seen_at_once_and_a_withdrawn_page_is_kept_no_longer(page: Page, beside: Beside):
    keep(page)
    desk, sheet = "/loketten/veilig-thuis/", "/factsheets/politie/"
    page.goto(sheet)
    wait_until_kept(page, sheet)
    page.goto(desk)
    was, new = page.locator("main .lead").inner_text(), f"Nieuw op {time.time()}"
    beside(partial(change, new, restricted=True))
    try:
        for path in (desk, sheet):
            page.goto(path)
        page.wait_for_function(f"async () => !(await ({KEYS})()).includes({sheet!r})")
        open_offline(page, desk)
        expect(page.locator("main .lead")).to_have_text(new)
        page.goto(sheet)
        expect(page.locator("h1")).to_have_text("U bent offline")
    finally:
        beside(partial(change, was, restricted=False))


def test_copies_are_renewed_once_a_day_or_when_the_card_changed(page: Page, network: Network):
    keep(page)
    card, other = "/factsheets/belkaart.pdf", "/en/loketten/veilig-thuis/"
    started = page.context.new_cdp_session(page)
    started.send("ServiceWorker.enable")

    def asked_after() -> list[str]:
        """Paths requested when a page is opened after a while."""
        started.send("ServiceWorker.stopAllWorkers")
        network.asked.clear()
        page.goto("/over/")
        page.wait_for_timeout(700)
        return list(network.asked)

    asked = asked_after()
    assert (asked.count(card), asked.count(other)) == (1, 0)
    page.goto("/over/")
    assert network.asked.count(card) == 1  # not for every page
    network.changed = card
    asked_after()
    expect_asked(network, other)
    network.changed = ""
    page.evaluate(MADE_OLD)
    asked_after()
    expect_asked(network, other)


def expect_asked(network: Network, path: str) -> None:
    deadline = time.monotonic() + 15
    while path not in network.asked:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_portal_that_is_down_or_silent(page: Page, network: Network):
    keep(page)
    network.state = DOWN
    page.goto("/loketten/veilig-thuis/")
    expect(page.locator(NOTE)).to_be_visible()
    assert page.goto("/loketten/nidos/").status == 503  # no copy: the error page of the portal
    assert page.inner_text("body") == "down"
    network.state = SILENT
    page.goto("/factsheets/belkaart/", timeout=10_000)
    expect(page.locator(NOTE)).to_be_visible()
    network.state = UP
    network.over.set()
    page.goto("/loketten/veilig-thuis/")
    expect(page.locator(NOTE)).to_have_count(0)


def test_a_copy_keeps_its_look_after_a_new_version(page: Page, network: Network):
    network.version = "a" * 12
    keep(page)
    network.version = "b" * 12
    page.goto("/")
    wait_until_kept(page, network.style)
    for path in ("/", "/loketten/veilig-thuis/"):
        open_offline(page, path)
        expect(page.locator(".danger-strip")).to_have_css("background-color", RED)
