"""Pages that a device keeps, in a real browser, with and without a network."""

import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.network import DOWN, SILENT, UP, Network, between
from tests.browser.test_pages import OUTCOME, RULES, YOUNG
from tests.browser.test_searching import manage

pytestmark = pytest.mark.browser

NOTE = ".copy-note"
KEYS = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push(request.url.replace(location.origin, ""));
    return found;
}"""
STORED = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    document.cookie, (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length]"""
OF_THE_MOMENT = ".hours.open:not(.always), .hours.closed"
RED = "rgb(179, 38, 30)"
SHEETS = ("/factsheets/belkaart.pdf", "/en/factsheets/belkaart.pdf", "/factsheets/politie.pdf")
NOT_KEPT = (
    "/factsheets/zorg-en-jeugdhulp/", "/loketten/", "/verwijzen/?gevaar=nee", "/nergens/"
)  # fmt: skip
CARD = "/en/factsheets/belkaart/"
MADE_OLD = """async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const list = await (await cache.match("/offline/lijst.json")).text();
    const headers = { "X-Kept-At": new Date(Date.now() - 25 * 3_600_000).toISOString() };
    await cache.put("/offline/lijst.json", new Response(list, { headers }));
}"""
EMPTY = [0, 0, 0, "", 0, 0]
MAY_BE_KEPT = re.compile(
    r"/offline/lijst\.json|/static/[^?]+"
    r"|(/en)?/(offline/(niet-hier/)?|loketten/[\w-]+/|factsheets/[\w-]+(/|\.pdf))?"
)


@pytest.fixture
def network(site: str) -> Iterator[Network]:
    with between(site) as (address, network):
        network.address = address
        yield network


@pytest.fixture
def context(network: Network, chromium) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, base_url=network.address, locale="nl-NL"
    )
    context.set_default_timeout(15_000)
    complaints: list[str] = []
    context.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    yield context
    context.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def keep(page: Page, language: str = "") -> None:
    page.goto(f"{language}/offline/")
    page.locator("[data-keep]").click()
    expect(page.locator("[data-remove]")).to_be_visible(timeout=30_000)


def open_offline(page: Page, path: str) -> None:
    page.context.set_offline(True)
    page.goto(path)


def wait_until_kept(page: Page, path: str) -> None:
    page.wait_for_function(f"async () => (await ({KEYS})()).includes({path!r})")


def test_nothing_is_kept_unasked(page: Page):
    for path in ("/", "/offline/", "/factsheets/belkaart/", "/loketten/veilig-thuis/", "/en/"):
        page.goto(path)
        assert page.evaluate(STORED) == EMPTY, path


@pytest.mark.parametrize(
    ("language", "copy", "offline"),
    [("", "Dit is een kopie van", "U bent offline"), ("/en", "This is a copy of", "You are off")],
)
def test_without_a_network_the_numbers_are_there(page: Page, language, copy, offline):
    today = timezone.localdate().isoformat()
    keep(page, language)
    page.goto(f"{language}/factsheets/politie/")
    expect(page.locator(NOTE)).to_be_hidden()
    for path, number in (
        ("/factsheets/belkaart/", "0800-2000"),
        ("/loketten/veilig-thuis/", "0800-2000"),
        ("/", "0800-2000"),
        ("/factsheets/politie/", ""),
    ):
        open_offline(page, language + path)
        expect(page.locator(NOTE)).to_contain_text(copy)
        assert page.locator(f"{NOTE} time").get_attribute("datetime").startswith(today)
        expect(page.locator("main .number").filter(has_text=number).first).to_be_visible()
        expect(page.locator(OF_THE_MOMENT).filter(visible=True)).to_have_count(0)
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
        )
    for path in (
        "/factsheets/zorg-en-jeugdhulp/",
        "/loketten/",
        "/verwijzen/?gevaar=nee",
        "/nergens/",
    ):
        page.goto(language + path)
        expect(page.locator("h1")).to_contain_text(offline)
        expect(page.locator("main a[href='tel:112']").first).to_be_visible()
        expect(page.locator("main .number").filter(has_text="0800-2000")).to_be_visible()
        expect(page.locator(f"main .kept a[href='{language}/factsheets/politie/']")).to_be_visible()
        assert Axe().run(page, options=RULES).response["violations"] == []
    page.context.set_offline(False)
    page.get_by_role("link", name=re.compile("Probeer opnieuw|Try again")).click()
    page.wait_for_url("**/nergens/")
    expect(page.locator("h1")).not_to_contain_text(offline)


