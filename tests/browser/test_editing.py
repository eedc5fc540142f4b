"""An editor at work in a real browser, under the same strict policy as visitors."""

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
    site: str, chromium: Browser, editor: tuple[str, str]
):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    page.goto("/beheer/")
    page.fill("#id_login", editor[0])
    page.fill("#id_password", editor[1])
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.goto("/beheer/knowledge/contactdetail/?q=comensha-telefoon")
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
    assert complaints == []
    context.close()
