"""An editor works through the queue with the keyboard only."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from knowledge.models import Verification
from tests.browser.conftest import Beside

pytestmark = pytest.mark.browser


@pytest.fixture
def checks_taken_back(site: str, beside: Beside) -> Iterator[None]:
    """Delete the checks with SQL: other tests share this database, and the model forbids it."""
    yield
    beside(lambda: Verification.objects.all()._raw_delete("default"))


def press(page: Page, *keys: str) -> None:
    """Press `keys`; the last one navigates to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def value(page: Page) -> str:
    return page.locator(".card-value b").inner_text()


@pytest.mark.usefixtures("checks_taken_back")
def test_three_cards_are_answered_with_the_keyboard_only(editing: Callable[[str], Page]):
    page = editing("/beheer/controleren/?soort=phone")
    first, before = value(page), page.locator(".progress-line b").inner_text()
    assert before.startswith("1 van ")
    press(page, "1")
    assert "klopt nog" in page.locator(".messagelist").inner_text()
    second = value(page)
    press(page, "4")
    third = value(page)
    assert len({first, second, third}) == 3
    press(page, "3")
    assert "niet te bereiken" in page.locator(".messagelist").inner_text()
    page.keyboard.press("2")
    assert page.evaluate("document.activeElement.name") == "value"
    page.keyboard.type("3")  # in a field a digit is text
    press(page, "Enter")
    assert page.locator(".errorlist").first.is_visible()
    assert page.input_value("[name=value]") == "3"
