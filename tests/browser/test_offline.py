"""Offline pages in a real browser, with and without a network."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.accessible import faults
from tests.browser.device import (
    CARD,
    EMPTY,
    KEYS,
    MAY_BE_KEPT,
    NOTE,
    OF_THE_MOMENT,
    STORED,
    keep,
    open_offline,
    wait_until_kept,
)
from tests.browser.test_pages import OUTCOME, YOUNG

pytestmark = pytest.mark.browser


@pytest.fixture
def page(device: Page) -> Page:
    return device


def test_nothing_is_kept_unasked(page: Page):
    for path in ("/", "/offline/", "/factsheets/belkaart/", "/loketten/veilig-thuis/", "/en/"):
        page.goto(path)
        assert page.evaluate(STORED) == EMPTY, path


@pytest.mark.parametrize(
    ("language", "copy", "offline"),
    [("", "Dit is een kopie van", "U bent offline"), ("/en", "This is a copy from", "You are off")],
)
def test_without_a_network_the_numbers_are_there(page: Page, language, copy, offline):
    today = timezone.localdate().isoformat()
    keep(page, language)
    page.goto(f"{language}/factsheets/politie/")
    expect(page.locator(NOTE)).to_have_count(0)
    for path, number in (
        ("/factsheets/belkaart/", "0800-2000"),
        ("/loketten/veilig-thuis/", "0800-2000"),
        ("/", "0800-2000"),
        ("/factsheets/politie/", ""),
    ):
        open_offline(page, language + path)
        expect(page.locator(NOTE)).to_contain_text(copy)
        assert page.locator(f"{NOTE} time").get_attribute("datetime").startswith(today)
        expect(page.locator("main .number").filter(has_text=number).first).to_be_visible()
        expect(page.locator(OF_THE_MOMENT).filter(visible=True)).to_have_count(0)
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
        )
    for path in (
        "/factsheets/zorg-en-jeugdhulp/",
        "/loketten/",
        "/verwijzen/?gevaar=nee",
        "/nergens/",
    ):
        page.goto(language + path)
        expect(page.locator("h1")).to_contain_text(offline)
        expect(page.locator("main a[href='tel:112']").first).to_be_visible()
        expect(page.locator("main .number").filter(has_text="0800-2000")).to_be_visible()
        expect(page.locator(f"main .kept a[href='{language}/factsheets/politie/']")).to_be_visible()
    assert faults(page) == []
    page.context.set_offline(False)
    page.get_by_role("link", name=re.compile("Probeer opnieuw|Try again")).click()
    page.wait_for_url("**/nergens/")
    expect(page.locator("h1")).not_to_contain_text(offline)


def test_a_search_says_which_pages_are_there(page: Page):
    keep(page)
    page.goto("/")
    page.locator("#q").fill("veilig thuis")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/zoeken/")
    expect(page.locator("#q")).to_have_value("veilig thuis")
    page.goto("/")
    page.context.set_offline(True)
    page.locator("#q").fill("veilig thuis")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/zoeken/")
    expect(page.locator("main .kept a[href='/factsheets/belkaart/']")).to_be_visible()
    assert [key for key in page.evaluate(KEYS) if "zoeken" in key] == []


def test_the_card_on_paper_is_there_too(page: Page):
    keep(page)
    page.evaluate("async () => { await fetch('/factsheets/politie.pdf') }")
    wait_until_kept(page, "/factsheets/politie.pdf")
    page.context.set_offline(True)
    for path in (
        "/factsheets/belkaart.pdf",
        "/en/factsheets/belkaart.pdf",
        "/factsheets/politie.pdf",
    ):
        got = "async (path) => (await (await fetch(path)).text()).slice(0, 5)"
        assert page.evaluate(got, path) == "%PDF-", path
    assert page.evaluate("fetch('/factsheets/hotels.pdf').then(() => 0, () => 1)") == 1


def test_answers_of_the_guide_are_kept_nowhere(page: Page):
    keep(page)
    page.goto("/verwijzen/")
    for answer in ("gevaar=nee", "rol=onderwijs", "leeftijd=onder-18"):
        name, value = answer.split("=")
        page.locator(f"input[name={name}][value={value}]").check(force=True)
        with page.expect_navigation():
            page.locator("button[name=verder]").click()
    for path in (
        OUTCOME, f"{OUTCOME}&gemeente=tilburg", f"/en{YOUNG}", "/zoeken/?q=jongen",
        "/factsheets/politie/?gemeente=tilburg", "/factsheets/herkennen/?discreet=ja",
        "/loketten/?leeftijd=12", "/loketten/comensha/melden/", "/loketten/nidos/",
        "/account/login/", "/nergens/",
    ):  # fmt: skip
        page.goto(path)
    page.goto("/factsheets/herkennen/")
    wait_until_kept(page, "/factsheets/herkennen/")
    found = page.evaluate(KEYS)
    assert [key for key in found if not MAY_BE_KEPT.fullmatch(key)] == []
    assert [key for key in found if "comensha/melden" in key or "nidos" in key] == []
    assert "/factsheets/politie/" not in found  # was only opened for a municipality
    assert page.evaluate(STORED)[:3] == EMPTY[:3]
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]  # of the form


def test_everything_is_removed(page: Page):
    keep(page)
    other = page.context.new_page()
    other.goto("/factsheets/politie/")
    wait_until_kept(page, "/factsheets/politie/")
    page.locator("[data-remove]").click()
    expect(page.locator("[data-keep]")).to_be_visible()
    expect(page.get_by_role("region", name="Kopieën op dit apparaat")).to_be_focused()
    assert page.evaluate(STORED) == EMPTY
    other.goto("/factsheets/zorg-en-jeugdhulp/")
    other.wait_for_timeout(300)
    assert page.evaluate(STORED) == EMPTY
    keep(page)  # and pages can be saved again
    assert len(page.evaluate(KEYS)) > 20


def test_a_page_says_what_is_kept_and_of_when(page: Page):
    keep(page, "/en")
    expect(page.get_by_role("status").filter(has_text="Done")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Saved on this device"
    lines = page.locator("[data-kept] li").all_inner_texts()
    made = page.evaluate(f"async () => (await (await caches.match('{CARD}')).text())")
    moment = re.search(r"<time [^>]*>(.+?), (\d\d:\d\d)</time>", made)
    assert f"Calling about a boy\n{moment[1]} at {moment[2]}" in lines  # same as on the copy
    assert any("Calling about a boy (PDF)" in one for one in lines)
    assert not any("offline" in one for one in lines)
    assert faults(page) == []


def test_only_the_last_twenty_that_were_opened_are_kept(page: Page):
    keep(page)
    page.goto("/factsheets/")
    found = page.locator("main h2 a").evaluate_all("all => all.map(a => a.pathname)")
    opened = [path for path in found if "belkaart" not in path]
    opened += [f"/en{path}" for path in opened] + [f"{path[:-1]}.pdf" for path in opened]
    opened += [f"/en{path[:-1]}.pdf" for path in found if "belkaart" not in path]
    assert len(opened) > 21
    for path in opened:
        page.evaluate("async (path) => { await (await fetch(path)).blob() }", path)
        wait_until_kept(page, path)
    kept: list[str] = []
    for _try in range(100):  # the oldest is evicted shortly after the newest is added
        every = page.evaluate(KEYS)
        kept = [key for key in every if "/factsheets/" in key and "belkaart" not in key]
        if len(kept) <= 20:
            break
        page.wait_for_timeout(50)
    assert kept == opened[-20:]


def test_what_a_professional_sees_is_not_kept(page: Page, editor: tuple[str, str]):
    keep(page)
    page.goto("/account/login/")
    page.fill("#id_login", editor[0])
    page.fill("#id_password", editor[1])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for path in ("/factsheets/politie/", "/loketten/veilig-thuis/", "/"):
        page.goto(path)
        assert page.locator(".account-line").is_visible(), path
    page.evaluate("async () => { await (await fetch('/factsheets/politie.pdf')).blob() }")
    page.wait_for_timeout(500)
    assert not [key for key in page.evaluate(KEYS) if "politie/" in key or "politie.pdf" in key]
    open_offline(page, "/loketten/veilig-thuis/")
    expect(page.locator(NOTE)).to_be_visible()
    assert page.locator(".account-line").count() == 0  # the public copy
