"""Every kind of page in a real browser: accessible, from nowhere else, never too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
YOUNG = "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18"
OUTCOME = f"{YOUNG}&situatie=vermoeden&politie=anoniem&opvang=ja&omstandigheden=lvb"
# Its first desk has no number that we know, so another is named that can be called.
NO_NUMBER = (
    "/verwijzen/?gevaar=nee&rol=zorg&leeftijd=18-plus&situatie=eigen-initiatief&opvang=nee"
    "&omstandigheden=geen"
)
PAGES = (
    "/",
    "/over/",
    "/privacy/",
    "/veilig-kijken/",
    "/offline/",
    "/offline/niet-hier/",
    "/kennis/",
    "/loketten/",
    "/loketten/?leeftijd=oud&soort=police",
    "/loketten/?leeftijd=12&soort=police&contact=victim&anoniem=on",
    "/loketten/comensha/",
    "/loketten/his/",
    "/insluiten/",
    "/organisaties/",
    "/organisaties/fier/",
    "/organisaties/koraal/",
    "/vormen/",
    "/signalen/",
    "/risicoplekken/",
    "/wetsartikelen/",
    "/wetsartikelen/sr-248b-oud/",
    "/handreikingen/",
    "/handreikingen/meldcode/",
    "/hulpmiddelen/",
    "/cijfers/",
    "/bronnen/",
    "/factsheets/",
    "/factsheets/politie/?gemeente=tilburg",
    "/factsheets/herkennen/",
    "/factsheets/herkennen/?discreet=ja",
    "/factsheets/wie-bellen/?gemeente-naam=Bergen",
    "/factsheets/belkaart/?gemeente-naam=Atlantis",
    "/verwijzen/",
    "/verwijzen/kaart/",
    YOUNG,
    "/verwijzen/?verder=gevaar",
    f"{YOUNG}&situatie=beelden",
    f"{YOUNG}&wijzig=rol",
    OUTCOME,
    OUTCOME.replace("?", "?gemeente=tilburg&gevonden=groningen&"),
    f"{OUTCOME}&gemeente-naam=Bergen",
    f"{OUTCOME}&gemeente-naam=Atlantis",
    NO_NUMBER,
    "/nergens/",
)
WIDTHS = (360, 1280)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_kind_of_page(site: str, chromium: Browser, language: str, width: int):
    page = chromium.new_page(viewport={"width": width, "height": 740})
    elsewhere: list[str] = []
    page.on("request", lambda sent: sent.url.startswith(site) or elsewhere.append(sent.url))
    complaints: list[str] = []
    page.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    found = []
    for path in PAGES:
        page.goto(f"{site}{language}{path}")
        broad = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if broad > 0:
            found.append(f"{path}: {broad} pixels too wide")
        response = Axe().run(page, options=RULES).response
        for violation in response["violations"]:
            targets = [node["target"] for node in violation["nodes"]]
            found.append(f"{path}: {violation['id']} at {targets[:3]}")
    assert found == []
    assert elsewhere == []
    assert complaints == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.close()


REPORT = "/loketten/comensha/melden/"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_form_for_reports(site: str, chromium: Browser, language: str, width: int):
    """Read by axe at each step: empty, with a mistake, and sent with the keyboard."""
    context = chromium.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()

    def is_fine() -> None:
        broad = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert broad <= 0
        assert Axe().run(page, options=RULES).response["violations"] == []

    page.goto(f"{site}{language}{REPORT}?gegeven=comensha-telefoon")
    is_fine()
    page.fill("#id_reply_to", "geen adres")
    page.click("main input[type=submit]")
    page.wait_for_selector(".error")
    is_fine()
    assert page.input_value("#id_reply_to") == "geen adres"
    page.fill("#id_reply_to", "")
    page.select_option("#id_part", "value")
    page.fill("#id_message", "alleen voor een test")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_reply_to"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    # As a program would: the report is thanked for, and the database stays as it was.
    page.evaluate("document.querySelector('[name=website]').value = 'x'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bedankt/")
    is_fine()
    assert [cookie["name"] for cookie in context.cookies()] == ["csrftoken"]
    context.close()


@pytest.mark.parametrize("path", ["/", OUTCOME, "/verwijzen/?gevaar=ja", "/loketten/veilig-thuis/"])
def test_on_a_phone_the_number_is_in_the_first_screen(site: str, chromium: Browser, path: str):
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(site + path)
    box = page.locator("main a.number").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740
    page.close()


@pytest.mark.parametrize(("path", "number"), [(OUTCOME, "0800-2000"), (NO_NUMBER, "0800-0188")])
def test_on_a_result_the_number_is_the_largest_thing(
    site: str, chromium: Browser, path: str, number: str
):
    for width in WIDTHS:
        page = chromium.new_page(viewport={"width": width, "height": 740})
        page.goto(site + path)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('main *')]
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim()])"""
        )
        largest = max(size for size, _text in sizes)
        assert [text for size, text in sizes if size == largest] == [number]
        page.close()


def test_a_long_name_does_not_break_the_page(site: str, chromium: Browser):
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{site}/loketten/comensha/")
    page.evaluate("document.querySelector('h1').textContent = 'Coördinatie'.repeat(11)")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()
