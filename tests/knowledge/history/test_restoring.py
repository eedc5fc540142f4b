"""Restoring and recovering: everything or nothing."""

import pytest
from django.core.exceptions import ValidationError

from knowledge.history.errors import StaleVersionError
from knowledge.history.recording import DELETED, single_history_entry
from knowledge.history.restoring import recover, restore, snapshot_at
from knowledge.models import ContactDetail, MunicipalityAlias, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def detail():
    return ContactDetail.objects.get(slug="comensha-telefoon")


def restored(entry, row, **options):
    options = {"reason": "Terug", "may_publish": True, "seen": row.version, **options}
    return restore(entry, **options)


def test_a_related_record_that_is_gone_is_left_out_and_named(detail):
    service = detail.service
    national = Service.objects.create(
        slug="proef", organisation=service.organisation, name_nl="Proef", name_en="Trial"
    )
    with single_history_entry(service):
        service.regional_of, service.region_kind = national, ""
        service.save()
    entry = service.history.first()
    with single_history_entry(service):
        service.regional_of = None
        service.save()
    national.delete()
    result = restored(entry, service)
    assert result.row.regional_of is None
    assert result.left_out == ("Proef (bestaat niet meer)",)


def test_a_part_is_not_recovered_without_what_it_is_part_of():
    alias = MunicipalityAlias.objects.select_related("municipality").first()
    pk, municipality = alias.pk, alias.municipality
    alias.delete()
    municipality.aliases.all().delete()
    municipality.delete()
    entry = MunicipalityAlias.history.get(id=pk, history_type=DELETED)
    with pytest.raises(ValidationError, match="Zet dat eerst terug"):
        recover(entry, reason="Terug")
    assert not MunicipalityAlias.objects.filter(pk=pk).exists()


def test_a_row_that_exists_is_not_recovered():
    alias = MunicipalityAlias.objects.first()
    with pytest.raises(ValidationError, match="Het is er al"):
        recover(alias.history.first(), reason="Terug")


def test_a_deleted_row_is_stale():
    alias = MunicipalityAlias.objects.first()
    entry = alias.history.first()
    alias.delete()
    with pytest.raises(StaleVersionError) as error:
        restored(entry, alias)
    assert error.value.current is None


def test_relations_of_a_deleted_row_are_those_before_the_deletion(detail):
    sources = set(detail.sources.values_list("pk", flat=True))
    pk = detail.pk
    detail.delete()
    gone = ContactDetail.history.get(id=pk, history_type=DELETED)
    assert sources
    assert snapshot_at(gone).related["sources"] == sources


def test_a_value_that_is_not_valid_now_changes_nothing(detail):
    entry = detail.history.first()
    type(entry).objects.filter(pk=entry.pk).update(value="nul drie drie")
    entry.refresh_from_db()
    before = detail.value, detail.history.count()
    with pytest.raises(ValidationError):
        restored(entry, detail)
    detail.refresh_from_db()
    assert (detail.value, detail.history.count()) == before


def test_without_permission_to_publish_restoring_keeps_a_row_restricted(detail):
    entry = detail.history.first()
    with single_history_entry(detail):
        detail.restricted = True
        detail.save()
    assert not entry.restricted
    assert restored(entry, detail, may_publish=False).row.restricted
    detail.refresh_from_db()
    assert not restored(entry, detail).row.restricted
