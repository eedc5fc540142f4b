"""Quick exit: by link, by pressing Shift three times, without JavaScript, and what it leaves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from tests.browser.test_pages import OUTCOME

pytestmark = pytest.mark.browser

NEUTRAL = settings.LEAVE_URL
WEATHER = "<title>weather</title><p>It rains.</p>"
EVERYWHERE = (
    "/",
    "/en/",
    OUTCOME,
    "/zoeken/?q=opvang",
    "/factsheets/belkaart/",
    "/loketten/comensha/melden/",
    "/nergens/",
    "/verwijzen/concept/",
    "/account/login/",
    "/offline/",
    "/offline/niet-hier/",
)


@contextmanager
def opened(site: str, chromium: Browser, *, script: bool = True) -> Iterator[Page]:
    """A page with the neutral site mocked: no request reaches the real one."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 740}, base_url=site, java_script_enabled=script
    )
    context.set_default_timeout(5_000)
    context.route(f"{NEUTRAL}**", answered)
    yield context.new_page()
    context.close()


def answered(route: Route) -> None:
    route.fulfill(body=WEATHER, content_type="text/html")


def shift(page: Page, times: int) -> None:
    for _time in range(times):
        page.keyboard.press("Shift")


def with_tab_and_enter(page: Page) -> None:
    """Reach the link by keyboard, within the first dozen tab stops."""
    for _stop in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.leave')"):
            break
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "leave",
    [
        lambda page: page.get_by_role("link", name="Verlaat deze site").click(),
        lambda page: shift(page, 3),
        with_tab_and_enter,
    ],
    ids=["the link", "three times Shift", "the keyboard"],
)
def test_leaving_takes_the_place_of_the_page(
    site: str, chromium: Browser, leave: Callable[[Page], None]
):
    with opened(site, chromium) as page:
        asked: list[dict[str, str]] = []
        page.on("request", lambda sent: sent.url == NEUTRAL and asked.append(sent.all_headers()))
        page.goto("about:blank")
        page.goto(OUTCOME)
        leave(page)
        page.wait_for_url(NEUTRAL)
        assert page.title() == "weather"
        assert [headers.get("referer") for headers in asked] == [None]
        page.go_back()
        assert page.url == "about:blank"
        page.go_forward()
        assert page.url == NEUTRAL


def test_the_page_is_empty_as_long_as_nothing_stands_in_its_place(site: str, chromium: Browser):
    with opened(site, chromium) as page:
        asked: list[str] = []

        def unanswered(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(status=204)  # keeps the browser on the page

        page.context.route(f"{NEUTRAL}**", unanswered)
        page.goto(OUTCOME)
        shift(page, 3)
        page.wait_for_function("document.body.childElementCount === 0")
        assert page.evaluate("document.body.innerText") == ""
        assert page.title() == "www.knmi.nl"
        # Restored from the back/forward cache, the page leaves again.
        with page.expect_response(NEUTRAL):
            page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow'))")
        assert asked == [NEUTRAL, NEUTRAL]


def test_what_is_no_wish_to_leave(site: str, chromium: Browser):
    with opened(site, chromium) as page:
        page.goto("/zoeken/")
        box = page.locator("main input[type=search]")
        box.focus()
        for letter in "VTCSG":
            page.keyboard.press(f"Shift+{letter}")
        assert box.input_value() == "VTCSG"
        for other in (
            lambda: page.keyboard.press("a"),
            lambda: page.keyboard.press("Shift+Tab"),
            lambda: page.mouse.click(5, 700),
            lambda: page.keyboard.press("Control+Shift"),
            lambda: page.wait_for_timeout(2_100),
        ):
            shift(page, 2)
            other()
        shift(page, 2)
        page.mouse.wheel(0, 10)
        shift(page, 2)
        said = page.locator("[data-once-more]")
        assert said.inner_text() == "Druk nog één keer op Shift om deze site te verlaten."
        assert page.url.endswith("/zoeken/")
        page.keyboard.press("Shift")  # also in a text field: this is the third time
        page.wait_for_url(NEUTRAL)


def test_without_a_script_it_is_a_link(site: str, chromium: Browser):
    with opened(site, chromium, script=False) as page:
        page.goto("/en/verwijzen/?gevaar=nee")
        link = page.get_by_role("link", name="Leave this site")
        assert link.get_attribute("title") is None  # does not mention keys that do nothing
        link.click()
        page.wait_for_url(NEUTRAL)


def test_it_is_everywhere_at_the_same_place_and_early_for_the_keyboard(
    site: str, chromium: Browser
):
    with opened(site, chromium) as page:
        places, faults = set(), []
        for path in EVERYWHERE:
            page.goto(path)
            page.evaluate("window.scrollTo(0, 500)")
            link = page.locator("[data-leave]")
            if link.count() != 1 or link.get_attribute("href") != NEUTRAL:
                faults.append(path)
                continue
            box = link.bounding_box() or {}
            page.evaluate("window.scrollTo(0, 0)")
            places.add((round(box["x"] + box["width"]), box["y"] < 120 and box["y"] >= 0))
        assert faults == []
        assert len(places) == 1
        page.emulate_media(media="print")
        assert not link.is_visible()
        page.emulate_media(media="screen")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(NEUTRAL)
