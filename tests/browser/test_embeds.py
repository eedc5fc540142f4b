"""Embedding a desk in an iframe on another site."""

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import faults

pytestmark = pytest.mark.browser

SLUGS = ("comensha", "noodnummer-112", "his", "nergens")
ISOLATED = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Page(BaseHTTPRequestHandler):
    """A cross-origin isolated site with some iframes."""

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
    thread = Thread(target=server.serve_forever, args=(0.01,))
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


@pytest.mark.parametrize("language", ["", "/en"])
def test_it_looks_right_when_narrow(site: str, chromium: Browser, language: str):
    page = chromium.new_page(base_url=site)
    errors = []
    for slug in SLUGS:
        page.goto(f"{language}/insluiten/loketten/{slug}/")
        for width in (240, 320, 480):
            page.set_viewport_size({"width": width, "height": 300})
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                errors.append(f"{slug}: too wide for {width}")
        # No landmarks or skip link: it is not a page of its own.
        errors += faults(page, slug)
    assert errors == []
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
