"""How sure the contact details on a result are: one line for all of them."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.models import ContactDetail, Verification
from knowledge.values.hours.opening_hours import ZONE
from referrals.outcomes.results import build_result
from referrals.outcomes.sureness import Sureness, sureness
from referrals.releases.publishing import current_guide
from tests.referrals.vocabulary import walk

pytestmark = pytest.mark.django_db

YOUNG = {"gevaar": "nee", "rol": "onderwijs", "leeftijd": "onder-18", "situatie": "uitgebuit"}
URL = "/verwijzen/?" + "&".join(f"{name}={value}" for name, value in YOUNG.items())


def result(**answers: str):
    position = walk(current_guide().flow).answer(**(answers or YOUNG)).position
    return build_result(position, AnonymousUser(), datetime.now(ZONE))


def shown(of):
    """Details that the page shows: all of the first desk, and the first of each other one."""
    first, others = of.first, [item.desk.primary for item in of.besides]
    return {contact.detail.pk for contact in [*first.desk.contacts, *filter(None, others)]}


def confirm(user, details):
    for detail in ContactDetail.objects.filter(pk__in=details):
        Verification.objects.create(
            contact=detail, by=user, result="confirmed", method="called", value=detail.value,
            extension=detail.extension, opening_hours=detail.opening_hours,
        )  # fmt: skip


def test_nothing_is_confirmed_of_what_ships(client):
    of = result()
    assert of.sureness == Sureness(len(shown(of)), 0, None)
    assert "nog geen door de organisatie zelf bevestigd" in client.get(URL).content.decode()


def test_an_emergency_number_alone_has_nothing_to_say():
    of = result(gevaar="ja")
    assert of.first.is_emergency
    assert sureness(of.first, []) == Sureness(0, 0, None)


def test_no_desk_has_no_details():
    assert sureness(None, []) == Sureness(0, 0, None)


def test_a_detail_that_two_desks_show_is_counted_once():
    of = result()
    assert sureness(of.first, [of.first]) == sureness(of.first, [])


@pytest.mark.parametrize("many", [1, 2])
def test_some_are_confirmed(client, admin_user, many):
    of = result()
    confirm(admin_user, sorted(shown(of))[:many])
    sure = result().sureness
    assert (sure.confirmed, sure.is_complete) == (many, False)
    assert sure.latest - datetime.now(ZONE) < timedelta(minutes=1)
    verb = "is" if many == 1 else "zijn"
    assert f"{many} van de {sure.total} {verb} bevestigd" in client.get(URL).content.decode()


def test_all_are_confirmed(client, admin_user):
    confirm(admin_user, shown(result()))
    assert result().sureness.is_complete
    html = client.get(URL).content.decode()
    assert "Alle nummers hier zijn bevestigd" in html
    assert "openbare bronnen" not in html


def test_no_desk_of_a_result_is_marked_on_its_own(client, admin_user):
    assert 'class="chip unconfirmed"' not in client.get(URL).content.decode()
    confirm(admin_user, shown(result()))
    assert 'class="chip confirmed"' not in client.get(URL).content.decode()
