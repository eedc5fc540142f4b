"""Every page in a real browser: accessible, no third-party requests, never too wide."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests.browser.accessible import SCRIPT, WIDTHS, Seen, faults, faults_of
from tests.browser.walking import largest
from tests.portal.addresses import PLAIN

pytestmark = pytest.mark.browser

YOUNG = "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18"
OUTCOME = f"{YOUNG}&situatie=uitgebuit&politie=nee&omstandigheden=lvb"
# An outcome that says that no desk is needed.
NO_DESK = "/verwijzen/?gevaar=nee&rol=zorg&leeftijd=18-plus&situatie=eigen-initiatief"
# States of pages, in addition to every URL of the site.
STATES = (
    "/loketten/?leeftijd=oud&soort=police",
    "/loketten/?leeftijd=12&soort=police&contact=victim&anoniem=on",
    "/insluiten/",
    "/open-data/",
    "/wetsartikelen/?op=2020-13-45",
    "/factsheets/politie/?gemeente=tilburg",
    "/factsheets/herkennen/?discreet=ja",
    "/factsheets/wie-bellen/?gemeente-naam=Bergen",
    "/factsheets/belkaart/?gemeente-naam=Atlantis",
    YOUNG,
    "/verwijzen/?verder=gevaar",
    f"{YOUNG}&situatie=beelden",
    f"{YOUNG}&wijzig=rol",
    OUTCOME,
    OUTCOME.replace("?", "?gemeente=tilburg&gevonden=groningen&"),
    f"{OUTCOME}&gemeente-naam=Bergen",
    f"{OUTCOME}&gemeente-naam=Atlantis",
    NO_DESK,
    "/zoeken/?q=vt",
    "/zoeken/?q=vielig+thuis",
    "/zoeken/?q=xqzzwv",
    "/zoeken/?q=opvang&leeftijd=x&gemeente=Tilbrug",
    "/nergens/",
)


def once(addresses: list[str], language: str) -> list[str]:
    """Without half of the pages of entries, which are alike: those are for the other language.

    With EVERYTHING=1, all.
    """
    plain = {reverse(name) for name in PLAIN}
    both = [one for one in addresses if one in plain or "?" in one]
    entries = [one for one in addresses if one not in both]
    if os.environ.get("EVERYTHING") == "1":
        return addresses
    return [*both, *entries[bool(language) :: 2]]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_in_every_look(
    site: str, addresses: list[str], chromium: Browser, language: str, seen: Seen
):
    """Each page, of entries in one of the languages, is checked by axe with all rules.

    On desktop in one colour scheme, then on phone in the other with the rules that depend on colour
    or width; in the other language the other way round, so that both cover all four looks. The
    colours of a text are checked where its kind is first seen in that look. With EVERYTHING=1, all
    four looks in each language, and the colours of every text.
    """
    listed = [*once(addresses, language), *STATES]
    page = chromium.new_page(base_url=site)
    page.add_init_script(SCRIPT)  # saves 0.1 s per page over injecting it later
    elsewhere: list[str] = []
    page.on("request", lambda sent: sent.url.startswith(site) or elsewhere.append(sent.url))
    complaints: list[str] = []
    page.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    assert faults_of(page, listed, language, seen) == []
    assert elsewhere == []
    assert complaints == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.close()


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_result_with_every_fold_open(site: str, chromium: Browser, language: str, seen: Seen):
    """Checked by axe in all four looks: what is folded is checked nowhere else."""
    page = chromium.new_page(base_url=site)
    found: list[str] = []
    for path in (OUTCOME, NO_DESK):
        page.goto(language + path)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
        found += faults(page, language + path, seen=seen)
    assert found == []
    page.close()


@pytest.mark.usefixtures("no_report_stays")
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_form_for_reports(site: str, chromium: Browser, language: str, seen: Seen):
    """Checked by axe in each state: empty, with errors, and submitted with the keyboard."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto(f"{language}/loketten/comensha/melden/?gegeven=comensha-telefoon")
    found = faults(page, "empty", seen=seen)
    page.get_by_role("textbox").last.fill("geen adres")
    page.locator("main form").get_by_role("button").click()
    page.wait_for_selector("#mistakes")
    found += faults(page, "with mistakes", seen=seen)
    assert page.input_value("#id_reply_to") == "geen adres"
    page.fill("#id_reply_to", "")
    page.select_option("#id_part", "value")
    page.fill("#id_message", "alleen voor een test")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_reply_to"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    if language:
        page.goto("/en/loketten/comensha/melden/bedankt/")
    else:  # once: five in an hour can be sent from one address
        page.keyboard.press("Enter")
        page.wait_for_url("**/bedankt/")
    found += faults(page, "thanks", seen=seen)
    assert found == []
    assert [cookie["name"] for cookie in context.cookies()] == ["csrftoken"]
    context.close()


def test_on_a_phone_the_number_is_in_the_first_screen(site: str, chromium: Browser):
    page = chromium.new_page(viewport={"width": 360, "height": 740}, base_url=site)
    for path in ("/", OUTCOME, "/verwijzen/?gevaar=ja", "/loketten/veilig-thuis/"):
        page.goto(path)
        box = page.locator("main a[href^='tel:']").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 740, path
    page.close()


def test_on_a_result_the_number_is_the_largest_thing(site: str, chromium: Browser):
    page = chromium.new_page(base_url=site)
    for path in (OUTCOME, "/verwijzen/?gevaar=ja"):
        page.goto(path)
        number = page.locator("main a.number[href^='tel:']").first.inner_text()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            assert largest(page) == [number]
    page.close()


def test_a_long_name_does_not_break_the_page(site: str, chromium: Browser):
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{site}/loketten/comensha/")
    page.evaluate("document.querySelector('h1').textContent = 'Coördinatie'.repeat(11)")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()
