"""Permission to archive and unarchive, usages of a record, and the status it gets back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from knowledge.history.archiving import (
    archive,
    can_archive,
    can_unarchive,
    list_usages_of,
    status_before,
    unarchive,
    usages_of,
)
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactDetail, Region, Service, Signal, Source, Status
from referrals.models import OutcomeService
from tests.knowledge.editing.change_pages import user_with

pytestmark = pytest.mark.django_db

EDITOR = ("knowledge.change_signal", "knowledge.change_contactdetail")
PUBLISHER = (*EDITOR, "knowledge.publish_entries")


@pytest.fixture
def signal():
    return Signal.objects.order_by("slug").first()


@pytest.mark.parametrize(
    ("permissions", "model", "status", "allowed"),
    [
        (EDITOR, Signal, Status.DRAFT, True),
        (EDITOR, Signal, Status.PUBLISHED, False),
        (PUBLISHER, Signal, Status.PUBLISHED, True),
        (EDITOR, ContactDetail, Status.PUBLISHED, True),
        (("knowledge.publish_entries",), Signal, Status.DRAFT, False),
        (("knowledge.publish_entries",), ContactDetail, Status.PUBLISHED, False),
        ((), Signal, Status.DRAFT, False),
    ],
)
def test_who_may_archive(django_user_model, permissions, model, status, allowed):
    user = user_with(django_user_model, *permissions)
    assert can_archive(user, model.objects.first(), status) is allowed


def test_visitors_may_not_archive(signal):
    assert not can_archive(AnonymousUser(), signal, Status.DRAFT)


def test_an_archived_entry_is_hidden_and_gets_its_status_back(signal):
    archive(signal, seen=signal.version, reason="Verouderd")
    assert signal not in Signal.objects.published()
    assert signal.history.first().history_change_reason == "Verouderd"
    assert status_before(signal) == Status.PUBLISHED
    unarchive(signal, seen=signal.version, reason="Toch niet")
    assert signal in Signal.objects.published()


def test_a_draft_goes_back_to_draft(signal):
    signal.status = Status.DRAFT
    signal.save()
    archive(signal, seen=signal.version, reason="x")
    unarchive(signal, seen=signal.version, reason="x")
    assert signal.status == Status.DRAFT


def test_a_stale_version_is_neither_archived_nor_unarchived(signal):
    with pytest.raises(StaleVersionError):
        archive(signal, seen=signal.version - 1, reason="x")
    with pytest.raises(StaleVersionError):
        unarchive(signal, seen=signal.version, reason="x")
    signal.refresh_from_db()
    assert signal.status == Status.PUBLISHED


def test_an_incomplete_entry_is_not_published_by_unarchiving_it(signal):
    archive(signal, seen=signal.version, reason="x")
    signal.name_en = ""
    signal.save()
    with pytest.raises(ValidationError):
        unarchive(signal, seen=signal.version, reason="x")
    signal.refresh_from_db()
    assert signal.status == Status.ARCHIVED


def test_a_desk_is_used_by_the_outcomes_that_refer_to_it():
    link = OutcomeService.objects.select_related("service").first()
    usages = usages_of(link.service)
    assert link in usages
    assert not any(isinstance(usage, ContactDetail) for usage in usages)


def test_a_source_is_used_by_what_it_supports_unless_that_is_archived(signal):
    source = Source.objects.create(slug="proef", title="Proef", language="nl")
    signal.sources.add(source)
    assert usages_of(source) == [signal]
    archive(signal, seen=signal.version, reason="x")
    assert usages_of(source) == []


def test_a_region_is_listed_by_its_municipalities():
    region = Region.objects.filter(municipalities__isnull=False).first()
    assert set(region.municipalities.all()[:3]) <= set(list_usages_of(region))
    assert list_usages_of(Service.objects.get(slug="zorgtafel")) == []


def test_a_desk_is_listed_once_by_each_case_that_names_it():
    usages = list_usages_of(Service.objects.get(slug="helpwanted"))
    names = [str(case) for case in usages]
    assert "filmpjes-voor-cadeaukaarten" in names  # right first, and must be there
    assert len(names) == len(set(names))


def test_with_four_eyes_another_publisher_unarchives_what_was_public(
    settings, django_user_model, signal
):
    settings.FOUR_EYES = True
    first = user_with(django_user_model, *PUBLISHER)
    other = django_user_model.objects.create_superuser("ander")
    signal._history_user = first
    archive(signal, seen=signal.version, reason="x")
    assert not can_unarchive(first, signal, Status.PUBLISHED)
    assert can_unarchive(first, signal, Status.DRAFT)
    assert can_unarchive(other, signal, Status.PUBLISHED)


def test_saving_at_the_same_moment_raises_a_stale_version_error(signal):
    copy = Signal.objects.get(pk=signal.pk)
    signal.save()
    with pytest.raises(StaleVersionError):
        archive(copy, seen=copy.version, reason="x")
    signal.refresh_from_db()
    assert signal.status == Status.PUBLISHED
