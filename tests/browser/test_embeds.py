"""A desk in the frame of another site, as a browser shows it."""

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_pages import RULES

pytestmark = pytest.mark.browser

NARROW = (240, 320, 480)
SLUGS = ("comensha", "noodnummer-112", "his", "nergens")
ISOLATED = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Page(BaseHTTPRequestHandler):
    """A site of somebody else that isolates itself and shows a few frames."""

    def __init__(self, html: str, *arguments) -> None:
        self.html = html
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": "text/html", **ISOLATED}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.html.encode())

    def log_message(self, *_arguments) -> None:
        pass


@pytest.fixture
def other_site(site: str) -> Iterator[str]:
    paths = ("/insluiten/loketten/comensha/", "/loketten/comensha/")
    frames = "".join(f'<iframe src="{site}{path}" width="320"></iframe>' for path in paths)
    server = HTTPServer(("127.0.0.1", 0), partial(Page, f"<!doctype html>{frames}"))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_another_site_can_show_the_desk_and_no_other_page(other_site: str, chromium: Browser):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(other_site)
    assert page.evaluate("crossOriginIsolated") is True
    desk, full = page.frames[1:]
    assert desk.locator("a.number").inner_text() == "033 448 11 86"
    assert full.locator("a.number").count() == 0
    assert context.cookies() == []
    context.close()


def test_it_looks_right_when_narrow(site: str, chromium: Browser):
    page = chromium.new_page(viewport={"width": NARROW[0], "height": 300})
    found = []
    for address in (f"{way}/insluiten/loketten/{slug}/" for way in ("", "/en") for slug in SLUGS):
        page.goto(f"{site}{address}")
        # It has no landmarks to skip to, being no page of its own.
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found.append(f"{address}: {violation['id']}")
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 300})
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                found.append(f"{address}: too wide for {width}")
        page.set_viewport_size({"width": NARROW[0], "height": 300})
    assert found == []
    page.close()


def test_the_number_is_the_largest_thing(site: str, chromium: Browser):
    page = chromium.new_page(viewport={"width": 240, "height": 300})
    page.goto(f"{site}/insluiten/loketten/comensha/")
    sizes = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(one => one.textContent.trim())"
        ".map(one => [parseFloat(getComputedStyle(one).fontSize), one.className])"
    )
    assert max(sizes)[1] == "number"
    box = page.locator("a.number").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 240
    assert box["y"] + box["height"] < 300
    page.close()
