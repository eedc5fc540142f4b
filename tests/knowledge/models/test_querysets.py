"""The filter of `visible_to` is built once and copied: for the right day, visitor and relation."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.models import Organisation, Service, Signal, querysets
from tests.people import made_person

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def test_the_filter_is_built_once_and_copied(monkeypatch):
    first = Signal.objects.visible_to(VISITOR)
    monkeypatch.setattr(querysets, "is_open", None)  # building it again would fail
    second = Signal.objects.visible_to(VISITOR)
    assert not first.filter(slug="x").exists()
    assert second.count() > 1


def test_readers_and_visitors_do_not_share_it():
    signal = Signal.objects.visible_to(VISITOR).first()
    Signal.objects.filter(pk=signal.pk).update(restricted=True)
    reader = made_person("reader")
    for _again in range(2):
        assert Signal.objects.visible_to(reader).filter(pk=signal.pk).exists()
        assert not Signal.objects.visible_to(VISITOR).filter(pk=signal.pk).exists()


def test_the_next_day_has_its_own(monkeypatch):
    today: date = timezone.localdate()
    signal = Signal.objects.visible_to(VISITOR).first()
    Signal.objects.filter(pk=signal.pk).update(withdraw_on=today + timedelta(days=1))
    assert Signal.objects.visible_to(VISITOR).filter(pk=signal.pk).exists()
    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=1))
    assert not Signal.objects.visible_to(VISITOR).filter(pk=signal.pk).exists()


def test_a_relation_keeps_to_its_own_rows():
    for organisation in Organisation.objects.visible_to(VISITOR)[:5]:
        services = organisation.services.visible_to(VISITOR)
        assert {service.organisation_id for service in services} <= {organisation.pk}
        assert (
            services.count()
            == Service.objects.visible_to(VISITOR).filter(organisation=organisation).count()
        )
