"""Blocks of each model, in three levels of detail and both languages."""

import pytest
from django.utils import translation

from knowledge.factsheets.blocks import blocks_of
from knowledge.factsheets.citations import CitedSources
from knowledge.factsheets.selection import select_entries
from knowledge.models import FactsheetSection, LegalArticle, Source
from knowledge.models.factsheet import SELECTABLE_MODELS, Shows, Takes
from knowledge.pdf.document import Bars, DoAvoid, ItemList, Table
from tests.knowledge.factsheets.conftest import reader

pytestmark = pytest.mark.django_db


def blocks(takes, shows=Shows.SHORT, **section):
    (entries,) = select_entries([FactsheetSection(takes=takes, **section)], "", reader())
    assert entries, takes
    return blocks_of(takes, shows, entries, CitedSources()), entries


OTHERS = [takes for takes in SELECTABLE_MODELS if takes not in (Takes.SERVICES, Takes.OFFENCES)]
LISTED = [takes for takes in OTHERS if takes != Takes.FIGURES]  # figures are also drawn


@pytest.mark.parametrize("takes", OTHERS)
def test_names_say_nothing_more(takes):
    (points,), entries = blocks(takes, Shows.NAMES)
    assert isinstance(points, ItemList)
    assert len(points.items) == len(entries)
    assert not any(item.text or item.more for item in points.items)
    assert all(item.title for item in points.items)


@pytest.mark.parametrize("takes", LISTED)
def test_a_name_and_what_it_is(takes):
    (points,), _entries = blocks(takes, Shows.SHORT)
    assert all(item.text and not item.more for item in points.items)


@pytest.mark.parametrize("takes", [takes for takes in LISTED if takes != Takes.GUIDANCE])
def test_everything(takes):
    (points,), _entries = blocks(takes, Shows.FULL)
    assert any(item.more for item in points.items) or takes == Takes.PLACES


def test_everything_of_guidance_is_what_to_do_and_avoid():
    result, entries = blocks(Takes.GUIDANCE, Shows.FULL)
    assert len(result) == len(entries)
    assert all(isinstance(block, DoAvoid) for block in result)
    assert result[0].do == tuple(filter(None, map(str.strip, entries[0].do.splitlines())))


def test_an_article_begins_with_its_number():
    article = LegalArticle.objects.get(slug="sr-273f")
    (points,), _entries = blocks(Takes.ARTICLES, Shows.FULL, only=article.slug)
    item = points.items[0]
    assert item.lead == "Art. 273f Sr"
    assert item.url == article.get_absolute_url()
    assert article.maximum_penalty in item.more[0]


def test_a_list_of_law_says_since_when_what_was_read_and_what_a_bill_may_have_changed():
    (points,), _entries = blocks(Takes.ARTICLES, Shows.FULL, only="sr-273f\nsr-245\nsr-251")
    assert points.note == (
        "Sinds wanneer weten wij niet: 273f. Geldt sinds 1 juli 2024: 245, 251. "
        "Tekst van 1 januari 2026 nagelezen in “Wetboek van Strafrecht”: 245. "
        "Tekst niet nagelezen: 273f, 251. Mogelijk gewijzigd door een wetsvoorstel: 273f."
    )


def test_a_source_that_is_hidden_is_not_named_below_a_list_of_law():
    Source.objects.filter(slug="wetboek-van-strafrecht").update(restricted=True)
    (points,), _entries = blocks(Takes.ARTICLES, Shows.FULL, only="sr-245")
    assert points.note == "Geldt sinds 1 juli 2024: 245. Tekst van 1 januari 2026 nagelezen: 245."


def test_facts_name_their_sources():
    (entries,) = select_entries([FactsheetSection(takes=Takes.FIGURES)], "", reader())
    sources = CitedSources()
    blocks_of(Takes.FIGURES, Shows.SHORT, entries, sources)
    cited = {source.pk for entry in entries for source in entry.sources.all()}
    assert len(sources.lines()) == len(cited)


def test_short_names_stand_in_columns():
    assert blocks(Takes.SIGNALS, Shows.NAMES)[0][0].columns
    assert not blocks(Takes.SIGNALS, Shows.SHORT)[0][0].columns


def test_nothing_gives_nothing():
    assert blocks_of(Takes.SIGNALS, Shows.SHORT, [], CitedSources()) == ()


@pytest.mark.parametrize("takes", LISTED)
def test_in_english_too(takes):
    (dutch,), _entries = blocks(takes, Shows.SHORT)
    with translation.override("en"):
        (english,), _entries = blocks(takes, Shows.SHORT)
    assert [item.text for item in dutch.items] != [item.text for item in english.items]


def test_the_table_of_offences_of_today():
    (table,), articles = blocks(Takes.OFFENCES, Shows.SHORT)
    assert isinstance(table, Table)
    numbers = {row.cells[0] for group in table.groups for row in group.rows}
    assert "247" in numbers
    assert "248b" not in numbers
    assert any(article.slug == "sr-248b-oud" for article in articles)


def test_the_table_of_offences_with_the_past():
    tables, _articles = blocks(Takes.OFFENCES, Shows.FULL)
    assert len(tables) == 2
    numbers = {row.cells[0] for group in tables[1].groups for row in group.rows}
    assert "248b" in numbers


def test_a_table_of_named_articles_only():
    (table,), _articles = blocks(Takes.OFFENCES, only="sr-248\nsr-247")
    assert [row.cells[0] for group in table.groups for row in group.rows] == ["248", "247"]


def test_figures_of_one_comparison_are_drawn_and_the_others_listed():
    (bars, points), figures = blocks(Takes.FIGURES, Shows.FULL)
    assert isinstance(bars, Bars)
    assert len(points.items) == len(figures) - len(bars.bars)
    assert "Vergelijk" in points.note


def test_one_figure_alone_is_not_drawn():
    (points,), _figures = blocks(Takes.FIGURES, Shows.FULL, only="nederlandse-jongens-comensha")
    assert isinstance(points, ItemList)
    assert not points.note


def test_two_figures_that_may_be_compared_leave_no_empty_list():
    only = "nederlandse-jongens-comensha\nmeisjes-comensha"
    (bars,), _figures = blocks(Takes.FIGURES, Shows.FULL, only=only)
    assert isinstance(bars, Bars)
