"""From an empty home page on a phone to a number: by typing what is the matter."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, base_url=site, reduced_motion="reduce")
    complaints: list[str] = []
    context.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    yield context.new_page()
    context.close()
    assert complaints == []


def is_in_first_screen(shown: Locator) -> bool:
    box = shown.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_field_112_and_three_numbers_are_in_the_first_screen(phone: Page, language: str):
    phone.goto(f"{language}/")
    main = phone.get_by_role("main")
    field = main.get_by_role("combobox")
    rows = main.locator(".numbers li")
    assert is_in_first_screen(field)
    assert is_in_first_screen(rows.nth(0).locator("a[href='tel:112']"))
    for place in (1, 2, 3):
        assert is_in_first_screen(rows.nth(place).locator("a[href^='tel:']"))
        assert is_in_first_screen(rows.nth(place).locator(".hours"))
    assert phone.evaluate("document.activeElement === document.body")  # no keyboard before a tap
    start = main.get_by_role("link", name="Start").bounding_box()
    below = field.bounding_box()
    assert start
    assert below
    assert 0 < start["y"] - below["y"] - below["height"] < 20
