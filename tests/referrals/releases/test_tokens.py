"""The guide warns its publisher of a token that shows visitors nothing."""

import pytest

from knowledge.models import ContactDetail, Service
from referrals.models import Flow
from referrals.releases.draft import build_flow
from referrals.releases.tokens import token_problems

pytestmark = pytest.mark.django_db


def found():
    return list(token_problems(build_flow(Flow.objects.get())))


def test_the_guide_that_ships_has_none():
    assert found() == []


def test_a_hidden_number_is_a_warning_at_each_text_that_names_it():
    ContactDetail.objects.filter(service__slug="noodnummer-bes").update(restricted=True)
    Service.objects.get(slug="veilig-thuis").save()  # so that it is read again
    problems = found()
    assert {problem.level for problem in problems} == {"warning"}
    assert "acuut-gevaar" in {problem.node for problem in problems}
    assert "[tel:noodnummer-bes]" in problems[0].message["nl"]
