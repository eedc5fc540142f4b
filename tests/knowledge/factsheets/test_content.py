"""Shipped factsheets: complete in both languages, sourced, drawn from entries."""

import io
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import translation
from pypdf import PdfReader

from knowledge.factsheets.builder import build_document, with_sections
from knowledge.factsheets.selection import Reader, select_entries
from knowledge.introspection import LANGUAGES, localized, missing_translations, translated_fields
from knowledge.models import Factsheet, FactsheetSection, Municipality, Service
from knowledge.models.factsheet import SELECTABLE_MODELS, Layout
from knowledge.pdf.document import Document
from knowledge.pdf.typesetting import render_pdf
from knowledge.values.hours.opening_hours import ZONE
from referrals.models import Outcome
from tests.knowledge.pdf.reading import white_at_the_foot

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

SHEETS = {
    "wie-bellen", "belkaart", "herkennen", "politie",
    "zorg-en-jeugdhulp", "onderwijs", "gemeenten", "hotels",
}  # fmt: skip
AUDIENCES = {
    "politie": "politie",
    "zorg-en-jeugdhulp": "zorg",
    "onderwijs": "onderwijs",
    "gemeenten": "gemeente",
    "hotels": "hotel",
}
# Slugs and neutral titles may be seen over a shoulder, so they reveal nothing.
SUBJECT = re.compile(
    r"seks|sex|jongen|boy|uitbuit|exploit|mensenhandel|traffick|slachtoffer|victim|misbruik|abuse"
    r"|geweld|violen|prostit|loverboy|groom|dader|offender|lhbt|lgbt|minderjarig|minor|man(nen)?\b",
    re.IGNORECASE,
)
# Numbers, articles, hours and figures must come from entries; only ages may be typed.
AGES = {"18"}
MOST_WHITE = 0.2  # of a page, at its foot
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)


def sheets() -> list[Factsheet]:
    return list(Factsheet.objects.prefetch_related("sections__sources"))


def sections() -> Iterator[FactsheetSection]:
    for sheet in sheets():
        yield from sheet.sections.all()


def own_texts(record: Factsheet | FactsheetSection) -> Iterator[str]:
    for field in translated_fields(type(record)):
        for language in LANGUAGES:
            yield getattr(record, localized(field, language)) or ""


def named(slug: str) -> list[tuple[str, list[str]]]:
    """The entries of each section of a sheet, in print order."""
    sheet = Factsheet.objects.get(slug=slug)
    audience = sheet.audience.slug if sheet.audience else ""
    reader = Reader(AnonymousUser(), NOW)
    rows = list(sheet.sections.all())
    selected = zip(rows, select_entries(rows, audience, reader), strict=True)
    return [(row.takes, [entry.slug for entry in entries]) for row, entries in selected]


def test_all_sheets_are_there_each_for_its_own_profession():
    assert {sheet.slug for sheet in sheets()} == SHEETS
    assert {sheet.slug: sheet.audience.slug for sheet in sheets() if sheet.audience} == AUDIENCES
    assert not [sheet.slug for sheet in sheets() if not sheet.is_public or sheet.restricted]


def test_everything_is_there_in_both_languages():
    for record in (*sheets(), *sections()):
        assert missing_translations(record) == [], record


def test_every_entry_a_section_names_can_be_seen_by_everyone():
    for section in sections():
        if section.takes:
            visible = SELECTABLE_MODELS[section.takes].model._default_manager.visible_to(
                AnonymousUser()
            )
            seen = set(visible.filter(slug__in=section.slugs).values_list("slug", flat=True))
            assert seen == set(section.slugs), f"{section.factsheet} / {section}"


def test_no_section_is_empty_on_paper():
    for sheet in sheets():
        for (takes, entries), section in zip(named(sheet.slug), sheet.sections.all(), strict=True):
            assert entries if takes else section.text, f"{sheet.slug} / {section}"


def test_numbers_are_pulled_and_never_typed():
    for record in (*sheets(), *sections()):
        for text in own_texts(record):
            assert set(re.findall(r"\d+", text)) <= AGES, f"{record}: {text}"


def test_what_a_section_says_itself_has_a_source():
    """Without exception: an instruction too rests on somebody's advice."""
    for section in sections():
        if section.text:
            assert section.sources.exists(), f"{section.factsheet} / {section}"


def test_neutral_titles_and_addresses_say_nothing_of_the_subject():
    for sheet in sheets():
        for text in (sheet.slug, sheet.neutral_title_nl, sheet.neutral_title_en):
            assert not SUBJECT.search(text), f"{sheet.slug}: {text}"


def test_every_sheet_begins_with_whom_to_call():
    for sheet in sheets():
        takes, entries = named(sheet.slug)[0]
        assert takes == "services", sheet.slug
        assert entries, sheet.slug


def test_the_card_holds_at_most_ten_desks_the_ones_with_a_number_first():
    card = Factsheet.objects.get(slug="belkaart")
    assert card.layout == Layout.CARD
    assert [sheet.slug for sheet in sheets() if sheet.layout == Layout.CARD] == ["belkaart"]
    ((takes, desks),) = named("belkaart")
    assert takes == "services"
    assert desks[0] == "noodnummer-112"
    assert 5 < len(desks) <= 10
    phoned = Service.objects.filter(contact_details__kind="phone").values_list("slug", flat=True)
    has_number = [slug in set(phoned) for slug in desks]
    assert has_number == sorted(has_number, reverse=True)


# First where there is nothing to refer, where a form is the way in, and on the islands.
NOT_ON_THE_OVERVIEW = {"ggd-sense", "meldpunt-kinderporno", "noodnummer-bes"}


