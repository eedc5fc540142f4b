"""Contract with django-concurrency, on which it depends that no edit is lost.

It has one maintainer. The tests hold for the version below: when that changes, let them pass and
read the release notes before you raise the number.
"""

from contextlib import suppress
from importlib.metadata import version

import pytest
from concurrency.exceptions import RecordModifiedError, VersionError
from concurrency.fields import AutoIncVersionField
from concurrency.forms import VersionFieldSigner
from django.contrib.admin import ModelAdmin
from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.forms import modelform_factory
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from knowledge.editing.locking import VersionedForm
from knowledge.models import Audience, ContactDetail, Service, Source
from tests.knowledge.editing.change_pages import change_page, contact_prefix, filled

HOLDS_FOR = "2.8.1"
FORM = modelform_factory(Audience, form=VersionedForm, fields=["name_nl", "name_en", "version"])


@pytest.fixture
def row(db) -> Audience:
    return Audience.objects.create(slug="proef", name_nl="Proef", name_en="Trial")


def another_copy(row: Audience) -> Audience:
    return type(row).objects.get(pk=row.pk)


def submitted(row: Audience, **values: object) -> VersionedForm:
    sent = {"name_nl": row.name_nl, "name_en": row.name_en, "version": signed(row), **values}
    return FORM(sent, instance=another_copy(row))


def signed(row: Audience) -> str:
    return VersionFieldSigner().sign(row.version)


def test_the_installed_version_is_the_one_these_tests_hold_for():
    assert version("django-concurrency") == HOLDS_FOR


def test_a_row_starts_at_one_and_every_save_adds_one(row):
    assert row.version == 1
    row.save()
    row.save()
    assert row.version == another_copy(row).version == 3


def test_rows_made_in_bulk_start_at_one_too(row):
    Audience.objects.bulk_create([Audience(slug="bulk", name_nl="Bulk", name_en="Bulk")])
    assert Audience.objects.get(slug="bulk").version == 1


def test_a_save_writes_with_its_version_as_a_condition(row):
    """One UPDATE decides, so two processes cannot both win between a read and a write."""
    with CaptureQueriesContext(connection) as queries:
        row.save()
    (update,) = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert '"version" = 1' in update.partition("WHERE")[2]


def test_saving_a_stale_copy_raises_and_writes_nothing(row):
    stale = another_copy(row)
    row.name_nl = "Eerste"
    row.save()
    stale.name_nl = "Tweede"
    with pytest.raises(RecordModifiedError) as error, transaction.atomic():
        stale.save()
    assert error.value.target is stale
    assert stale.version == 1
    assert another_copy(row).name_nl == "Eerste"


def test_the_error_rolls_back_everything_saved_with_the_stale_copy(row):
    stale = another_copy(row)
    row.save()
    with transaction.atomic():
        Audience.objects.create(slug="mee", name_nl="Mee", name_en="Along")
        with suppress(RecordModifiedError):  # caught too early, on purpose
            stale.save()
    assert not Audience.objects.filter(slug="mee").exists()


def test_a_copy_without_a_version_is_stale_as_well(row):
    with pytest.raises(RecordModifiedError):
        Audience(pk=row.pk, slug="proef", name_nl="Tweede", name_en="Second").save()


def test_saving_a_deleted_row_makes_it_anew(row):
    """The version guards updates only; the admin answers 404 before it gets this far."""
    stale = another_copy(row)
    row.delete()
    stale.save()
    assert another_copy(stale).version == 1


def test_queryset_updates_neither_check_nor_count(row):
    """Why content is not changed by `update()`: a form open elsewhere would not notice."""
    Audience.objects.filter(pk=row.pk).update(name_nl="Buitenom")
    assert another_copy(row).version == 1
    row.save()
    assert another_copy(row).name_nl == "Proef"


def test_changing_relations_does_not_count(db):
    """The admin saves the record itself as well when a relation changed."""
    service = Service.objects.first()
    before = service.version
    service.sources.set(Source.objects.all()[:1])
    assert another_copy(service).version == before


def test_every_model_with_a_version_uses_the_field_that_counts(row):
    assert isinstance(row._meta.get_field("version"), AutoIncVersionField)


def test_the_form_carries_the_version_signed_and_hidden(row):
    field = FORM(instance=row)["version"]
    assert field.is_hidden
    assert str(field.value()) == signed(row)
    assert signed(row).startswith("1:")


def test_the_form_gives_the_version_it_was_made_from(row):
    form = submitted(row, name_nl="Anders")
    assert form.fields["version"].clean(signed(row)) == 1
    assert form.is_valid()
    assert form.save().version == 2


@pytest.mark.parametrize("forged", ["2", "2:forged", "x", "2:"])
def test_a_forged_version_is_a_suspicious_operation(row, forged):
    """Django answers 400 to it, see test_conflicts."""
    assert issubclass(VersionError, SuspiciousOperation)
    with pytest.raises(VersionError):
        submitted(row, version=forged).is_valid()


def test_a_signature_of_another_version_is_refused(row):
    _one, signature = signed(row).split(":")
    with pytest.raises(VersionError):
        submitted(row, version=f"2:{signature}").is_valid()


def test_a_form_without_a_version_is_a_conflict_once_something_changed(row):
    form = submitted(row, name_nl="Anders", version="")
    assert not form.is_valid()
    assert form.conflict


def test_an_inline_carries_a_version_of_its_own(admin_client):
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    sent = filled(admin_client, detail.service)
    prefix = contact_prefix(admin_client, detail.service, detail)
    assert sent[f"{prefix}-version"] == signed(detail)


def test_a_part_saved_between_reading_and_writing_is_a_conflict_on_the_page(
    admin_client, monkeypatch
):
    """The UPDATE noticed what the form could not: the page reads everything again and says so."""
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    prefix = contact_prefix(admin_client, detail.service, detail)
    changes = {f"{prefix}-value": "033 448 11 87", "change_reason": "Gebeld"}
    sent = filled(admin_client, detail.service, **changes)
    attempts, view = [], ModelAdmin.changeform_view

    def attempt(self: ModelAdmin, *args: object, **kwargs: object) -> HttpResponse:
        attempts.append(self)
        if len(attempts) == 1:
            raise RecordModifiedError(target=detail)
        newer = {"value": "033 448 11 88", "version": detail.version + 1}
        ContactDetail.objects.filter(pk=detail.pk).update(**newer)
        return view(self, *args, **kwargs)

    monkeypatch.setattr(ModelAdmin, "changeform_view", attempt)
    page = admin_client.post(change_page(detail.service), sent)
    (conflict,) = page.context["conflicts"]
    assert [(field.theirs, field.mine) for field in conflict.fields] == [
        ("033 448 11 88", "033 448 11 87")
    ]
