"""Outcomes can be found by searching; results link to the guide with known answers filled in."""

import pytest
from django.contrib.auth.models import AnonymousUser

from referrals.models import FlowRelease
from referrals.outcomes.search import OutcomeSource, common_answers
from referrals.releases.publishing import current_guide

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def test_each_outcome_of_the_release_is_a_document():
    documents = {document.key: document for document in OutcomeSource().documents(VISITOR)}
    assert set(documents) == set(current_guide().flow.outcomes)
    young, outcome = documents["jong-beelden"], current_guide().flow.outcomes["jong-beelden"]
    assert young.title == outcome.title
    assert outcome.intro["nl"] in young.text["nl"]
    assert not young.restricted


def test_answers_that_all_ways_have_in_common():
    found = common_answers(current_guide().flow)
    answers = dict(found["jong-uitgebuit"].answers)
    assert answers["situatie"] == "uitgebuit"
    assert "rol" not in answers  # several roles come here
    assert answers.keys().isdisjoint({"politie", "opvang", "omstandigheden"})
    assert dict(found["hotel-anoniem"].answers) == {"rol": "hotel", "anoniem": "ja"}


def test_the_link_keeps_those_answers_and_asks_the_others(client):
    source = OutcomeSource()
    for key, row in source.rows(current_guide().flow.outcomes, VISITOR).items():
        response = client.get(source.display(row).url, follow=True)
        assert response.status_code == 200
        address = response.request["QUERY_STRING"]
        for name, value in row.answers:
            assert f"{name}={value}" in address, key


def test_only_the_release_that_is_walked_is_searched():
    source = OutcomeSource()
    assert list(source.documents(VISITOR))
    FlowRelease.objects.all()._raw_delete("default")
    assert list(source.documents(VISITOR)) == []
    assert source.rows(["jong-beelden"], VISITOR) == {}


def test_outcomes_with_one_title_have_one_link():
    """Only one of them is a result, so its link may not say that he is an adult."""
    found = common_answers(current_guide().flow)
    assert "leeftijd" not in dict(found["volwassen-beelden"].answers)
    assert found["volwassen-beelden"].answers == found["jong-beelden"].answers
    assert dict(found["agent-volwassen"].answers) == {"rol": "politie", "situatie": "uitgebuit"}
    headings = {document.key: document.heading for document in OutcomeSource().documents(VISITOR)}
    assert headings["volwassen-beelden"] == headings["jong-beelden"] != headings["jong-uitgebuit"]