def test_the_overview_names_every_desk_that_comes_first():
    """There are more desks than fit on a leaf, so it has those that a result puts first."""
    overview = {slug for _takes, desks in named("wie-bellen") for slug in desks}
    first = {outcome.desks.order_by("position")[0].service.slug for outcome in with_desks()}
    assert {"veilig-thuis", "stichting-113", "politie-zeden"} <= first
    assert first - NOT_ON_THE_OVERVIEW <= overview


def with_desks() -> list[Outcome]:
    return list(Outcome.objects.filter(desks__isnull=False).distinct())


# The parts of the sheet that the consortium made for the police; ours has each of them.
POLICE_PARTS = (
    ("offences", {"sr-273f", "sr-245", "sr-246", "sr-247", "sr-248"}),
    ("places", {"hotels", "bossen", "thuis", "seksadvertentiesites"}),
    ("signals", {"plotselinge-gedragsverandering", "trauma", "gevlucht"}),
    ("guidance", {"aangifte-en-intakegesprek", "anoniem-melden-en-aangifte", "non-punishment"}),
    ("services", {"chat-met-fier", "his"}),
)


def test_the_sheet_for_the_police_has_what_the_sheet_of_the_consortium_has():
    sections = named("politie")
    for wanted, at_least in POLICE_PARTS:
        assert any(takes == wanted and at_least <= set(found) for takes, found in sections), wanted
    own = " ".join(row.text_nl for row in Factsheet.objects.get(slug="politie").sections.all())
    for barrier in ("Schaamte", "geaardheid", "dader te heten", "uitgezet"):
        assert barrier in own


PROFESSIONS = ("politie", "zorg-en-jeugdhulp", "onderwijs", "gemeenten", "hotels", "herkennen")


@pytest.mark.parametrize("slug", PROFESSIONS)
def test_a_sheet_begins_with_now_today_and_never_and_lets_boys_speak(slug):
    roles = [row.role for row in Factsheet.objects.get(slug=slug).sections.all()]
    boxes = [role for role in roles if role in ("now", "today", "never")]
    assert roles[: len(boxes)] == boxes
    assert list(dict.fromkeys(boxes)) == ["now", "today", "never"]
    assert "voices" in roles


@pytest.mark.parametrize("slug", ["zorg-en-jeugdhulp", "onderwijs", "gemeenten"])
def test_the_meldcode_has_five_numbered_steps(slug):
    (steps,) = FactsheetSection.objects.filter(factsheet__slug=slug, role="steps")
    assert len(steps.text_nl.split("\n")) == len(steps.text_en.split("\n")) == 5


def test_the_police_reach_their_own_colleagues_through_their_own_unit():
    with translation.override("nl"):
        now, *_rest = made("politie").sections
    assert {desk.name for desk in now.blocks[0].desks} == {
        "Politie: zedenpolitie",
        "Politie: AVIM (mensenhandel)",
    }
    assert all("eigen eenheid" in desk.number for desk in now.blocks[0].desks)


def made(slug: str) -> Document:
    reader = Reader(AnonymousUser(), NOW)
    sheet = with_sections(reader.user).get(slug=slug)
    return build_document(sheet, reader, address=f"https://verwijswijzer.example/{slug}/")


# Desks of which our facts say that they may have gone, or that the number is an old one.
DOUBTFUL = {
    "his", "lumens-expertisecentrum", "shop-den-haag", "pretty-woman",
    "meldpunt-uitbuiting-minderjarigen", "nidos",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", sorted(SHEETS))
def test_a_doubtful_desk_has_its_warning_beside_it(slug, language):
    with translation.override(language):
        names = {desk.name for desk in Service.objects.filter(slug__in=DOUBTFUL)}
        lists = [b for section in made(slug).sections for b in section.blocks if b.block == "desks"]
        for desk in (desk for one in lists for desk in one.desks if desk.name in names):
            assert desk.how or desk.ask or desk.notes, desk.name


GIRLS_ONLY = {"ris", "ris-l", "11vb", "stappenplan-hoe-signaleer-je-slachtoffers"}


def test_material_for_girls_says_so_where_it_is_named():
    for section in sections():
        if section.takes == "resources" and GIRLS_ONLY & set(section.slugs):
            assert set(section.slugs) <= GIRLS_ONLY
            assert "meisjes" in section.title_nl
            assert "girls" in section.title_en
            assert section.text_nl


def test_an_anonymous_report_to_m_is_not_called_an_aangifte():
    for section in sections():
        for text in own_texts(section):
            assert "anonieme aangifte" not in text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", sorted(SHEETS))
def test_a_sheet_fits_on_one_leaf_and_fills_it(slug, language):
    """Two full pages, one for the card: for a visitor, with a municipality, and for
    a professional who sees restricted places."""
    eindhoven = Municipality.objects.get(slug="eindhoven")
    professional = User(is_superuser=True, is_active=True)
    readers = (
        Reader(AnonymousUser(), NOW),
        Reader(AnonymousUser(), NOW, eindhoven),
        Reader(professional, NOW),
    )
    for reader in readers:
        with translation.override(language):
            sheet = with_sections(reader.user).get(slug=slug)
            document = build_document(sheet, reader, address="https://verwijswijzer.example/x/")
        paper = PdfReader(io.BytesIO(render_pdf(document)))
        assert len(paper.pages) == (1 if sheet.layout == Layout.CARD else 2), reader
        assert max(white_at_the_foot(paper)) < MOST_WHITE, reader
