"""Words that people type and that our texts do not use lead to the right page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.search.query import SearchFilters, SearchText
from portal.search.indexes import INDEXES
from tools.search_relevance import finder

pytestmark = pytest.mark.django_db

WORDS = {
    "ketamine": "signal/middelenverslaving",
    "3mmc": "signal/middelenverslaving",
    "3-MMC": "signal/middelenverslaving",
    "verliefd": "signal/ziet-uitbuiter-als-vriend",
    "verliefd op oudere man": "signal/ziet-uitbuiter-als-vriend",
    "cijfers kelderen": "signal/slechtere-schoolprestaties",
    "geronseld": "form/loverboys",
    "ronselaar": "form/loverboys",
    "mannenontmoetingsplek": "place/parkeerplaatsen",
    "MOP": "place/bossen",
    "snap": "place/social-media",
    "insta": "place/social-media",
    "e-learning": "resource/no-place-for-sex-trafficking",
    "e-learning hotel": "resource/no-place-for-sex-trafficking",
    "penal code": "guidance/welk-artikel-op-welke-datum",
    "wetboek van strafrecht": "guidance/welk-artikel-op-welke-datum",
    "gestolen": "guidance/non-punishment",
    "EOKM": "organisation/offlimits",
    "grindr": "place/datingapps",
    "grinder": "place/datingapps",
    "beroepsgeheim": "guidance/beroepsgeheim-en-meldrecht",
    "privacy": "guidance/beroepsgeheim-en-meldrecht",
    "AVG": "guidance/beroepsgeheim-en-meldrecht",
    "GGD": "service/ggd-sense",
    "Kindertelefoon": "service/kindertelefoon",
    "vertrouwensinspecteur": "service/vertrouwensinspecteur",
    "intervisie": "guidance/onderbuikgevoel-uitzoeken",
    "crisisdienst": "service/spoedzorg-jeugd",
    "reclassering": "guidance/jongen-die-werft",
    "Bonaire": "service/guiami",
    "suïcidaal": "service/stichting-113",
    "spoednummer": "service/noodnummer-112",
    "vader": "guidance/ouder-wat-doen",
    "vakantiehuisje": "place/vakantieparken",
    "screenshots bewaren": "guidance/bewijs-bewaren",
    "welke woorden": "guidance/taal-zonder-oordeel",
    "273 F lid 1 sub 2": "article/sr-273f",
}


@pytest.fixture(scope="module")
def find(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return finder(INDEXES)


@pytest.mark.parametrize(("typed", "wanted"), WORDS.items())
def test_a_word_leads_to_its_page_without_a_correction(find, typed, wanted):
    assert wanted in find(typed)[:3]
    found = INDEXES.search(SearchText(typed), SearchFilters(), AnonymousUser(), timezone.now())
    assert found.parsed.correction is None


@pytest.mark.parametrize(
    "typed", ["chantage beelden", "politie avim", "iemand die meedenkt", "ander land"]
)
def test_outcomes_with_one_title_are_one_result(find, typed):
    found = INDEXES.search(SearchText(typed), SearchFilters(), AnonymousUser(), timezone.now())
    source = next(source for source in found.sources if source.name == "outcome")
    keys = [hit.document.key for hit in found.hits if hit.document.source == "outcome"]
    rows = source.rows(keys, AnonymousUser())
    titles = [rows[key].outcome.title["nl"] for key in keys]
    assert titles
    assert len(titles) == len(set(titles))
