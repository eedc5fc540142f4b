"""Colours that the system forces on pages, for people who cannot read ours."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.browser.accessible import OURS
from tests.browser.test_pages import OUTCOME

pytestmark = pytest.mark.browser

LEAST = 3.0
PALE = f"""(least) => {{
    const ours = {OURS};
    return [...ours.kinds()].flatMap(([kind, [node]]) => {{
        if (node.disabled) return [];
        const colours = ours.pair(node) ?? ["rgb(0, 0, 0)", "rgb(0, 0, 0)"];
        const [one, other] = colours.map(ours.light).sort((a, b) => a - b);
        return other / one < least ? [`${{kind}}: ${{colours.join(" on ")}}`] : [];
    }});
}}"""
PAGES = (
    "/", OUTCOME, "/loketten/comensha/", "/zoeken/?q=opvang", "/stijl/", "/en/factsheets/politie/",
    "/verwijzen/kaart/", "/en/cijfers/", "/insluiten/loketten/comensha/", "/account/login/",
)  # fmt: skip


def test_every_text_is_told_from_what_is_behind_it(chromium: Browser, site: str):
    page = chromium.new_page(base_url=site, forced_colors="active")
    faults = []
    for turn, address in enumerate(PAGES):
        page.emulate_media(color_scheme="dark" if turn % 2 else "light")
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        faults += [f"{address}: {fault}" for fault in page.evaluate(PALE, LEAST)]
    page.close()
    assert faults == []


def test_found_words_have_both_colours_of_the_system():
    """Firefox forces only the background: an inherited colour was white on its yellow."""
    style = Path(settings.BASE_DIR, "static/css/verwijswijzer.css").read_text()
    forced = style.partition("@media (forced-colors: active) {")[2].partition("\n}")[0]
    assert "  mark { background: Mark; color: MarkText; }" in forced.splitlines()
