from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.models import ContactDetail, LegalArticle
from knowledge.values.hours.opening_hours import ZONE
from referrals.flow.resolving import Position
from referrals.outcomes.results import build_result
from referrals.releases.publishing import current_guide
from tests.referrals.vocabulary import walk

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 21, 23, 0, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
ADULT = {
    "gevaar": "nee",
    "rol": "zorg",
    "leeftijd": "18-plus",
    "opvang": "nee",
    "omstandigheden": "geen",
}


def shown(at: datetime, **answers: str):
    guide = current_guide()
    assert guide is not None
    position = walk(guide.flow).answer(**{**ADULT, **answers}).position
    return build_result(position, AnonymousUser(), at)


def test_a_desk_that_is_open_is_called_itself():
    outcome = shown(MONDAY, situatie="uitgebuit", politie="nee")
    assert outcome.first.desk.service.slug == "comensha"
    assert outcome.call_instead is None


def test_when_the_first_is_closed_one_that_is_open_is_named():
    tonight = shown(NIGHT, situatie="uitgebuit", politie="nee", opvang="ja")
    assert tonight.first.desk.service.slug == "comensha"
    assert tonight.call_instead.desk.service.slug == "veilig-thuis"


def test_when_the_first_has_no_number_the_next_with_a_number_is_named():
    ContactDetail.objects.filter(opening_hours="24/7").update(opening_hours="")
    outcome = shown(NIGHT, situatie="eigen-initiatief")
    assert outcome.first.desk.phone is None
    assert outcome.call_instead.desk.service.slug == "lumens-expertisecentrum"


def test_an_emergency_number_has_nothing_before_it():
    assert shown(NIGHT, gevaar="ja").call_instead is None


def test_only_law_that_applies_on_the_day_is_shown():
    LegalArticle.objects.filter(slug="sr-273g").update(in_force_until="2026-11-22")
    answers = {"situatie": "uitgebuit", "politie": "nee"}
    today = {article.slug for article in shown(NIGHT, **answers).articles}
    later = {article.slug for article in shown(MONDAY, **answers).articles}
    assert today - later == {"sr-273g"}


def test_a_position_without_an_outcome_has_no_result():
    with pytest.raises(ValueError):
        build_result(Position(()), AnonymousUser(), NIGHT)
