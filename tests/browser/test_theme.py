"""Appearance in a real browser: light and dark, narrow and wide, forced colours, still."""

import pytest
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from portal.theme.contrast import contrast
from tests.browser.network import Network
from tests.browser.test_pages import OUTCOME, YOUNG

pytestmark = pytest.mark.browser

PAGES = (
    "/", YOUNG, OUTCOME, "/loketten/", "/loketten/comensha/", "/zoeken/?q=opvang", "/stijl/",
    "/factsheets/politie/", "/verwijzen/kaart/", "/account/login/", "/nergens/",
)  # fmt: skip
EMBEDDED = "/insluiten/loketten/comensha/"
WIDTHS = (320, 768, 3840)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACING = (  # WCAG 1.4.12
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
)
LONG_WORDS = """() => {
    const word = 'Coördinatie'.repeat(11).slice(0, 120);
    for (const one of document.querySelectorAll(
            'h1, main :is(h2, h3, .chip, .btn, .answer, td, dd, li > a)'))
        one.textContent = word;
}"""
SHIFTS = """() => {
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
    }).observe({ type: 'layout-shift', buffered: true });
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
        'header a, header summary, header button, .btn, .ways a, .question .form-check, .leave')]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && box.height < (one.matches(
        '.btn, .leave, summary, .form-check') ? 44 : 24))
    .map(([one, box]) => `${one.textContent.trim()} ${box.height}`)"""


@pytest.fixture
def page(chromium: Browser, site: str):
    context = chromium.new_context(viewport={"width": 360, "height": 640}, base_url=site)
    yield context.new_page()
    context.close()


