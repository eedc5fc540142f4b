"""The version differs after every change of what visitors may see."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from knowledge.caching.content_version import (
    ContentVersion,
    content_changed,
    content_version,
    delete_old_changes,
    single_change,
)
from knowledge.models import (
    ContactDetail,
    ContentChange,
    CorrectionReport,
    Region,
    Service,
    Signal,
    Synonym,
    Verification,
)
from referrals.models import FlowRelease

pytestmark = pytest.mark.django_db


def changed(work):
    before = content_version().number
    work()
    return content_version().number != before


@pytest.mark.parametrize("model", [Service, Signal, ContactDetail, Synonym, Region])
def test_saving_and_deleting(model):
    row = model.objects.first()
    assert changed(row.save)
    assert not changed(row.refresh_from_db)
    assert changed(ContactDetail.objects.first().delete)


def test_relations_and_what_sends_no_signal_of_its_own(person_with):
    service = Service.objects.first()
    assert changed(lambda: service.audiences.clear() or service.audiences.set([1]))
    detail = ContactDetail.objects.first()
    assert changed(
        lambda: Verification.objects.create(
            contact=detail, by=person_with("editor"), at=timezone.now(), result="confirmed",
            method="called", value=detail.value, opening_hours=detail.opening_hours,
        )
    )  # fmt: skip


def test_a_release_of_the_guide():
    newest = FlowRelease.objects.order_by("-number").first()
    newest.pk, newest.number, newest._state.adding = None, newest.number + 1, True
    assert changed(newest.save)


def test_a_report_of_a_visitor_changes_nothing():
    desk = Service.objects.first()
    report = {"service": desk, "part": "other", "message": "Anders"}
    assert not changed(lambda: CorrectionReport.objects.create(**report))


def test_many_changes_are_noted_once_and_none_not_at_all():
    before = ContentChange.objects.count()
    with transaction.atomic(), single_change():
        for signal in Signal.objects.all()[:5]:
            signal.save()
    assert ContentChange.objects.count() == before + 1
    with single_change():
        pass
    assert ContentChange.objects.count() == before + 1


def test_a_change_that_is_undone_is_not_one():
    def work():
        with transaction.atomic():
            Signal.objects.first().save()
            transaction.set_rollback(True)

    assert not changed(work)


def test_loading_nothing_new_changes_nothing():
    assert not changed(lambda: call_command("load_content", verbosity=0))


def test_old_rows_are_forgotten():
    content_changed()
    later = timezone.now() + timedelta(days=2)
    assert changed(lambda: delete_old_changes(at=later))
    assert ContentChange.objects.count() == 0
    assert content_version() == ContentVersion(0, None)


def test_how_old_a_change_is():
    now = timezone.now()
    fresh = ContentVersion(1, now - timedelta(milliseconds=200))
    assert not fresh.is_older(timedelta(seconds=1), now)
    assert fresh.is_older(timedelta(seconds=1), now + timedelta(seconds=1))
    assert ContentVersion(0, None).is_older(timedelta(seconds=1), now)
