"""Building factsheet documents: audience, region, labels and dates."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from knowledge.models import Audience, Municipality, Service, Signal, Source
from knowledge.pdf.document import DeskList, ItemList, Layout, Paragraph
from tests.knowledge.factsheets.conftest import ADDRESS, COLLEAGUE, composed

pytestmark = pytest.mark.django_db

SIGNALS = {"takes": "signals", "kinds": "health", "shows": "names"}


def test_a_sheet_has_its_sections_in_order(sheet_with):
    sheet = sheet_with({"text_nl": "Een.\n\nTwee.", "text_en": "One."}, SIGNALS)
    document = composed(sheet)
    assert [section.title for section in document.sections] == ["Kop 1", "Kop 2"]
    assert [section.key for section in document.sections] == ["kop-1-1", "kop-2-2"]
    first, second = document.sections
    assert [block.text for block in first.blocks] == ["Een.", "Twee."]
    assert isinstance(second.blocks[0], ItemList)


def test_in_english_it_is_english(sheet_with):
    sheet = sheet_with({"text_nl": "Een.", "text_en": "One."})
    with translation.override("en"):
        document = composed(sheet)
    assert (document.language, document.title) == ("en", "title en")
    assert document.sections[0].blocks == (Paragraph("One."),)
    assert document.labels.sources == "Sources"


def test_the_text_of_a_section_names_its_sources(sheet_with):
    sheet = sheet_with({"text_nl": "Een.", "text_en": "One."}, SIGNALS)
    source = Source.objects.first()
    sheet.sections.first().sources.add(source)
    document = composed(sheet)
    assert source.title in document.sources[0].text
    assert len(document.sources) > 1


def test_a_section_with_nothing_left_to_show_is_left_out(sheet_with):
    sheet = sheet_with(SIGNALS, {"text_nl": "Blijft.", "text_en": "Stays.", **SIGNALS})
    Signal.objects.filter(category="health").update(status="draft")
    document = composed(sheet)
    assert [section.title for section in document.sections] == ["Kop 2"]
    assert document.sources == ()


def test_a_corrected_number_is_right_at_once(sheet_with):
    sheet = sheet_with({"takes": "services", "only": "helpwanted", "shows": "names"})
    before = composed(sheet)
    detail = Service.objects.get(slug="helpwanted").contact_details.get(kind="phone")
    detail.value = "0800-2000"
    detail.save()
    after = composed(sheet)
    assert after.sections[0].blocks[0].desks[0].number == "0800-2000"
    assert before.labels.version != after.labels.version


def test_it_says_for_whom_and_for_where(sheet_with):
    audience = Audience.objects.get(slug="politie")
    tilburg = Municipality.objects.get(slug="tilburg")
    sheet = sheet_with(audience=audience)
    assert composed(sheet).kicker == "Factsheet · Politie"
    assert composed(sheet, municipality=tilburg).kicker.endswith("gemeente Tilburg")


def test_it_says_on_which_day_it_holds_and_after_which_to_look_again(sheet_with):
    sheet = sheet_with(SIGNALS)
    dates = "Gedrukt op 23 november 2026. Inhoud nog niet bekeken. Controleer na {}."
    assert composed(sheet).labels.dates == dates.format("21 februari 2027")
    Signal.objects.filter(category="health").update(review_by=date(2026, 12, 5))
    assert composed(sheet).labels.dates == dates.format("4 december 2026")


def test_it_says_when_its_content_was_last_read(sheet_with):
    line = composed(sheet_with(reviewed_on=date(2026, 10, 1))).labels.dates
    assert "Inhoud bekeken op 1 oktober 2026." in line
    assert "nog niet" not in line


def test_the_address_of_the_page_is_on_it(sheet_with):
    assert composed(sheet_with()).address == ADDRESS


def test_a_card_has_no_list_of_sources(sheet_with):
    sheet = sheet_with({"takes": "services", "only": "comensha"}, layout="card")
    document = composed(sheet)
    assert document.layout == Layout.CARD
    assert (document.sources, document.notice) == ((), "")
    (desks,) = document.sections[0].blocks
    assert isinstance(desks, DeskList)


def test_boxes_stand_side_by_side_and_lists_have_an_item_a_line(sheet_with):
    lines = {"text_nl": "Een.\nTwee.", "text_en": "One.\nTwo."}
    sheet = sheet_with({**lines, "role": "today"}, {**lines, "role": "never"}, lines)
    today, never, plain = composed(sheet).sections
    assert [item.title for item in today.blocks[0].items] == ["Een.", "Twee."]
    assert (today.role, never.role, plain.role) == ("today", "never", "")
    assert composed(sheet).rows == [[today, never], [plain]]
    assert plain.blocks == (Paragraph("Een. Twee."),)


def test_readers_who_reach_a_desk_in_another_way_get_no_number(sheet_with):
    way = {"instead_nl": "via uw eigen eenheid", "instead_en": "through your own unit"}
    desks = {"takes": "services", "only": "politie-avim\npolitie-zeden", "shows": "names"}
    sheet = sheet_with({**desks, **way, "role": "now"})
    (section,) = composed(sheet).sections
    assert [desk.number for desk in section.blocks[0].desks] == ["via uw eigen eenheid"] * 2
    assert not any(desk.uri or desk.ask or desk.hours for desk in section.blocks[0].desks)


def test_where_the_emergency_number_is_on_the_sheet_it_is_not_said_twice(sheet_with):
    desks = {"takes": "services", "shows": "names"}
    without = sheet_with({**desks, "only": "comensha"})
    assert composed(without).notice == "Acuut gevaar? Bel 112."
    with_it = sheet_with({**desks, "only": "noodnummer-112"}, slug="met")
    assert composed(with_it).notice == ""


def test_a_restricted_sheet_and_restricted_entries_say_so_to_who_may_see_them(sheet_with):
    sheet = sheet_with(SIGNALS, restricted=True)
    Signal.objects.filter(category="health").update(restricted=True)
    document = composed(sheet, user=COLLEAGUE)
    assert document.restricted
    assert all(item.marks.restricted for item in document.sections[0].blocks[0].items)


def test_the_number_of_queries_depends_on_the_nouns_alone(sheet_with, django_assert_num_queries):
    first = Signal.objects.first().slug
    desks = {"takes": "services", "only": "comensha\nveilig-thuis"}
    signals = {"takes": "signals", "only": first}
    sheet = sheet_with(desks, signals, desks, {**desks, "shows": "full"}, signals)
    # The sheet, its sections and the sources of those; signals and their sources; desks, their
    # contacts and the sources of those.
    with django_assert_num_queries(3 + 2 + 3):
        composed(sheet)


def test_desks_of_a_region_are_asked_for_once_for_the_whole_sheet(sheet_with):
    tilburg = Municipality.objects.get(slug="tilburg")
    desks = {"takes": "services", "only": "comensha\nveilig-thuis"}

    def queries(*sections) -> int:
        sheet = sheet_with(*sections, slug=f"proef-{len(sections)}")
        with CaptureQueriesContext(connection) as queries:
            composed(sheet, municipality=tilburg)
        return len(queries)

    assert queries(desks) == queries(desks, desks, {**desks, "shows": "full"})