def colour(page: Page, selector: str, name: str) -> str:
    """A computed colour as #rrggbb."""
    found = page.eval_on_selector(selector, f"one => getComputedStyle(one).{name}")
    red, green, blue = (int(part) for part in found[found.index("(") + 1 : -1].split(",")[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def test_no_page_is_wider_than_its_window(page: Page):
    found = []
    for path in PAGES:
        page.set_viewport_size({"width": 320, "height": 256})  # 1280 x 1024 at 400 %
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if (broad := page.evaluate(TOO_WIDE)) > 0:
                found.append(f"{path} at {width}: {broad} too wide")
        page.set_viewport_size({"width": 320, "height": 256})
        found += [f"{path}: {small}" for small in page.evaluate(SMALL_TARGETS)]
        page.evaluate(  # like a user style sheet: the policy forbids inline styles
            "css => { const own = new CSSStyleSheet(); own.replaceSync(css);"
            " document.adoptedStyleSheets = [own]; }",
            SPACING,
        )
        if (broad := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{path} with text spacing: {broad} too wide")
        page.evaluate(LONG_WORDS)
        if (broad := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{path} with long words: {broad} too wide")
    assert found == []


def test_nothing_moves_while_a_page_opens(page: Page):
    page.add_init_script(f"({SHIFTS})()")
    found = {}
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        for path in PAGES:
            page.goto(path)
            page.wait_for_timeout(100)
            found[f"{path} at {width}"] = page.evaluate("window.shifts")
    assert {path: shift for path, shift in found.items() if shift > 0} == {}


def test_nothing_moves_while_a_page_arrives_in_pieces(page: Page, network: Network):
    network.in_pieces = True
    page.add_init_script(f"({SHIFTS})()")
    found = {}
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        for path in (*PAGES, EMBEDDED):
            page.goto(network.address + path)
            found[f"{path} at {width}"] = page.evaluate("window.shifts")
    assert {path: shift for path, shift in found.items() if shift > 0} == {}


def test_the_menu_has_its_place_before_the_way_out_arrives(page: Page):
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("/loketten/")
        parts = page.locator(".site-menu, .site-menu .search-field")
        places = "parts => parts.map(one => one.getBoundingClientRect().x)"
        before = parts.evaluate_all(places)
        page.eval_on_selector(".leave", "one => one.remove()")
        assert parts.evaluate_all(places) == before, width


def test_light_and_dark_can_be_read_and_paper_is_light(page: Page):
    page.set_viewport_size({"width": 1280, "height": 800})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(OUTCOME)
        ground = colour(page, "body", "backgroundColor")
        assert (contrast(ground, "#000000") > 10) is (scheme == "light")
        sheet = colour(page, ".first-desk", "backgroundColor")
        for selector in (".big .number", ".first-desk .desk-name a", ".first-desk .in-short"):
            assert contrast(colour(page, selector, "color"), sheet) >= 4.5, (scheme, selector)
        button = ".call-now .btn-primary"
        pair = colour(page, button, "color"), colour(page, button, "backgroundColor")
        assert contrast(*pair) >= 4.5, scheme
        page.goto("/loketten/comensha/")
        sheet = colour(page, ".first-desk", "backgroundColor")
        for selector in (".first-desk .sources a", ".desk-foot .sources"):
            assert contrast(colour(page, selector, "color"), sheet) >= 4.5, (scheme, selector)
        page.goto("/verwijzen/kaart/")
        words = colour(page, ".chart text", "fill")
        assert contrast(words, colour(page, ".chart svg > rect", "fill")) >= 4.5
    page.emulate_media(color_scheme="dark", media="print")
    assert contrast(colour(page, "body", "backgroundColor"), "#000000") > 10
    assert contrast(colour(page, "h1", "color"), "#ffffff") > 10


def test_forced_colours_keep_what_is_chosen_and_the_focus_in_sight(page: Page):
    page.emulate_media(forced_colors="active")
    page.goto(YOUNG + "&wijzig=leeftijd")
    row = ".question .form-check:has(:checked)"
    other = ".question .form-check:not(:has(:checked))"
    assert colour(page, row, "borderTopColor") != colour(page, other, "borderTopColor")
    page.goto(OUTCOME)
    for selector in (".leave", ".call-now .btn", ".chip", ".hours", ".danger-strip"):
        width = page.eval_on_selector(selector, "one => getComputedStyle(one).borderBottomWidth")
        assert width != "0px", selector
    for selector in (".leave", ".call-now .btn", ".site-menu summary"):
        page.focus(selector)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        style = page.eval_on_selector(selector, "one => getComputedStyle(one).outlineStyle")
        assert style == "solid", selector


def test_without_motion_nothing_moves(page: Page):
    for motion, moves in (("no-preference", True), ("reduce", False)):
        page.emulate_media(reduced_motion=motion)
        page.goto(YOUNG)
        time = page.eval_on_selector(".btn", "one => getComputedStyle(one).transitionDuration")
        assert (any(part not in ("0s", "1e-05s") for part in time.split(", "))) is moves


def test_on_a_phone_the_number_and_its_button_are_in_the_first_screen(page: Page):
    page.goto(OUTCOME)
    for selector in (".big .number", ".call-now .btn"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 640, selector
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/loketten/comensha/")  # its number is long
    high = "one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).fontSize)"
    assert page.eval_on_selector(".big .number", high) < 2


def test_the_menu_works_without_a_script_and_the_way_out_stays(chromium: Browser, site: str):
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=site, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/loketten/")
    assert not page.locator(".site-nav").is_visible()
    page.click(".site-menu summary")
    assert page.locator(".site-nav").is_visible()
    page.click(".site-nav a >> nth=0")
    page.wait_for_url("**/verwijzen/")
    page.goto("/loketten/")
    before = page.locator(".leave").bounding_box()
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    after = page.locator(".leave").bounding_box()
    assert before is not None
    assert after is not None
    assert 0 <= after["y"] <= before["y"]
    context.close()


@pytest.mark.parametrize("path", ["/verwijzen/kaart/", "/en/verwijzen/kaart/"])
def test_a_map_on_a_phone_begins_at_its_first_question(page: Page, path: str):
    page.goto(path)
    frame = page.locator(".chart").bounding_box()
    first = page.locator(".chart [data-slug='gevaar']").first.bounding_box()
    assert frame is not None
    assert first is not None
    assert frame["y"] < first["y"] < frame["y"] + frame["height"] / 2


def test_a_printed_map_fills_a_sheet_of_a3(page: Page):
    page.goto("/verwijzen/kaart/")
    sheets = PdfDocument(page.pdf(prefer_css_page_size=True))
    (sheet,) = [sheet for sheet in sheets if sheet.get_width() > sheet.get_height()]
    drawn = [piece.get_bounds() for piece in sheet.get_objects()]
    assert round(sheet.get_width()) == 1191
    assert min(left for left, *_ in drawn) < 0.1 * sheet.get_width()
    assert max(right for _, _, right, _ in drawn) > 0.9 * sheet.get_width()
