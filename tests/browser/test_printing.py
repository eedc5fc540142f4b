"""Printing pages from the browser."""

import io
import re

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.knowledge.pdf.reading import A4, texts

pytestmark = pytest.mark.browser

SHEETS = ("politie", "herkennen", "wie-bellen", "belkaart")


def printed(site: str, chromium: Browser, path: str) -> PdfReader:
    page = chromium.new_page()
    page.goto(site + path)
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    return PdfReader(io.BytesIO(made))


def words(reader: PdfReader) -> list[str]:
    return [" ".join(text.split()) for text in texts(reader)]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("slug", SHEETS)
def test_a_factsheet_is_printed_whole_on_a4(site: str, chromium: Browser, slug: str, language: str):
    reader = printed(site, chromium, f"{language}/factsheets/{slug}/")
    pages = words(reader)
    text = " ".join(pages)
    for number, page in enumerate(reader.pages, start=1):
        assert tuple(round(side) for side in page.mediabox[2:]) == A4
        assert f"{number} / {len(pages)}" in pages[number - 1]
    assert re.search(r"Gedrukt op|Printed on", text)
    assert re.search(r"(Versie|Version) \w{3}-\w{3}", text)
    assert "Neem het mee" not in text  # screen-only text
    if slug != "belkaart":
        assert re.search(r"\(https?://", text), "the addresses of links are shown"


@pytest.mark.parametrize("slug", SHEETS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(site: str, chromium: Browser, slug: str):
    page = chromium.new_page()
    page.goto(f"{site}/factsheets/{slug}/")
    headings = tuple(page.locator("article h2, article h3").all_inner_texts())
    page.close()
    for text in words(printed(site, chromium, f"/factsheets/{slug}/")):
        body = re.sub(r"\d+ / \d+$", "", text).strip()
        assert not body.endswith(headings)


def test_paper_does_not_say_now(site: str, chromium: Browser):
    """It is read at another hour than it was printed."""
    text = " ".join(words(printed(site, chromium, "/loketten/comensha/")))
    assert "CoMensha" in text
    assert not re.search(r"Nu (open|gesloten)(?!, dag en nacht)", text)


def test_a_discreet_page_that_was_not_opened_prints_nothing_of_its_content(
    site: str, chromium: Browser
):
    text = " ".join(words(printed(site, chromium, "/factsheets/politie/?discreet=ja")))
    assert "Naslag" in text
    assert not re.search("uitbuiting|jongen|slachtoffer", text, re.IGNORECASE)


def test_print_and_copy_appear_only_where_they_work(site: str, chromium: Browser):
    address = f"{site}/verwijzen/?gevaar=ja"
    with_script = chromium.new_page()
    with_script.goto(address)
    with_script.locator(".take-along > summary").click()
    assert with_script.get_by_role("button", name="Print").is_visible()
    with_script.close()
    without = chromium.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(address)
    page.locator(".take-along > summary").click()
    assert page.get_by_role("link", name="PDF in grote letters").is_visible()
    assert not any(tools.is_visible() for tools in page.locator(".tools").all())
    without.close()
