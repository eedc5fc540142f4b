"""Ages are no text, and for a situation desks come before what only shares a word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.models import LegalArticle
from knowledge.search.documents import LAW, Tier
from knowledge.search.index import SearchIndex
from knowledge.search.query import SearchFilters, SearchText
from knowledge.search.registry import SEARCH_SOURCES
from portal.search.indexes import INDEXES
from tests.knowledge.search.test_index import document

VISITOR = AnonymousUser()
FIGURES = [
    document(
        f"cijfer{number}", "Een man en de chantage", "Hoeveel dat er zijn.", tier=Tier.BACKGROUND
    )
    for number in range(150)
]
OTHERS = [
    document(f"anders{number}", "Iets heel anders", "Waar dat over gaat.")
    for number in range(1_000)
]
INDEX = SearchIndex(
    [
        *FIGURES,
        *OTHERS,
        document("gemiddeld", "13 jaar en 4 maanden", "Leeftijd.", tier=Tier.BACKGROUND),
        document("signaal", "Chantage door iemand", "Een man dreigt.", tier=Tier.KNOWLEDGE),
        document("loket", "Hulp bij beelden", "Ook bij chantage.", tier=Tier.REFERRAL),
        document("jongens", "Jongens", "Over jongens en hun mannen."),
        replace(document("wet", "Seks met iemand van 16 of 17 jaar"), source=LAW),
    ],
    [],
)


def keys(text, *ignored, **filters):
    words = SearchText(text, ignored=frozenset(ignored))
    return [hit.document.key for hit in INDEX.search(words, SearchFilters(**filters)).hits]


def test_a_situation_has_desks_first_however_many_others_match_better():
    assert "loket" not in keys("chantage man")
    assert keys("chantage man", situation=True)[:3] == ["loket", "signaal", "cijfer0"]


def test_what_does_not_match_is_no_result_of_a_situation_either():
    assert "jongens" not in keys("chantage", situation=True)
    assert keys("niets van dit alles bestaat hier", situation=True) == []


def test_ignored_words_are_not_searched():
    assert "jongens" in keys("jongen chantage")
    assert "jongens" not in keys("jongen chantage", "jongen")
    typed = SearchText("jongen chantgae", ignored=frozenset({"jongen"}))
    assert INDEX.search(typed, SearchFilters()).parsed.correction == "jongen chantage"


def test_ignored_words_are_searched_when_nothing_else_is_left():
    assert keys("jongen", "jongen") == keys("jongen") == ["jongens"]
    assert keys("de jongen", "jongen") == ["jongens"]


@pytest.mark.parametrize(
    "text", ["jongen 13", "jongens, 13 jaar", "13 jaar, jongen", "jongen (13)"]
)
def test_an_age_is_no_text(text):
    assert keys(text) == ["jongens"]


def test_ages_are_searched_in_the_law_and_when_there_is_nothing_else():
    assert "wet" in keys("jongen 16")
    assert "wet" not in keys("jongen 13 jaar")
    assert keys("13 jaar en 4 maanden")[0] == "gemiddeld"


@pytest.mark.django_db
def test_desks_and_outcomes_are_referrals_and_figures_are_not():
    now = timezone.now()
    tiers = {}
    for found in INDEXES.index_for(VISITOR, now).documents:
        tiers.setdefault(found.source, set()).add(found.tier)
    assert tiers["service"] == tiers["outcome"] == {Tier.REFERRAL}
    assert tiers["figure"] == tiers["organisation"] == {Tier.BACKGROUND}
    assert tiers[LAW] == {Tier.KNOWLEDGE, Tier.BACKGROUND}
    for name in ("guidance", "form", "signal", "place", "resource", "factsheet"):
        assert tiers[name] == {Tier.KNOWLEDGE}, name


@pytest.mark.django_db
def test_an_article_is_background_from_the_day_after_its_last():
    source = next(source for source in SEARCH_SOURCES if source.name == LAW)
    article = LegalArticle.objects.filter(in_force_until=None).first()
    today = timezone.localdate()
    for until, tier in (
        (None, Tier.KNOWLEDGE),
        (today, Tier.KNOWLEDGE),
        (today - timedelta(days=1), Tier.BACKGROUND),
    ):
        LegalArticle.objects.filter(pk=article.pk).update(in_force_until=until)
        found = {one.key: one.tier for one in source.documents(VISITOR)}
        assert found[str(article.pk)] == tier


@pytest.mark.django_db
def test_a_situation_on_the_site_begins_with_what_to_do():
    found = INDEXES.search(
        SearchText("jongen 13 chantage met een filmpje", ignored=frozenset({"jongen", "13"})),
        SearchFilters(situation=True),
        VISITOR,
        timezone.now(),
    )
    order = [hit.document.tier for hit in found.hits]
    assert order == sorted(order)
    assert order[0] == Tier.REFERRAL
