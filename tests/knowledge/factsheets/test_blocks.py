"""Blocks of each model, in three levels of detail and both languages."""

import pytest
from django.utils import translation

from knowledge.factsheets.blocks import blocks_of
from knowledge.factsheets.citations import NumberedSources
from knowledge.factsheets.selection import select_entries
from knowledge.models import FactsheetSection, LegalArticle
from knowledge.models.factsheet import SELECTABLE_MODELS, Shows, Takes
from knowledge.pdf.document import DoAvoid, ItemList
from tests.knowledge.factsheets.conftest import reader

pytestmark = pytest.mark.django_db


def blocks(takes, shows=Shows.SHORT, **section):
    (entries,) = select_entries([FactsheetSection(takes=takes, **section)], "", reader())
    assert entries, takes
    return blocks_of(takes, shows, entries, NumberedSources()), entries


OTHERS = [takes for takes in SELECTABLE_MODELS if takes != Takes.SERVICES]


@pytest.mark.parametrize("takes", OTHERS)
def test_names_say_nothing_more(takes):
    (points,), entries = blocks(takes, Shows.NAMES)
    assert isinstance(points, ItemList)
    assert len(points.items) == len(entries)
    assert not any(item.text or item.more for item in points.items)
    assert all(item.title for item in points.items)


@pytest.mark.parametrize("takes", OTHERS)
def test_a_name_and_what_it_is(takes):
    (points,), _entries = blocks(takes, Shows.SHORT)
    assert all(item.text and not item.more for item in points.items)


@pytest.mark.parametrize("takes", [takes for takes in OTHERS if takes != Takes.GUIDANCE])
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


def test_a_list_of_law_says_what_was_not_read_and_what_a_bill_may_have_changed():
    (points,), _entries = blocks(Takes.ARTICLES, Shows.NAMES, only="sr-273f\nsr-245\nsr-251")
    assert points.note == (
        "Tekst niet nagelezen: 273f, 251. Mogelijk gewijzigd door een wetsvoorstel: 273f."
    )
    (points,), _entries = blocks(Takes.ARTICLES, Shows.NAMES, only="sr-245")
    assert points.note == ""


def test_facts_name_their_sources():
    (points,), entries = blocks(Takes.FIGURES)
    assert all(item.marks.sources for item in points.items)
    assert len(entries[0].sources.all()) == len(points.items[0].marks.sources)


def test_short_names_stand_in_columns():
    assert blocks(Takes.SIGNALS, Shows.NAMES)[0][0].columns
    assert not blocks(Takes.SIGNALS, Shows.SHORT)[0][0].columns


def test_nothing_gives_nothing():
    assert blocks_of(Takes.SIGNALS, Shows.SHORT, [], NumberedSources()) == ()


@pytest.mark.parametrize("takes", OTHERS)
def test_in_english_too(takes):
    (dutch,), _entries = blocks(takes, Shows.SHORT)
    with translation.override("en"):
        (english,), _entries = blocks(takes, Shows.SHORT)
    assert [item.text for item in dutch.items] != [item.text for item in english.items]
