"""Important journeys from start to end. Screenshots are saved in .local/pictures/."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.walking import (
    ADVICE,
    EXPLOITED,
    NO_HASTE,
    OVER_18,
    UNDER_18,
    choose,
    follow,
    largest,
)
from tests.knowledge.pdf.reading import texts

pytestmark = pytest.mark.browser

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
NUMBER = "Bel 033 448 11 87: zo staat het op hun eigen site"


@pytest.fixture(scope="module")
def pictures() -> Path:
    folder = Path(settings.DATA_DIR) / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_a_teacher_at_school_on_a_phone(site: str, chromium: Browser, pictures: Path):
    page = chromium.new_page(viewport=PHONE, base_url=site)
    page.goto("/")
    page.screenshot(path=pictures / "teacher-1-home.png")
    follow(page, page.get_by_role("link", name="Start de wegwijzer").first)
    choose(page, NO_HASTE, "Onderwijs", UNDER_18)
    page.screenshot(path=pictures / "teacher-2-question.png")
    choose(page, EXPLOITED)
    page.screenshot(path=pictures / "teacher-3-result.png", full_page=True)
    assert page.locator("h1").inner_text() == ADVICE
    number = page.get_by_role("main").get_by_role("link", name="0800-2000").first
    box = number.bounding_box()
    assert box
    assert box["y"] + box["height"] < PHONE["height"]  # visible without scrolling
    assert number.get_attribute("href") == "tel:08002000"
    assert largest(page) == ["0800-2000"]
    page.get_by_role("heading", name="Maak het preciezer").click()
    question = page.get_by_role("group", name="Wilt u zelf onbekend blijven?")
    question.get_by_label("Ja", exact=True).check()
    follow(page, page.get_by_role("button", name="Laat zien", exact=True))
    assert largest(page) == ["0800-2000"]
    page.get_by_role("heading", name="Andere loketten").click()
    expect(page.get_by_role("main").get_by_role("link", name="0800-7000").first).to_be_visible()
    page.close()


def test_a_police_officer_at_a_desk_prints(site: str, chromium: Browser, pictures: Path):
    page = chromium.new_page(viewport=DESK, base_url=site)
    page.goto("/verwijzen/")
    choose(page, NO_HASTE, "Politie", OVER_18)
    while not page.get_by_role("region", name="Contact").count():
        if page.get_by_role("radio").count():
            page.locator("main label").first.click()
        follow(page, page.get_by_role("button", name="Verder", exact=True))
    title = page.locator("h1").inner_text()
    number = page.get_by_role("main").locator("a[href^='tel:']").first.inner_text()
    page.screenshot(path=pictures / "police-1-result.png")
    page.locator("details.take-along > summary").click()
    expect(page.locator(".take-along").get_by_role("button", name="Print")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    taken_along = page.request.get(
        page.get_by_role("link", name="PDF om mee te nemen").get_attribute("href")
    ).body()
    for name, made in (("police-2-printed", printed), ("police-3-taken-along", taken_along)):
        (pictures / f"{name}.pdf").write_bytes(made)
        first = " ".join(texts(PdfReader(io.BytesIO(made)))[0].split())
        assert title in first
        assert number in first
        assert "112" in first
    assert len(PdfReader(io.BytesIO(taken_along)).pages) == 1
    page.close()


def test_an_editor_corrects_a_number_and_a_visitor_sees_it(
    site: str, chromium: Browser, editing: Callable[[str], Page], pictures: Path
):
    page = editing("/beheer/knowledge/contactdetail/?q=comensha-telefoon")
    with page.expect_navigation():
        page.locator("#result_list tbody a").first.click()
    before = page.input_value("#id_value")
    correct(page, "nul drie drie")
    assert page.title().startswith("Fout:")
    page.screenshot(path=pictures / "editor-1-mistake.png")
    assert "033 448 11 86" in page.locator(".errorlist").first.inner_text()
    assert page.input_value("#id_value") == "nul drie drie"
    try:
        correct(page, "033 448 11 87")
        visitor = chromium.new_page(viewport=DESK, base_url=site)
        visitor.goto("/loketten/comensha/")
        visitor.screenshot(path=pictures / "editor-2-seen.png")
        number = visitor.get_by_role("region", name="Contact").locator("a[href^='tel:']").first
        assert number.inner_text() == "033 448 11 87"
        visitor.close()
    finally:
        correct(page, before)


def correct(page: Page, number: str) -> None:
    """Enter `number` in the open contact detail and save."""
    page.fill("#id_value", number)
    page.fill("#id_change_reason", "So it stands on their site")
    with page.expect_navigation():
        page.locator("input[name=_continue]").first.click()


@pytest.mark.usefixtures("no_report_stays")
def test_a_visitor_reports_a_mistake_and_an_editor_finds_it(
    site: str, chromium: Browser, editing: Callable[[str], Page], pictures: Path
):
    page = chromium.new_page(viewport=PHONE, base_url=site)
    page.goto("/loketten/comensha/")
    follow(page, page.get_by_role("link", name=re.compile("Klopt dit niet. Telefoon")).first)
    page.get_by_label("Wat klopt er niet").select_option("value")
    page.get_by_label("Hoe moet het zijn").fill(NUMBER)
    page.screenshot(path=pictures / "report-1-form.png", full_page=True)
    page.get_by_role("button", name="Versturen").dblclick()
    page.wait_for_url("**/bedankt/")
    page.close()
    desk = editing("/beheer/")
    follow(desk, desk.get_by_role("link", name=re.compile("melding")).first)
    desk.screenshot(path=pictures / "report-2-found.png")
    assert desk.locator("#result_list tbody tr").count() == 1
    follow(desk, desk.locator("#result_list tbody th a").first)
    assert NUMBER in desk.locator("#content").inner_text()
    desk.screenshot(path=pictures / "report-3-opened.png")
    follow(desk, desk.get_by_role("button", name="Afgehandeld"))
    assert NUMBER not in desk.locator("#content").inner_text()


def test_the_same_way_in_dutch_and_in_english(site: str, chromium: Browser, pictures: Path):
    page = chromium.new_page(viewport=DESK, base_url=site)
    page.goto("/")
    follow(page, page.get_by_role("link", name="Start de wegwijzer").first)
    choose(page, NO_HASTE, "Hotel, verhuur, horeca of vervoer")
    follow(page, page.get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"
    assert "rol=hotel" in page.url  # the answers are preserved
    page.screenshot(path=pictures / "languages-1-question.png")
    while not page.get_by_role("region", name="Contact").count():
        if page.get_by_role("radio").count():
            page.locator("main label").last.click()
        follow(page, page.get_by_role("button", name="Continue", exact=True))
    english = numbers(page)
    page.screenshot(path=pictures / "languages-2-english.png")
    follow(page, page.get_by_role("link", name="Nederlands"))
    page.screenshot(path=pictures / "languages-3-dutch.png")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert english
    assert numbers(page) == english
    assert page.get_by_role("heading", name="Waarom dit loket").is_visible()
    page.close()


def numbers(page: Page) -> list[str]:
    """Phone links of the page, in order."""
    dialled = "all => all.map((one) => one.getAttribute('href'))"
    return page.locator("main a[href^='tel:']").evaluate_all(dialled)
