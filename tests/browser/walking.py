"""Helpers for walking through the guide as a user would."""

from playwright.sync_api import Locator, Page

NO_HASTE = "Nee, niets hiervan"
UNDER_18, OVER_18 = "Een jongen jonger dan 18", "Een man van 18 of ouder"
EXPLOITED = (
    "Uitbuiting: seks voor geld, spullen of een slaapplek, onder druk, of misbruik dat doorgaat"
)
ADVICE = "Vraag advies aan Veilig Thuis"
"""Title of the outcome for an exploited boy under 18."""


def row(page: Page, answer: str) -> Locator:
    """The row of an answer, which is clickable as a whole."""
    return page.locator("main label", has=page.get_by_text(answer, exact=True))


def follow(page: Page, target: Locator) -> None:
    """Click `target` and wait for the next page."""
    with page.expect_navigation():
        target.click()


def choose(page: Page, *answers: str, go_on: str = "Verder") -> None:
    """Choose each answer and continue; an empty answer only continues."""
    for answer in answers:
        if answer:
            row(page, answer).click()
        follow(page, page.get_by_role("button", name=go_on, exact=True))


def largest(page: Page) -> list[str]:
    """Texts in the largest font size."""
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim()])"""
    )
    most = max(size for size, _text in sizes)
    return [text for size, text in sizes if size == most]
