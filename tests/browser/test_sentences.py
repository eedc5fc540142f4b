"""From an empty home page on a phone to a number: by typing what is the matter."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.accessible import Seen, faults
from tests.browser.keyboard import faults as faults_of_focus
from tests.browser.keyboard import press, reach, walk
from tests.browser.walking import follow
from tests.knowledge.pdf.reading import texts

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
CERTAIN = "leerling van 15 heeft seks met mannen voor geld"
ASKED = "jongen 13 chantage"
DANGER = "hij wordt nu bedreigd wat doen"
# What somebody types, and a number that must be in the first screen of what he then sees.
SENTENCES = (
    ("", CERTAIN, "0800-2000"),
    ("", ASKED, "0900-8844"),
    ("", DANGER, "112"),
    ("", "leerling 15 gaat mee met man naar hotel", "112"),
    ("", "cliënt 19 is afgelopen weekend aangerand door een klant", "0800-0188"),
    ("", "mijn zoon van 14 wordt gechanteerd met een naaktfoto", "0900-8844"),
    ("", "bewoner van 23 moet zijn geld afgeven aan een pooier", "033 448 11 86"),
    ("/en", "my student is 15 and sells sex to older men", "0800-2000"),
    ("/en", "boy 16 is being blackmailed with nude photos", "0900-8844"),
    ("/en", "client, 19, was raped yesterday", "0800-0188"),
)


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


def said(page: Page) -> Locator:
    return page.get_by_role("main").locator("section.sentence")


def type_sentence(page: Page, language: str, sentence: str) -> None:
    page.goto(f"{language}/")
    page.get_by_role("main").get_by_role("combobox").fill(sentence)
    follow(page, page.get_by_role("main").locator(".search-field button"))


@pytest.mark.parametrize(("language", "sentence", "number"), SENTENCES)
def test_a_sentence_leads_to_a_number_without_scrolling(
    phone: Page, language: str, sentence: str, number: str
):
    type_sentence(phone, language, sentence)
    link = said(phone).get_by_role("link", name=number, exact=True).first
    assert is_in_first_screen(link)
    assert (link.get_attribute("href") or "").startswith("tel:")
    assert sentence.rsplit(maxsplit=1)[-1] not in phone.url + phone.title()
    assert link.bounding_box()["height"] >= 24  # type: ignore[index]
    assert said(phone).locator("a[href='tel:112']").count() > 0


def test_without_a_script_too_and_what_was_read_wrong_is_left_out(site: str, chromium: Browser):
    context = chromium.new_context(viewport=PHONE, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("main #q").fill(CERTAIN)
    follow(page, page.get_by_role("main").get_by_role("button", name="Zoeken"))
    expect(said(page).get_by_role("heading", name="Begin hier")).to_be_visible()
    before = said(page).locator(".as-read li").count()
    follow(page, said(page).get_by_role("button", name="Niet zo: 15"))
    assert page.locator("main #q").input_value() == CERTAIN
    assert said(page).locator(".as-read li").count() == before - 1
    follow(page, said(page).get_by_role("link", name="Verder met deze antwoorden"))
    assert "situatie=uitgebuit" in page.url
    assert "leeftijd" not in page.url
    context.close()


def test_with_the_keyboard_only(phone: Page):
    phone.goto("/")
    reach(phone, phone.get_by_role("main").get_by_role("combobox"))
    phone.keyboard.type(CERTAIN)
    press(phone, "Enter")
    assert faults_of_focus(walk(phone)) == []
    number = said(phone).locator("a[href='tel:08002000']")
    reach(phone, number)
    expect(number).to_be_focused()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("sentence", [CERTAIN, ASKED, DANGER])
def test_the_answer_is_accessible_in_every_look(
    site: str, chromium: Browser, language: str, sentence: str, seen: Seen
):
    page = chromium.new_page(base_url=site)
    type_sentence(page, language, sentence)
    expect(said(page)).to_be_visible()
    assert faults(page, seen=seen) == []
    page.close()


def test_on_paper_it_is_the_desk_and_its_number(site: str, chromium: Browser):
    page = chromium.new_page(base_url=site)
    type_sentence(page, "", CERTAIN)
    pages = texts(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))))
    first = " ".join(pages[0].split())
    for part in ("Begin hier", "Veilig Thuis: advies en melden", "0800-2000", "112"):
        assert part in first
    for part in ("niet zo", "Verder met deze antwoorden", CERTAIN):
        assert part not in first
    page.close()
