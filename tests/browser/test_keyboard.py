"""Every task with the keyboard only: Tab, Enter, Space and arrows, with a visible focus."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.keyboard import faults, press, reach, stop, walk
from tests.browser.test_pages import OUTCOME, YOUNG

pytestmark = pytest.mark.browser

WALKED = (
    "/",
    "/verwijzen/",
    f"{YOUNG}&situatie=beelden",
    OUTCOME,
    "/loketten/",
    "/loketten/veilig-thuis/",
    "/loketten/veilig-thuis/melden/",
    "/factsheets/politie/",
    "/zoeken/?q=opvang",
    "/offline/",
    "/toegankelijkheid/",
    "/account/login/",
)
DESCRIBED_BY = """(e) => (e.hasAttribute("aria-describedby") ? e : e.closest("fieldset"))
    .getAttribute("aria-describedby")"""


@pytest.fixture
def page(site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, base_url=site, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desktop", "phone"])
def test_every_stop_is_seen_in_the_order_of_the_page(page: Page, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    errors = []
    for path in WALKED:
        page.goto(path)
        stops = walk(page)
        assert len(stops) > 8, path
        assert stops[0].words == "Ga naar de inhoud"
        errors += [f"{path}: {fault}" for fault in faults(stops)]
    assert errors == []


def test_the_first_key_skips_to_the_content_and_the_way_back_is_open(page: Page):
    page.goto("/loketten/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    here = stop(page)
    assert here
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    back = stop(page)
    assert back
    assert back.key == here.key


def test_from_the_first_page_to_a_number_and_to_another_answer(page: Page):
    page.goto("/")
    reach(page, page.get_by_role("link", name="Start de wegwijzer").first)
    press(page, "Enter")
    for answer in ("nee", "onderwijs", "onder-18", "beelden"):
        wanted = page.locator(f"main input[type=radio][value={answer}]")
        reach(page, page.get_by_role("radio").first)
        while not wanted.is_checked():
            page.keyboard.press("ArrowDown")
        press(page, "Enter")
    reach(page, page.locator("#preciezer > summary"))
    page.keyboard.press("Enter")
    box = page.locator("#preciezer").get_by_role("checkbox").first
    reach(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    reach(page, page.locator("#preciezer").get_by_role("button"))
    press(page, "Enter")
    number = page.locator(".first-desk .number")
    reach(page, number)
    assert (number.get_attribute("href") or "").startswith("tel:")
    reach(page, page.locator(".answers-given a[href*='wijzig=leeftijd']"))
    press(page, "Enter")
    reach(page, page.locator("main input[type=radio][value=onder-18]"))
    press(page, "ArrowDown", "Enter")
    assert "leeftijd=onder-18" not in page.url
    assert "situatie=beelden" in page.url


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        ("/verwijzen/?verder=gevaar", "radio"),
        ("/loketten/?leeftijd=oud", "spinbutton"),
        ("/zoeken/?q=opvang&leeftijd=oud", "spinbutton"),
        (f"{OUTCOME}&gemeente-naam=Atlantis", "combobox"),
        (f"{OUTCOME}&gemeente-naam=Bonaire", "combobox"),
        ("/factsheets/belkaart/?gemeente-naam=Bergen", "combobox"),
        ("/zoeken/?q=opvang&gemeente=Elst", "textbox"),
    ],
)
def test_a_mistake_takes_the_focus_and_leads_to_its_field(page: Page, path: str, asks: str):
    page.goto(path)
    assert page.title().startswith("Fout: ")
    summary = page.get_by_role("group", name="Er klopt iets nog niet")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    assert summary.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Enter")
    field = page.get_by_role("main").locator(":focus")
    assert field.get_attribute("aria-invalid") == "true"
    assert field.and_(page.get_by_role(asks)).count() == 1
    for name in field.evaluate(DESCRIBED_BY).split():
        assert page.locator(f"[id='{name}']").inner_text().strip()


def test_mistakes_in_what_is_sent_take_the_focus_too(page: Page):
    page.goto("/en/loketten/comensha/melden/")
    reach(page, page.get_by_role("button", name="Send"))
    press(page, "Enter")
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("group", name="There is a problem")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name=re.compile("^What should it be"))).to_be_focused()
    page.goto("/en/account/login/")
    reach(page, page.get_by_role("textbox", name=re.compile("^Email")))
    page.keyboard.type("niemand@voorbeeld.example")
    page.keyboard.press("Tab")
    page.keyboard.type("niet dit")
    press(page, "Enter")
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("group", name="There is a problem")).to_be_focused()


def test_search_suggests_and_the_arrows_choose(page: Page):
    page.goto("/zoeken/")
    box = page.get_by_role("combobox", name="Wat zoekt u?")
    reach(page, box)
    page.keyboard.type("veil", delay=20)
    options = page.get_by_role("listbox", name="Suggesties").get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    press(page, "Enter")
    assert page.url.endswith("/loketten/veilig-thuis/")


def test_the_desks_are_narrowed_down(page: Page):
    page.goto("/loketten/")
    reach(page, page.get_by_role("combobox", name="Soort"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    box = page.get_by_role("checkbox", name="Anoniem kan")
    reach(page, box)
    page.keyboard.press("Space")
    reach(page, page.get_by_role("main").get_by_role("button", name="Toon"))
    press(page, "Enter")
    assert "soort=police" in page.url
    assert "anoniem=on" in page.url


def test_a_factsheet_for_a_municipality(page: Page):
    page.goto("/factsheets/politie/")
    reach(page, page.get_by_role("combobox", name="Gemeente"))
    page.keyboard.type("tilburg")
    page.keyboard.press("Escape")  # closes the datalist of the browser
    press(page, "Enter")
    assert page.url.endswith("?gemeente=tilburg")


def test_pages_are_kept_and_removed(page: Page):
    page.goto("/offline/")
    reach(page, page.get_by_role("button", name="Bewaar de nummers op dit apparaat"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bewaard op dit apparaat")).to_be_focused(
        timeout=30_000
    )
    reach(page, page.get_by_role("button", name="Verwijder alles van dit apparaat"))
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="verwijderd")).to_be_visible()
