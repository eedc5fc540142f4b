"""An editor at work in a real browser, under the same strict policy as visitors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def correct(page: Page, number: str) -> None:
    """Put `number` in the contact detail that is open, and save it."""
    page.fill("#id_value", number)
    page.fill("#id_change_reason", "So it stands on their site")
    with page.expect_navigation():
        page.locator("input[name=_continue]").first.click()


def test_an_editor_logs_in_and_corrects_a_number(
    site: str, chromium: Browser, editing: Callable[[str], Page]
):
    page = editing("/beheer/knowledge/contactdetail/?q=comensha-telefoon")
    with page.expect_navigation():
        page.locator("#result_list tbody a").first.click()
    before = page.input_value("#id_value")
    correct(page, "nul drie drie")
    assert "033 448 11 86" in page.locator(".errorlist").first.inner_text()
    assert page.input_value("#id_value") == "nul drie drie"
    try:
        correct(page, "033 448 11 87")
        visitor = chromium.new_page()
        visitor.goto(f"{site}/loketten/comensha/")
        assert visitor.locator(".first-desk a.number").inner_text() == "033 448 11 87"
        visitor.close()
    finally:
        correct(page, before)


def test_a_preview_follows_what_is_typed_and_says_when_it_cannot(editing: Callable[[str], Page]):
    page = editing("/beheer/knowledge/factsheet/?q=wie-bellen")
    with page.expect_navigation():
        page.locator("#result_list tbody a").first.click()
    before = page.input_value("#id_title_nl")
    page.check("[data-live-preview] [data-on]")
    page.fill("#id_title_nl", "Een titel die er nog niet was")
    shown = page.frame_locator("[data-live-preview] iframe")
    shown.get_by_role("heading", name="Een titel die er nog niet was").wait_for()
    page.select_option("[data-language]", "en")
    shown.locator("html[lang=en]").wait_for()
    page.fill("#id_title_en", "")
    page.locator("[data-said]:has-text('klopt nog niet')").wait_for()
    page.reload()
    assert page.input_value("#id_title_nl") == before
