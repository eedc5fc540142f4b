"""When something public goes away by itself."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from knowledge.caching.withdrawals import next_withdrawal, withdrawals
from knowledge.models import Service, Signal, Status

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_nothing_is_planned_in_the_starting_content():
    assert withdrawals(after=timezone.localdate()) == []
    assert next_withdrawal() is None


def test_days_of_every_noun_come_in_order():
    Signal.objects.filter(pk=Signal.objects.first().pk).update(withdraw_on=date(2026, 4, 1))
    Service.objects.filter(slug="comensha").update(withdraw_on=date(2026, 3, 20))
    assert withdrawals(after=TODAY) == [date(2026, 3, 20), date(2026, 4, 1)]


def test_what_is_gone_already_or_not_public_does_not_count():
    Service.objects.filter(slug="comensha").update(withdraw_on=TODAY)
    Service.objects.filter(slug="fier").update(
        withdraw_on=TODAY + timedelta(days=3), status=Status.DRAFT
    )
    assert withdrawals(after=TODAY) == []
