"""Deleted rows are listed and recovered; rows in use are not deleted."""

from html import unescape

import pytest
from django.urls import reverse

from knowledge.history.recording import DELETED, same_deletion_moment
from knowledge.models import Municipality, MunicipalityAlias, Region, Service
from tests.knowledge.editing.change_pages import address, history_page, user_with

pytestmark = pytest.mark.django_db

LIST = "/beheer/verwijderd/"


def delete(client, row):
    return client.post(address(row, "delete", row.pk), {"post": "yes"})


def page_of(row, pk):
    entry = row.history.model.objects.filter(id=pk, history_type=DELETED).first()
    return reverse("deleted_row", args=[row._meta.label_lower, entry.history_id])


@pytest.fixture
def municipality():
    municipality = Municipality.objects.create(slug="proefdam", code="GM9999", name="Proefdam")
    municipality.regions.set(Region.objects.filter(slug__in=_one_of_each()))
    for name in ("Oud-Proefdam", "Proefdorp"):
        MunicipalityAlias.objects.create(municipality=municipality, name=name)
    return municipality


def _one_of_each():
    kinds = {region.kind: region.slug for region in Region.objects.order_by("pk")}
    return list(kinds.values())


def test_a_deleted_row_is_recovered_with_its_parts_and_relations(
    admin_client, admin_user, municipality
):
    pk, regions = municipality.pk, set(municipality.regions.all())
    earlier = municipality.aliases.get(name="Proefdorp")
    earlier.delete()
    assert delete(admin_client, municipality).status_code == 302
    html = admin_client.get(LIST).content.decode()
    assert "Proefdam" in html
    assert "Oud-Proefdam" not in html
    assert "admin" in html

    page = page_of(municipality, pk)
    assert "Oud-Proefdam" in admin_client.get(page).content.decode()
    response = admin_client.post(page, {"reason": "Per ongeluk"}, follow=True)
    assert "is hersteld" in response.content.decode()
    back = Municipality.objects.get(pk=pk)
    assert set(back.regions.all()) == regions
    assert [alias.name for alias in back.aliases.all()] == ["Oud-Proefdam"]
    newest = back.history.first()
    assert newest.history_user == admin_user
    assert newest.history_change_reason.endswith("Per ongeluk")
    assert back.version > municipality.version
    assert admin_client.get(page).status_code == 404


def test_without_a_reason_nothing_is_recovered(admin_client, municipality):
    pk = municipality.pk
    delete(admin_client, municipality)
    html = admin_client.post(page_of(municipality, pk), {"reason": ""}).content.decode()
    assert "errorlist" in html
    assert not Municipality.objects.filter(pk=pk).exists()


def test_a_part_is_not_recovered_before_what_it_is_part_of(admin_client, admin_user, municipality):
    alias = municipality.aliases.get(name="Proefdorp")
    pk = alias.pk
    alias._history_user = admin_user
    alias.delete()
    delete(admin_client, municipality)
    html = admin_client.post(page_of(alias, pk), {"reason": "x"}).content.decode()
    assert "Zet dat eerst terug" in html
    assert not MunicipalityAlias.objects.filter(pk=pk).exists()


def test_a_unique_value_that_was_taken_is_reported(admin_client, municipality):
    pk = municipality.pk
    delete(admin_client, municipality)
    Municipality.objects.create(slug="proefdam", code="GM9998", name="Andere")
    html = admin_client.post(page_of(municipality, pk), {"reason": "x"}).content.decode()
    assert "Er is niets gewijzigd" in html
    assert not Municipality.objects.filter(pk=pk).exists()
    assert not MunicipalityAlias.objects.filter(name="Oud-Proefdam").exists()


def test_a_deleted_part_is_in_the_history_of_what_it_was_part_of(admin_client, municipality):
    alias = municipality.aliases.get(name="Proefdorp")
    alias.delete()
    html = admin_client.get(history_page(municipality)).content.decode()
    assert "Proefdorp (bestaat niet meer)" in html
    entry = MunicipalityAlias.history.filter(history_type=DELETED).first()
    page = address(municipality, "version", municipality.pk, "municipalityalias", entry.history_id)
    assert "Proefdorp" in admin_client.get(page).content.decode()
    admin_client.post(page, {"reason": "Toch wel", "seen": 0})
    assert municipality.aliases.filter(name="Proefdorp").exists()


@pytest.mark.parametrize("of", ["municipality", "service"])
def test_a_region_in_use_is_not_deleted(admin_client, of):
    region = Region.objects.create(slug="proefregio", name="Proefregio", kind="police_unit")
    user = Municipality.objects.first() if of == "municipality" else Service.objects.first()
    user.regions.add(region)
    response = delete(admin_client, region)
    assert str(user) in unescape(response.content.decode())
    assert Region.objects.filter(pk=region.pk).exists()
    user.regions.remove(region)
    delete(admin_client, region)
    assert not Region.objects.filter(pk=region.pk).exists()


def test_change_lists_link_to_the_deleted_rows(admin_client):
    assert LIST in admin_client.get(address(Region, "changelist")).content.decode()
    assert LIST not in admin_client.get(address(Service, "changelist")).content.decode()


def test_what_the_software_removed_is_not_listed(admin_client, municipality):
    municipality.delete()
    assert "Proefdam" not in admin_client.get(LIST).content.decode()


def test_visitors_and_others_see_nothing(client, django_user_model, admin_client, municipality):
    pk = municipality.pk
    delete(admin_client, municipality)
    page = page_of(municipality, pk)
    client.logout()
    assert client.get(LIST).status_code == 302
    client.force_login(user_with(django_user_model))
    assert "Proefdam" not in client.get(LIST).content.decode()
    assert client.get(page).status_code == 404


def test_without_add_permission_nothing_is_recovered(
    client, django_user_model, municipality, admin_client
):
    pk = municipality.pk
    delete(admin_client, municipality)
    page = page_of(municipality, pk)
    client.force_login(user_with(django_user_model, "knowledge.view_municipality"))
    assert client.get(page).context["form"] is None
    assert client.post(page, {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("tail", ["x.y/1/", "knowledge.region/1/", f"knowledge.region/{10**25}/"])
def test_a_url_of_no_deletion_is_not_found(admin_client, tail):
    assert admin_client.get(f"{LIST}{tail}").status_code == 404


def test_rows_deleted_together_share_one_moment(municipality):
    now = municipality.history.first().history_date
    with same_deletion_moment(now, "Samen"):
        municipality.delete()
    gone = MunicipalityAlias.history.filter(history_type=DELETED)
    assert {(entry.history_date, entry.history_change_reason) for entry in gone} == {(now, "Samen")}