def test_the_card_on_paper_is_there_too(page: Page):
    keep(page)
    page.evaluate("async () => { await fetch('/factsheets/politie.pdf') }")
    wait_until_kept(page, "/factsheets/politie.pdf")
    page.context.set_offline(True)
    for path in (
        "/factsheets/belkaart.pdf",
        "/en/factsheets/belkaart.pdf",
        "/factsheets/politie.pdf",
    ):
        got = "async (path) => (await (await fetch(path)).text()).slice(0, 5)"
        assert page.evaluate(got, path) == "%PDF-", path
    assert page.evaluate("fetch('/factsheets/hotels.pdf').then(() => 0, () => 1)") == 1


def test_answers_of_the_guide_are_kept_nowhere(page: Page):
    keep(page)
    page.goto("/verwijzen/")
    for answer in ("gevaar=nee", "rol=onderwijs", "leeftijd=onder-18"):
        name, value = answer.split("=")
        page.locator(f"input[name={name}][value={value}]").check(force=True)
        with page.expect_navigation():
            page.locator("button[name=verder]").click()
    for path in (
        OUTCOME, f"{OUTCOME}&gemeente=tilburg", f"/en{YOUNG}", "/zoeken/?q=jongen",
        "/factsheets/politie/?gemeente=tilburg", "/factsheets/herkennen/?discreet=ja",
        "/loketten/?leeftijd=12", "/loketten/comensha/melden/", "/loketten/nidos/",
        "/account/login/", "/nergens/",
    ):  # fmt: skip
        page.goto(path)
    page.goto("/factsheets/herkennen/")
    wait_until_kept(page, "/factsheets/herkennen/")
    found = page.evaluate(KEYS)
    assert [key for key in found if not MAY_BE_KEPT.fullmatch(key)] == []
    assert [key for key in found if "comensha/melden" in key or "nidos" in key] == []
    assert page.evaluate(STORED)[:3] == EMPTY[:3]
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]  # of the form


def test_everything_is_removed(page: Page):
    keep(page)
    other = page.context.new_page()
    other.goto("/factsheets/politie/")
    wait_until_kept(page, "/factsheets/politie/")
    page.locator("[data-remove]").click()
    expect(page.locator("[data-keep]")).to_be_visible()
    assert page.evaluate(STORED) == EMPTY
    other.goto("/factsheets/zorg-en-jeugdhulp/")
    other.wait_for_timeout(300)
    assert page.evaluate(STORED) == EMPTY
    keep(page)  # and it can be asked for again
    assert len(page.evaluate(KEYS)) > 20


