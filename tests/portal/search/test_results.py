"""The answer to a sentence above the results, also while the database is away."""

import pytest
from django.db import OperationalError, connection
from django.http import QueryDict
from django.utils import timezone

from knowledge.caching.availability import content_state
from knowledge.models.bookkeeping.sentence_count import SentenceCertainty
from portal.search import results
from portal.search.forms import SearchForm
from portal.search.page import _forms
from portal.search.results import query_of
from referrals.flow.resolving import resolve
from referrals.outcomes.content import published_guide
from referrals.reading.answer import Certainty, SentenceAnswer
from referrals.reading.reading import Reading
from referrals.releases.publishing import current_guide
from tests.portal.search.test_views import html

pytestmark = pytest.mark.django_db


def away(*_arguments):
    raise OperationalError


@pytest.fixture
def answered(monkeypatch) -> None:
    """Every text is about a case in which 112 is the answer."""
    position = resolve(current_guide().flow, {"gevaar": ["ja"]})
    answer = SentenceAnswer((), (), position)
    monkeypatch.setattr(results, "read_sentence", lambda *_asked: (Reading(), answer))


def test_a_sentence_is_answered_above_the_results(client, answered):
    page = html(client, "chantage")
    assert page.index('id="search"') < page.index("sentence danger") < page.index("resultaten, het")
    assert 'href="tel:112"' in page[page.index("sentence danger") :]


def test_what_is_only_answered_has_not_found_nothing(client, answered):
    page = html(client, "xqzzwv")
    assert "sentence danger" in page
    assert "Niets gevonden" not in page
    assert "Meest gevraagd" in page


def test_a_sentence_is_answered_while_the_database_is_away(client, answered, monkeypatch):
    client.get("/")  # the desks of the home page are in memory
    html(client, "chantage")
    monkeypatch.setattr(_forms, "_cached", None)
    monkeypatch.setattr(results.INDEXES, "search", away)
    monkeypatch.setattr(content_state, "is_unavailable", True)
    monkeypatch.setattr(content_state, "current_version", lambda: None)
    with connection.execute_wrapper(away):
        shown = html(client, "hij wordt bedreigd")
    assert shown.index("sentence danger") < shown.index("Zoeken kan op dit moment niet")
    assert "Onze database antwoordt nu niet" in shown
    assert "tel:08002000" in shown[shown.index("Meest gevraagd") :]


def test_what_is_no_sentence_says_that_the_database_is_away(client, monkeypatch):
    monkeypatch.setattr(results.INDEXES, "search", away)
    client.raise_request_exception = False
    assert client.get("/zoeken/", {"q": "fier"}).status_code == 503


def test_of_a_case_what_happens_is_searched_for_his_age():
    reading = Reading(is_case=True, ignored=frozenset({"jongen", "13"}), age=13)
    asked = {
        "": ({"jongen", "13"}, True, 13),
        "leeftijd=17": ({"jongen", "13"}, True, 17),
    }
    for more, expected in asked.items():
        form = SearchForm(QueryDict(f"q=jongen+13+chantage&{more}"), timezone.localdate())
        text, filters = query_of(form, reading)
        assert (text.ignored, filters.situation, filters.age) == expected
    form = SearchForm(QueryDict("q=hotel"), timezone.localdate())
    assert query_of(form, Reading()) == (form.search_text, form.search_filters)


@pytest.mark.parametrize(("wrong", "age"), [("leeftijd", None), ("situatie", 13), ("", 13)])
def test_an_age_that_was_read_wrong_is_not_searched_for(wrong, age):
    data = QueryDict(f"q=leerling+13+chantage+met+foto&zonder={wrong}")
    form = SearchForm(data, timezone.localdate())
    reading, answered = results.read_sentence(form, published_guide(), timezone.now())
    assert answered
    _text, filters = query_of(form, reading)
    assert filters.age == age


def test_every_way_to_answer_a_sentence_can_be_counted():
    assert set(SentenceCertainty.values) == set(Certainty)
