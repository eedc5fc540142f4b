"""The result of the guide in a browser: two screens on a phone, and the rest folded."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.accessible import Seen, faults
from tests.browser.keyboard import faults as faults_of_focus
from tests.browser.keyboard import reach, walk
from tests.browser.walking import largest
from tests.knowledge.pdf.reading import texts

pytestmark = pytest.mark.browser

YOUNG = "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=uitgebuit"
DANGER = "/verwijzen/?gevaar=ja"
NO_DESK = "/verwijzen/?gevaar=nee&rol=zorg&leeftijd=onder-18&situatie=gelijkwaardig"
OWN = "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=dader"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
BOTTOM = "(e) => e.getBoundingClientRect().bottom + scrollY"
SHARING = "navigator.share = async (what) => { window.shared = what; };"
COPYING = """Object.defineProperty(navigator, "clipboard", {
    value: { writeText: async (text) => { window.copied = text; } } });"""


@pytest.fixture
def phone(site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, base_url=site, reduced_motion="reduce")
    complaints: list[str] = []
    context.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.fixture
def without_script(site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def bottom(page: Page, selector: str) -> float:
    return page.locator(selector).first.evaluate(BOTTOM)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", [YOUNG, DANGER])
def test_on_a_phone_the_order_is_number_tools_why_steps_and_folds(
    phone: Page, language: str, path: str
):
    phone.goto(language + path)
    parts = (
        "h1", ".first-desk .number", ".call-now", "#bellen", ".result-tools", "#why", "ol.steps",
        ".result-body .folds",
    )  # fmt: skip
    heights = [bottom(phone, part) for part in parts]
    assert heights == sorted(heights)
    assert bottom(phone, ".call-now") < PHONE["height"]
    assert bottom(phone, ".result-tools") < 1.5 * PHONE["height"]
    assert bottom(phone, "#why") < 1.6 * PHONE["height"]


def test_what_can_wait_is_folded_and_opens_without_a_script(without_script: Page):
    page = without_script
    page.goto(YOUNG)
    folds = page.locator("main details.fold")
    assert folds.count() >= 8
    assert page.locator("main details[open]").count() == 0
    for name in ("bellen", "preciezer", "bij-de-hand", "andere-loketten", "regio"):
        fold = page.locator(f"#{name}")
        fold.locator("summary").click()
        assert fold.get_attribute("open") is not None
    assert page.get_by_label("Gemeente waar hij staat ingeschreven").is_visible()
    assert page.get_by_text("In twintig seconden").is_visible()


def test_the_desks_of_his_region_are_not_hidden_in_a_fold(without_script: Page):
    without_script.goto(YOUNG.replace("?", "?gemeente=eindhoven&"))
    assert without_script.locator("#andere-loketten .region").first.is_visible()
    assert "Eindhoven" in without_script.locator("#regio > summary").inner_text()


def test_an_unclear_place_is_not_hidden_in_a_fold(without_script: Page):
    without_script.goto(f"{YOUNG}&gemeente-naam=Bergen")
    assert without_script.locator("#regio [aria-invalid]").is_visible()


@pytest.mark.parametrize("path", [YOUNG, NO_DESK])
@pytest.mark.parametrize("language", ["", "/en"])
def test_opened_it_is_accessible_in_every_look(
    site: str, chromium: Browser, language: str, path: str, seen: Seen
):
    page = chromium.new_page(base_url=site)
    page.goto(language + path)
    for fold in page.locator("main details.fold").all():
        fold.evaluate("(e) => { e.open = true; }")
    assert faults(page, seen=seen) == []
    page.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_every_fold_is_reached_and_opened_with_the_keyboard(phone: Page, size: dict[str, int]):
    phone.set_viewport_size(size)  # type: ignore[arg-type]
    phone.goto(YOUNG)
    assert faults_of_focus(walk(phone)) == []
    reach(phone, phone.locator("#bellen > summary"))
    phone.keyboard.press("Enter")
    expect(phone.locator("#bellen .call-script")).to_be_visible()
    reach(phone, phone.locator("#regio > summary"))
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.name") == "gemeente-naam"


def test_on_a_wide_screen_the_answers_show_beside_the_number(phone: Page):
    phone.goto(YOUNG)
    assert not phone.locator(".answers-given dl").is_visible()
    phone.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    assert phone.locator(".answers-given dl").is_visible()
    assert not phone.locator(".answers-given summary").is_visible()
    number = phone.locator(".first-desk").bounding_box()
    beside = phone.locator(".result-side").bounding_box()
    assert number
    assert beside
    assert beside["x"] > number["x"] + number["width"]


def test_one_dated_line_says_how_sure_the_numbers_are(phone: Page):
    phone.goto(YOUNG)
    assert "bevestigd" in phone.locator(".sureness").inner_text()
    assert phone.locator(".chip.unconfirmed").count() == 0
    phone.goto("/loketten/veilig-thuis/")
    assert phone.locator(".chip.unconfirmed").count() > 0


def test_the_number_is_copied_and_shared_where_the_browser_can(phone: Page):
    phone.add_init_script(COPYING + SHARING)
    phone.goto(YOUNG)
    tools = phone.locator(".number-tools")
    tools.get_by_role("button", name="Kopieer nummer").click()
    expect(tools.get_by_role("status")).to_have_text("Nummer gekopieerd")
    assert phone.evaluate("window.copied") == "0800-2000"
    tools.get_by_role("button", name="Deel").click()
    shared = phone.evaluate("window.shared")
    assert "0800-2000" in shared["text"]
    assert shared["url"] == phone.url
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_a_script_or_the_means_there_are_no_buttons(phone: Page, without_script: Page):
    without_script.goto(YOUNG)
    assert not without_script.locator(".number-tools").is_visible()
    phone.add_init_script("delete Navigator.prototype.share; navigator.share = undefined;")
    phone.goto(YOUNG)
    assert phone.get_by_role("button", name="Deel", exact=True).count() == 0


@pytest.mark.parametrize(
    ("path", "says"),
    [(NO_DESK, "Wilt u toch overleggen?"), (OWN, "Naast uw eigen organisatie")],
)
def test_an_end_says_so_before_a_smaller_number(phone: Page, path: str, says: str):
    phone.goto(path)
    assert phone.get_by_text(says, exact=True).is_visible()
    assert bottom(phone, "h1") < bottom(phone, ".besides") < bottom(phone, ".first-desk")
    assert largest(phone) != [phone.locator(".first-desk .number").inner_text()]


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_paper_shows_what_is_folded(site: str, chromium: Browser, java_script_enabled: bool):
    context = chromium.new_context(java_script_enabled=java_script_enabled)
    page = context.new_page()
    page.goto(site + YOUNG)
    ready = page.locator("#bij-de-hand li").first.text_content() or ""
    script = page.locator("#bellen li").first.text_content() or ""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(texts(reader)).split())
    for part in (ready.strip(), script.strip(), "Andere loketten", "Wet die vandaag geldt"):
        assert part in text
    for part in ("Kopieer nummer", "Maak het preciezer", "Pdf om mee te nemen"):
        assert part not in text
    context.close()
