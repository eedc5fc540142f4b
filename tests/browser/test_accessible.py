"""The check itself: what it passes over, and what it does not."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessible import Seen, faults, nothing_seen

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>A page</title><style>{style}</style>
<main><h1>A page</h1>{body}</main></html>"""


@pytest.fixture
def page(chromium: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("EVERYTHING", raising=False)
    page = chromium.new_page()
    yield page
    page.close()


def checked(page: Page, body: str, seen: Seen, *, style: str = "", turn: int = 0) -> list[str]:
    """The faults, without the element and the look, each once."""
    page.set_content(PAGE.format(body=body, style=style))
    return sorted({fault.split()[1] for fault in faults(page, "page", turn=turn, seen=seen)})


def test_colours_are_checked_once_for_each_kind_of_text_and_look(page: Page):
    seen, grey = nothing_seen(), '<p class="grey">Text</p>'
    for style in (".grey { color: #bbb }", ".grey { background: #555 }"):
        assert checked(page, grey, seen, style=style) == ["color-contrast"]
        assert checked(page, grey * 3, seen, style=style) == []
        assert checked(page, f"<div>{grey}</div>", seen, style=style) == ["color-contrast"]
    assert checked(page, grey, seen, style=".grey { color: #bbb }", turn=1) == ["color-contrast"]


def test_what_was_folded_is_checked_when_it_is_seen(page: Page):
    seen, pale = nothing_seen(), "p { color: #ccc }"
    for state, found in (("", []), ("open", ["color-contrast"]), ("open", [])):
        fold = f"<details {state}><summary>More</summary><p>Text</p></details>"
        assert checked(page, fold, seen, style=pale) == found


def test_the_last_of_a_kind_is_checked_too(page: Page):
    over = "div { position: relative; top: -2.5rem; height: 3rem; background: black }"
    covered = "<p>Text</p>" * 3 + "<div></div>"
    assert checked(page, covered, nothing_seen(), style=over) == ["color-contrast"]


def test_width_and_the_other_rules_are_checked_on_every_page(page: Page):
    seen, wide = nothing_seen(), "h3 { width: 100rem }"
    for _visit in range(2):
        body = "<h3>Text</h3><img src=''>"
        assert checked(page, body, seen) == ["heading-order", "image-alt"]
        assert len(checked(page, body, seen, style=wide)) == 4  # and at both widths
