"""A person who walks the guide by what stands on the page."""

from playwright.sync_api import Locator, Page


def row(page: Page, answer: str) -> Locator:
    """The whole row of an answer, which is one large target."""
    return page.locator("main label", has=page.get_by_text(answer, exact=True))


def follow(page: Page, target: Locator) -> None:
    """Tap what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        target.click()


def choose(page: Page, *answers: str, go_on: str = "Verder") -> None:
    """Tap each answer and go on; an empty answer only goes on."""
    for answer in answers:
        if answer:
            row(page, answer).click()
        follow(page, page.get_by_role("button", name=go_on, exact=True))


def largest(page: Page) -> list[str]:
    """The text that stands in the largest letters."""
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim()])"""
    )
    most = max(size for size, _text in sizes)
    return [text for size, text in sizes if size == most]
