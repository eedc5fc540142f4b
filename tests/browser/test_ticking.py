"""The list of signs: tick what one saw with the keyboard on a phone, and take it along on A4."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.accessible import Seen
from tests.browser.accessible import faults as axe_faults
from tests.browser.device import EMPTY, STORED
from tests.browser.keyboard import faults, press, reach, walk
from tests.knowledge.pdf.reading import A4, full_text, squeezed

pytestmark = pytest.mark.browser

LIST, ANSWER, PDF = "/signalen/", "/signalen/gezien/", "/signalen/wat-ik-zag.pdf"
SCREENS = 6  # of a phone: the list was 23 before its texts were folded
HEIGHT = 740
LET_GO = """() => {
    document.querySelector(".tick-bar").style.position = "static";
    scrollTo(0, 0);
}"""
"""What sticks lies over a part of a row until one scrolls, which axe takes for a small target."""


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": HEIGHT},
        base_url=site,
        reduced_motion="reduce",
        java_script_enabled=request.param,
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": HEIGHT}, base_url=site, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def sent_from(page: Page) -> list[tuple[str, str]]:
    fields = page.locator(f'form[action="{PDF}"] input')
    return [(one.get_attribute("name") or "", one.input_value()) for one in fields.all()]


def paper(context: BrowserContext, page: Page) -> PdfReader:
    """The PDF that the button asks for, by the same request: a headless browser shows none."""
    form = {name: value for name, value in sent_from(page) if name != "gezien"}
    body = "&".join(f"gezien={value}" for name, value in sent_from(page) if name == "gezien")
    answer = context.request.post(
        PDF, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert form == {}
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.body()))


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_list_is_a_few_screens_and_never_too_wide(page: Page, language: str):
    page.goto(language + LIST)
    assert height(page) < SCREENS * HEIGHT
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for target in (".sign .tick", ".sign summary", ".jumps a", ".tick-bar button"):
        for box in (one.bounding_box() for one in page.locator(target).all()):
            assert box
            assert box["height"] >= 44, target


def test_tick_with_the_keyboard_read_change_and_take_along(phone: Page):
    phone.goto(LIST)
    for slug in ("veel-geld-op-zak", "gevlucht"):
        reach(phone, phone.locator(f"#tick-{slug}"))
        phone.keyboard.press("Space")
    reach(phone, phone.locator(".tick-bar button"))
    press(phone, "Enter")
    assert phone.url.endswith(ANSWER)
    expect(phone.locator("h1")).to_have_text("Wat u zag")
    for said in ("Veel geld op zak", "Is gevlucht"):
        expect(phone.locator("#main")).to_contain_text(said)
    expect(phone.locator("#main")).not_to_contain_text("Weglopen")
    expect(phone.locator('.numbers a[href="tel:08002000"]')).to_be_visible()
    reader = paper(phone.context, phone)
    assert tuple(round(side) for side in reader.pages[0].mediabox[2:]) == A4
    assert squeezed("Veel geld op zak") in squeezed(full_text(reader))
    reach(phone, phone.get_by_role("button", name="Kruisjes wijzigen"))
    press(phone, "Enter")
    ticked = phone.locator(".sign input:checked")
    assert [one.input_value() for one in ticked.all()] == ["veel-geld-op-zak", "gevlucht"]


def test_the_button_opens_the_pdf_and_the_page_stays(page: Page):
    page.goto(LIST)
    page.locator("#tick-gevlucht").check()
    page.locator(".tick-bar button").click()
    page.wait_for_url(f"**{ANSWER}")
    with page.context.expect_event(
        "response", lambda answer: answer.url.endswith(PDF) and answer.status == 200
    ) as answered:
        page.get_by_role("button", name="Pdf op A4").click()
    assert answered.value.headers["content-type"] == "application/pdf"
    assert answered.value.request.method == "POST"
    assert page.url.endswith(ANSWER)
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == EMPTY


def test_nothing_ticked_says_so_where_one_can_go_on(phone: Page):
    phone.goto(LIST)
    phone.locator(".tick-bar button").click()
    phone.wait_for_url(f"**{ANSWER}")
    expect(phone.get_by_role("alert")).to_contain_text("Er is nog niets aangekruist.")
    assert phone.locator(".sign").count() > 30


def test_the_other_language_keeps_the_ticks(page: Page):
    page.goto(LIST)
    page.locator("#tick-gevlucht").check()
    page.locator(".tick-bar button").click()
    page.wait_for_url(f"**{ANSWER}")
    page.locator(".language").click()
    page.wait_for_url(f"**/en{ANSWER}")
    expect(page.locator("#main")).to_contain_text("Has fled his country")


def test_a_link_to_one_sign_lands_on_it_and_opens_it(phone: Page):
    phone.goto(f"{LIST}?bij=gevlucht#gevlucht")
    expect(phone.locator("#gevlucht .caveat")).to_be_in_viewport()
    assert phone.locator(".sign details[open]").count() == 1


def test_a_plain_anchor_opens_it_too(page: Page):
    page.goto(f"{LIST}#gevlucht")
    expect(page.locator("#gevlucht .caveat")).to_be_in_viewport()
    page.goto(f"{LIST}#trauma")
    expect(page.locator("#trauma .caveat")).to_be_in_viewport()


def test_paper_shows_what_is_folded(site: str, chromium: Browser):
    page = chromium.new_page(base_url=site)
    page.goto(LIST)
    text = squeezed(full_text(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))))
    page.close()
    assert squeezed("heimwee of een onzekere toekomst") in text
    assert text.count(squeezed("Kan ook iets anders betekenen:")) > 30
    assert squeezed("Of iets anders?") not in text


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_answer_is_accessible_and_its_stops_are_in_order(page: Page, language: str, seen: Seen):
    page.goto(language + LIST)
    for slug in ("gevlucht", "trauma", "veel-geld-op-zak"):
        page.locator(f"#tick-{slug}").check()
    assert faults(walk(page)) == []
    page.evaluate(LET_GO)
    assert axe_faults(page, "the list, ticked", seen=seen) == []
    page.locator(".tick-bar button").click()
    page.wait_for_url(f"**{ANSWER}")
    assert axe_faults(page, "the answer", seen=seen) == []
    page.locator("button", has_text=re.compile("Kruisjes|Change the ticks")).click()
    page.wait_for_selector("#tick-gevlucht:checked")
    page.evaluate(LET_GO)
    assert axe_faults(page, "the way back", seen=seen) == []
