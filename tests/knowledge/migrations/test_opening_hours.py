"""The migration that gives opening hours one spelling loses no confirmation and no memory."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from knowledge.confirmation.checks import confirm
from knowledge.loading.loader import load
from knowledge.loading.registry import ENTRIES
from knowledge.models import (
    ContactDetail,
    ContactProposal,
    ImportedRecord,
    LoadedRecord,
    Source,
    Verification,
)
from tests.knowledge.confirmation.factories import (
    get_detail,
    make_answer,
    make_proposal,
    state_of,
)

pytestmark = pytest.mark.django_db

OLD, NEW = "Mo,Tu,We,Th,Fr  9:00-17:00", "Mo-Fr 09:00-17:00"


def migrate():
    import_module("knowledge.migrations.0011_opening_hours").normalise(apps, None)


def older(slug, hours=OLD):
    """The detail as an older version of the software stored it."""
    ContactDetail.objects.filter(slug=slug).update(opening_hours=hours)
    loaded = LoadedRecord.objects.get(model="knowledge.contactdetail", slug=slug)
    loaded.entry["opening_hours"] = hours
    loaded.save()
    return get_detail(slug)


def test_confirmations_and_answers_still_count():
    detail = older("comensha-telefoon")
    confirm(detail.pk, state_of(detail), make_answer())
    make_proposal(detail)
    version = detail.version
    migrate()
    detail = ContactDetail.objects.with_checks().get(pk=detail.pk)
    assert detail.confirmation(timezone.now()).is_confirmed
    assert (detail.opening_hours, detail.version) == (NEW, version)
    assert set(Verification.objects.values_list("opening_hours", flat=True)) == {NEW}
    assert set(ContactProposal.objects.values_list("opening_hours", flat=True)) == {NEW}


def test_the_history_says_the_same_as_the_record():
    detail = older("comensha-telefoon")
    detail.history.update(opening_hours=OLD)
    migrate()
    assert set(detail.history.values_list("opening_hours", flat=True)) == {NEW}


def test_content_that_came_with_the_software_is_still_recognised():
    slug = "comensha-telefoon"
    shipped = get_detail(slug).opening_hours
    older(slug, "Mo,Tu,We,Th  9:00-16:00")
    migrate()
    report = load(ENTRIES)
    assert not [name for name in report.changed_by_editor if slug in name]
    assert get_detail(slug).opening_hours == shipped


def test_what_another_publisher_sent_is_still_recognised():
    row = ImportedRecord.objects.create(
        source=Source.objects.first(),
        kind="phone",
        their_id=uuid4(),
        imported_at=timezone.now(),
        slug="comensha-telefoon",
        loaded={"opening_hours": OLD, "value": "x"},
        theirs={"opening_hours": OLD},
    )
    migrate()
    row.refresh_from_db()
    assert row.loaded == {"opening_hours": NEW, "value": "x"}
    assert row.theirs == {"opening_hours": NEW}


def test_what_cannot_be_understood_stays_as_it_is():
    detail = older("comensha-telefoon", "SH off")
    migrate()
    detail.refresh_from_db()
    assert detail.opening_hours == "SH off"
