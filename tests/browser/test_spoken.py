"""What a screen reader announces: names and roles in the accessibility tree, in order."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_pages import OUTCOME, YOUNG

pytestmark = pytest.mark.browser


def spoken(page: Page, path: str) -> list[str]:
    """The accessibility tree of a page with open folds, as lines without indentation."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
    tree = page.locator("body").aria_snapshot()
    return [line.strip().removeprefix("- ") for line in tree.splitlines()]


def missing(lines: list[str], wanted: tuple[str, ...]) -> str:
    """The first pattern of `wanted` that is not found after the matches of those before it."""
    rest = iter(lines)
    for pattern in wanted:
        if not any(re.match(pattern, line.strip("'")) for line in rest):
            return pattern
    return ""


GUIDE = {
    "": (
        'link "Ga naar de inhoud"', "banner", 'link "112"', 'link "English"',
        'navigation "Hoofdmenu"', 'link "Wegwijzer"', "main", "paragraph: Vraag 3 van hooguit",
        'group "Om wie gaat het', 'heading "Om wie gaat het.*level=1',
        'radio "Een jongen jonger dan 18', 'radio "Een man van 18 of ouder',
        'button "Verder"', 'link "Vorige vraag"',
        'complementary "Uw antwoorden"', 'heading "Uw antwoorden"', "term: Wat is uw werk",
        ".*Onderwijs", 'link "wijzig ?: Wat is uw werk', "contentinfo",
        'link "Toegankelijkheid"',
    ),
    "/en": (
        'link "Skip to content"', "banner", 'link "112"', 'link "Nederlands"',
        'navigation "Main menu"', 'link "Guide"', "main", "paragraph: Question 3 of at most",
        'group "Who is it about', 'heading "Who is it about.*level=1', 'radio "A boy under 18',
        'radio "A man of 18 or over', 'button "Continue"', 'link "Previous question"',
        'complementary "Your answers"', 'heading "Your answers"', "term: What is your work",
        ".*Education", 'link "change ?: What is your work', "contentinfo",
        'link "Accessibility"',
    ),
}  # fmt: skip
RESULT = {
    "": (
        "banner", 'link "112"', "main", 'heading "Vraag advies aan Veilig Thuis.*level=1',
        'region "Contact"', 'heading "Veilig Thuis.*level=2', 'link "0800-2000"',
        'link "Klopt dit niet. Telefoon 0800-2000"', "complementary",
        'heading "Uw antwoorden" .level=2', 'heading "Waarom dit loket" .level=2',
        'heading "Andere loketten" .level=2', "article", "heading .*level=3", "contentinfo",
    ),
    "/en": (
        "banner", 'link "112"', "main", 'heading "Ask Veilig Thuis for advice.*level=1',
        'region "Contact"', 'heading "Veilig Thuis.*level=2', 'link "0800-2000"',
        'link "Something wrong. Phone 0800-2000"', "complementary",
        'heading "Your answers" .level=2', 'heading "Why this desk" .level=2',
        'heading "Other desks" .level=2', "article", "heading .*level=3", "contentinfo",
    ),
}  # fmt: skip
SEARCH = {
    "": (
        "main", 'heading "Zoeken" .level=1', "search", 'combobox "Wat zoekt u."',
        'button "Zoeken"', "group: Verfijnen|group", "status: .*resultaten?, het beste eerst",
        'region "Beste resultaten"', 'heading "Beste resultaten" .level=2', "article",
        "heading .*level=3", "contentinfo",
    ),
    "/en": (
        "main", 'heading "Search" .level=1', "search", 'combobox "What are you looking for."',
        'button "Search"', "group: Narrow down|group", "status: .*results?, best first",
        'region "Best results"', 'heading "Best results" .level=2', "article",
        "heading .*level=3", "contentinfo",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_guide_a_result_and_search_are_told_in_their_order(
    site: str, chromium: Browser, language: str
):
    page = chromium.new_page(base_url=site, viewport={"width": 1280, "height": 800})
    said = {
        "guide": missing(spoken(page, f"{language}{YOUNG.partition('&leeftijd')[0]}"),
                         GUIDE[language]),
        "result": missing(spoken(page, language + OUTCOME), RESULT[language]),
        "search": missing(spoken(page, f"{language}/zoeken/?q=opvang"), SEARCH[language]),
    }  # fmt: skip
    page.close()
    assert said == dict.fromkeys(said, "")


def test_what_changes_on_the_page_is_announced_and_nothing_else(site: str, chromium: Browser):
    """Live regions: search results, suggestions, and the effect of buttons."""
    page = chromium.new_page(base_url=site)
    live = "[...document.querySelectorAll('[role=status], [role=alert], [aria-live]')]"
    counted = f"{live}.filter((e) => e.checkVisibility() && e.innerText.trim()).length"
    most = {"/": 0, YOUNG: 0, "/verwijzen/?verder=gevaar": 0, OUTCOME: 0, "/loketten/": 0}
    most |= {"/loketten/?soort=police": 1, "/zoeken/?q=opvang": 1, "/zoeken/?q=xqzzwv": 1}
    found = {}
    for path in most:
        page.goto(path)
        found[path] = page.evaluate(counted)
    page.close()
    assert found == most
