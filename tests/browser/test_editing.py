"""Editing pages in a real browser, under the same Content-Security-Policy as visitors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.accessible import SCRIPT, Seen, faults

pytestmark = pytest.mark.browser

# One of each kind of editing page.
PAGES = (
    "",
    "knowledge/",
    "knowledge/service/",
    "knowledge/service/?q=xqzzwv",
    "knowledge/service/add/",
    "knowledge/service/exporteren/",
    "knowledge/service/importeren/",
    "knowledge/contactdetail/{detail}/change/",
    "knowledge/contactdetail/{detail}/history/",
    "knowledge/contactdetail/{detail}/archiveren/",
    "knowledge/factsheet/{sheet}/change/",
    "knowledge/correctionreport/",
    "knowledge/municipality/",
    "controleren/",
    "controleren/?soort=phone&staat=x",
    "controleren/lijst/",
    "controleren/vragen/{organisation}/",
    "verwijderd/",
    "referrals/question/{question}/change/",
    "referrals/question/{question}/delete/",
    "referrals/flow/{flow}/publiceren/",
    "referrals/flow/{flow}/wegen/",
    "referrals/flow/{flow}/kaart/",
    "referrals/flow/{flow}/casussen/",
    "referrals/case/",
    "referrals/case/add/",
    "referrals/flowrelease/{release}/change/",
    "auth/user/",
    "auth/user/add/",
)


def test_each_kind_of_editing_page_is_accessible(
    editing: Callable[[str], Page], rows: dict[str, int], seen: Seen
):
    """On desktop and phone, by turns in Dutch and English, signed in."""
    page = editing("/beheer/")
    page.add_init_script(SCRIPT)
    errors = []
    for turn, language in enumerate(("", "/en")):
        for path in PAGES[turn::2]:
            page.goto(f"{language}/beheer/{path.format(**rows)}")
            assert "/account/" not in page.url  # where one is sent who is not signed in
            errors += faults(page, language + path, turn=turn, seen=seen)
    assert errors == [], "\n".join(errors)


def test_a_list_to_search_in_has_the_name_of_its_field_also_in_a_new_row(
    editing: Callable[[str], Page], rows: dict[str, int]
):
    page = editing(f"/beheer/referrals/question/{rows['question']}/change/")
    boxes = page.locator(".select2-selection--single[role=combobox]")
    before = boxes.count()
    page.locator(".add-row a").first.click()
    assert boxes.count() > before
    for number in range(boxes.count()):
        name = boxes.nth(number).get_attribute("aria-labelledby")
        assert page.locator(f"label[id='{name}']").count() == 1


def test_a_preview_follows_what_is_typed_and_says_when_it_cannot(editing: Callable[[str], Page]):
    page = editing("/beheer/knowledge/factsheet/?q=wie-bellen")
    with page.expect_navigation():
        page.locator("#result_list tbody a").first.click()
    before = page.input_value("#id_title_nl")
    page.check("[data-live-preview] [data-on]")
    page.fill("#id_title_nl", "Een titel die er nog niet was")
    preview = page.frame_locator("[data-live-preview] iframe")
    preview.get_by_role("heading", name="Een titel die er nog niet was").wait_for()
    page.select_option("[data-language]", "en")
    preview.locator("html[lang=en]").wait_for()
    page.fill("#id_title_en", "")
    page.locator("[data-said]:has-text('klopt nog niet')").wait_for()
    page.reload()
    assert page.input_value("#id_title_nl") == before