def test_a_page_says_what_is_kept_and_of_when(page: Page):
    keep(page, "/en")
    expect(page.get_by_role("status").filter(has_text="Done")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Kept on this device"
    lines = page.locator("[data-kept] li").all_inner_texts()
    made = page.evaluate(f"async () => (await (await caches.match('{CARD}')).text())")
    moment = re.search(r"<time [^>]*>(.+?), (\d\d:\d\d)</time>", made)
    assert f"Calling about a boy\n{moment[1]} at {moment[2]}" in lines  # as on the copy itself
    assert any("Calling about a boy (PDF)" in one for one in lines)
    assert not any("offline" in one for one in lines)
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_an_edit_is_seen_at_once_and_a_withdrawn_page_is_kept_no_longer(page: Page):
    keep(page)
    desk, sheet = "/loketten/veilig-thuis/", "/factsheets/politie/"
    page.goto(sheet)
    wait_until_kept(page, sheet)
    page.goto(desk)
    was, new = page.locator("main .lead").inner_text(), f"Nieuw op {time.time()}"
    change = """from knowledge.models import Factsheet, Service
Service.objects.filter(slug='veilig-thuis').update(summary_nl={!r})
Factsheet.objects.filter(slug='politie').update(restricted={!r})"""
    manage(change.format(new, True))
    try:
        for path in (desk, sheet):
            page.goto(path)
        page.wait_for_function(f"async () => !(await ({KEYS})()).includes({sheet!r})")
        open_offline(page, desk)
        expect(page.locator("main .lead")).to_have_text(new)
        page.goto(sheet)
        expect(page.locator("h1")).to_have_text("U bent offline")
    finally:
        manage(change.format(was, False))


def test_copies_are_renewed_once_a_day_or_when_the_card_changed(page: Page, network: Network):
    keep(page)
    card, other = "/factsheets/belkaart.pdf", "/en/loketten/veilig-thuis/"
    started = page.context.new_cdp_session(page)
    started.send("ServiceWorker.enable")

    def asked_after() -> list[str]:
        """What is asked for on opening a page after a while."""
        started.send("ServiceWorker.stopAllWorkers")
        network.asked.clear()
        page.goto("/over/")
        page.wait_for_timeout(700)
        return list(network.asked)

    asked = asked_after()
    assert (asked.count(card), asked.count(other)) == (1, 0)
    page.goto("/over/")
    assert network.asked.count(card) == 1  # and not at every page
    network.changed = card
    asked_after()
    expect_asked(network, other)
    network.changed = ""
    page.evaluate(MADE_OLD)
    asked_after()
    expect_asked(network, other)


def expect_asked(network: Network, path: str) -> None:
    deadline = time.monotonic() + 15
    while path not in network.asked:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_portal_that_is_down_or_silent(page: Page, network: Network):
    keep(page)
    network.state = DOWN
    page.goto("/loketten/veilig-thuis/")
    expect(page.locator(NOTE)).to_be_visible()
    assert page.goto("/loketten/nidos/").status == 503  # no copy: what the portal itself says
    assert page.inner_text("body") == "down"
    network.state = SILENT
    page.goto("/factsheets/belkaart/", timeout=10_000)
    expect(page.locator(NOTE)).to_be_visible()
    network.state = UP
    network.over.set()
    page.goto("/loketten/veilig-thuis/")
    expect(page.locator(NOTE)).to_be_hidden()


def test_a_copy_keeps_its_look_after_a_new_version(page: Page, network: Network):
    network.version = "a" * 12
    keep(page)
    network.version = "b" * 12
    page.goto("/")
    wait_until_kept(page, network.style)
    for path in ("/", "/loketten/veilig-thuis/"):
        open_offline(page, path)
        expect(page.locator(".danger-strip")).to_have_css("background-color", RED)


def test_only_the_last_twenty_that_were_opened_are_kept(page: Page):
    keep(page)
    page.goto("/factsheets/")
    found = page.locator("main h2 a").evaluate_all("all => all.map(a => a.pathname)")
    opened = [path for path in found if "belkaart" not in path]
    opened += [f"/en{path}" for path in opened] + [f"{path[:-1]}.pdf" for path in opened]
    opened += [f"/en{path[:-1]}.pdf" for path in found if "belkaart" not in path]
    assert len(opened) > 21
    for path in opened:
        page.evaluate("async (path) => { await (await fetch(path)).blob() }", path)
        wait_until_kept(page, path)
    kept = [key for key in page.evaluate(KEYS) if "/factsheets/" in key and "belkaart" not in key]
    assert kept == opened[-20:]


def test_what_a_professional_sees_is_not_kept(page: Page, editor: tuple[str, str]):
    keep(page)
    page.goto("/account/login/")
    page.fill("#id_login", editor[0])
    page.fill("#id_password", editor[1])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for path in ("/factsheets/politie/", "/loketten/veilig-thuis/", "/"):
        page.goto(path)
        assert page.locator(".account-line").is_visible(), path
    page.evaluate("async () => { await (await fetch('/factsheets/politie.pdf')).blob() }")
    page.wait_for_timeout(500)
    assert not [key for key in page.evaluate(KEYS) if "politie/" in key or "politie.pdf" in key]
    open_offline(page, "/loketten/veilig-thuis/")
    expect(page.locator(NOTE)).to_be_visible()
    assert page.locator(".account-line").count() == 0  # the copy that everyone has


def test_without_javascript_the_page_says_what_can_be_done(network: Network, chromium):
    context = chromium.new_context(java_script_enabled=False, base_url=network.address)
    page = context.new_page()
    page.goto("/offline/")
    assert page.get_by_text("Deze browser kan de pagina’s niet bewaren").is_visible()
    assert not page.locator("[data-keep]").is_visible()
    assert page.locator("aside a[href='/factsheets/belkaart.pdf']").is_visible()
    assert page.locator("aside a[href$='.vcf']").count() > 3
    context.close()
