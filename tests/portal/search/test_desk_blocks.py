"""The desk of an answer, rendered once a minute for all visitors."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.utils import translation

from knowledge.models import ContactDetail
from knowledge.values.hours.opening_hours import ZONE
from portal.search import desk_blocks
from portal.search.desk_blocks import DeskBlock, desk_block, desk_html, most_asked
from referrals.flow.resolving import resolve
from referrals.outcomes.content import published_guide
from referrals.outcomes.results import build_result

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 12, 6, 23, 0, tzinfo=ZONE)
ANSWERS = {"gevaar": ["nee"], "rol": ["zorg"], "leeftijd": ["18-plus"], "situatie": ["uitgebuit"]}


def position():
    return resolve(published_guide().guide.flow, ANSWERS)


def block(at=NIGHT, user=None) -> DeskBlock:
    return desk_block(position(), user or AnonymousUser(), at, published_guide())


def test_visitors_in_the_same_minute_share_what_was_rendered():
    assert block(NIGHT + timedelta(seconds=40)) is block()
    assert "0800-0188" in block().large


def test_it_is_what_the_result_says_at_every_minute_and_in_each_language():
    morning = NIGHT + timedelta(hours=11)
    assert "tel:+31334481186" in block(morning).large.split("Past het best")[0]
    assert "Past het best, maar is nu gesloten" in block().small
    with translation.override("en"):
        assert "Fits best, but is closed now" in block().small


def test_who_may_see_more_shares_it_with_nobody(person_with):
    user = person_with("reader")
    shown = block(user=user)
    assert shown is not block(user=user)
    expected = build_result(position(), user, NIGHT, public=published_guide().content)
    assert shown.result.first.desk.service == expected.first.desk.service


def test_it_is_there_while_the_database_is_away(monkeypatch):
    def away():
        raise OperationalError

    published = published_guide()
    monkeypatch.setattr(desk_blocks._PUBLIC, "get", away)
    shown = desk_block(position(), AnonymousUser(), NIGHT, published)
    assert "0800-0188" in shown.large


def test_a_corrected_number_is_shown_at_once():
    assert "0800-0188" in block().large
    detail = ContactDetail.objects.get(
        service__slug="centrum-seksueel-geweld", value__contains="0188"
    )
    detail.value = "0800 0199"
    detail.save()
    assert "0800-0199" in block().large


def test_a_desk_among_results_is_kept_for_a_minute_and_shared_with_visitors_only(person_with):
    desk = block().result.first.desk
    shown = desk_html(AnonymousUser(), NIGHT)(desk)
    assert desk.primary.detail.display in shown.reach
    assert desk_html(AnonymousUser(), NIGHT)(desk) is shown
    assert desk_html(AnonymousUser(), NIGHT + timedelta(minutes=1))(desk) is not shown
    assert desk_html(person_with("reader"), NIGHT)(desk) is not shown


def test_the_desks_asked_for_most_are_kept_for_a_minute_and_shared_with_visitors_only(person_with):
    shown = most_asked(AnonymousUser(), NIGHT)
    assert "0800-2000" in shown
    assert most_asked(AnonymousUser(), NIGHT) is shown
    assert most_asked(AnonymousUser(), NIGHT + timedelta(minutes=1)) is not shown
    reader = person_with("reader")
    assert most_asked(reader, NIGHT) is not most_asked(reader, NIGHT)
    with translation.override("en"):
        assert "Most requested" in most_asked(AnonymousUser(), NIGHT)
