"""The search box in a real browser: by keyboard, without JavaScript, on a phone."""

import json
import time
import urllib.request

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from knowledge.models import Synonym
from tests.browser.accessible import faults
from tests.browser.conftest import Beside

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
ACTIVE = ".suggestions [aria-selected=true]"


@pytest.fixture
def page(chromium: Browser):
    context = chromium.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


def typed(page: Page, text: str) -> None:
    page.locator("#q").press_sequentially(text, delay=20)
    page.wait_for_selector(".suggestions li")


def test_combobox_by_keyboard(site: str, page: Page):
    page.goto(f"{site}/loketten/")
    box = page.get_by_role("combobox", name="Zoeken")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.focus()
    typed(page, "veil")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="suggesties")).to_have_count(1)
    assert page.locator(ACTIVE).count() == 0
    page.keyboard.press("ArrowDown")
    assert page.locator(ACTIVE).inner_text().startswith("Veilig Thuis")
    expect(box).to_have_attribute("aria-activedescendant", page.locator(ACTIVE).get_attribute("id"))
    page.keyboard.press("ArrowUp")
    last = page.locator(".suggestions li").last
    expect(last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("veil")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/loketten/veilig-thuis/")


def test_enter_without_a_choice_searches(site: str, page: Page):
    page.goto(f"{site}/")
    page.locator("#q").focus()
    typed(page, "vielig thuis")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/")
    assert page.title() == "Zoeken · Verwijswijzer"
    assert page.locator("main .number").first.inner_text() == "0800-2000"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_one_request_a_pause(site: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda sent: "suggesties" in sent.url and asked.append(sent.url))
    page.goto(f"{site}/")
    page.locator("#q").focus()
    typed(page, "mensenhandel")
    page.wait_for_timeout(500)
    assert len(asked) == 1
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.wait_for_timeout(500)
    assert len(asked) == 2


def test_a_sentence_is_not_sent_while_it_is_typed(site: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(f"{sent.url} {sent.post_data}"))
    page.goto(f"{site}/")
    page.locator("#q").focus()
    typed(page, "jongen gaat mee met")
    page.wait_for_timeout(500)
    sent = [one for one in asked if "suggesties" in one]
    assert sent
    assert all(one.partition(" ")[0].endswith("/zoeken/suggesties/") for one in sent)
    page.locator("#q").press_sequentially(" man", delay=20)
    page.wait_for_timeout(500)
    assert [one for one in asked if "suggesties" in one] == sent
    assert not page.locator(".suggestions").is_visible()


def test_who_goes_back_to_the_results_is_asked_and_gets_them_again(site: str, page: Page):
    """Chromium keeps no page that was sent by POST, and this one may not be on disk."""
    page.goto(f"{site}/")
    page.locator("#q").fill("vielig thuis")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/zoeken/")
    page.locator("main h3 a").first.click()
    page.wait_for_url("**/loketten/veilig-thuis/")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # "Confirm Form Resubmission"
        page.go_back()
    page.wait_for_timeout(500)  # until the question stands there
    page.reload()
    assert page.locator("#q").input_value() == "vielig thuis"
    assert page.locator("main .number").first.inner_text() == "0800-2000"


@pytest.mark.parametrize("language", ["", "/en"])
def test_open_suggestions_are_accessible_and_fit(site, chromium, language):
    page = chromium.new_page(base_url=site)
    page.goto(f"{language}/zoeken/")
    page.locator("#q").focus()
    typed(page, "comensha")
    page.keyboard.press("ArrowDown")
    # Content below the list is covered by the tests of the search page itself.
    assert [fault for fault in faults(page) if "undecided" not in fault] == []
    page.close()


def suggested(site: str, text: str) -> bool:
    with urllib.request.urlopen(f"{site}/zoeken/suggesties/?q={text}") as answer:
        return bool(json.load(answer)["suggestions"])


def test_what_another_process_edits_is_soon_found(site: str, beside: Beside):
    texts = {"words_nl": "kwibus", "words_en": "kwibus"}
    texts |= dict.fromkeys(("stands_for_nl", "stands_for_en"), "CoMensha")
    assert not suggested(site, "kwibus")
    beside(lambda: Synonym.objects.create(slug="kwibus", status="published", **texts))
    try:
        deadline = time.monotonic() + 5  # one second, with a margin for a busy machine
        while not suggested(site, "kwibus"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        beside(lambda: Synonym.objects.get(slug="kwibus").delete())
