"""Admin of municipalities: errors next to the field, no input lost."""

import pytest
from concurrency.forms import VersionFieldSigner
from django.urls import reverse

from knowledge.models import Municipality, Region

pytestmark = pytest.mark.django_db


def page(municipality: Municipality) -> str:
    return reverse("admin:knowledge_municipality_change", args=[municipality.pk])


def sent(municipality: Municipality, *aliases: str, **changes: object) -> dict[str, object]:
    """POST data of the change form, with `aliases` as new other names."""
    names = {f"aliases-{number}-name": name for number, name in enumerate(aliases)}
    return {
        "name": municipality.name,
        "code": municipality.code,
        "version": VersionFieldSigner().sign(municipality.version),
        "regions": [region.pk for region in municipality.regions.all()],
        "aliases-TOTAL_FORMS": len(aliases),
        "aliases-INITIAL_FORMS": 0,
        **names,
        **changes,
    }


@pytest.fixture
def gouda() -> Municipality:
    return Municipality.objects.get(slug="gouda")


def test_an_editor_adds_another_name(admin_client, gouda):
    response = admin_client.post(page(gouda), sent(gouda, "Kaasstad", "Ter Gouw"))
    assert response.status_code == 302
    slugs = {alias.slug for alias in gouda.aliases.all()}
    assert slugs == {"kaasstad-gouda", "ter-gouw-gouda"}
    assert (
        "Gouda" in admin_client.get("/beheer/knowledge/municipality/?q=Kaasstad").content.decode()
    )


@pytest.mark.parametrize("aliases", [("...",), ("Kaas stad", "Ter Gouw", "kaas-stad")])
def test_a_name_that_cannot_be_is_said(admin_client, gouda, aliases):
    response = admin_client.post(page(gouda), sent(gouda, *aliases))
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not gouda.aliases.exists()


def test_two_regions_of_a_kind_are_refused(admin_client, gouda):
    before = set(gouda.regions.all())
    regions = list(Region.objects.filter(kind="police_unit").values_list("pk", flat=True))[:2]
    html = admin_client.post(page(gouda), sent(gouda, regions=regions)).content.decode()
    assert "Hooguit één regio van elke soort" in html
    assert set(gouda.regions.all()) == before


def test_a_successor_without_a_last_day_is_refused(admin_client, gouda):
    urk = Municipality.objects.get(slug="urk")
    html = admin_client.post(page(gouda), sent(gouda, successor=urk.pk)).content.decode()
    assert "Alleen een gemeente die ophoudt" in html


def test_a_new_municipality_comes_with_its_names(admin_client, gouda):
    values = sent(gouda, "Oud", name="Nieuwland", code="GM9001", slug="nieuwland")
    response = admin_client.post(reverse("admin:knowledge_municipality_add"), values)
    assert response.status_code == 302
    assert Municipality.objects.get(slug="nieuwland").aliases.get().slug == "oud-nieuwland"


@pytest.mark.parametrize("changes", [{"code": "9001"}, {"name": ""}, {"code": "GM9001\x00"}])
def test_a_mistake_is_said(admin_client, gouda, changes):
    values = sent(gouda, "Oud", **{"code": "GM9001", "slug": "nieuwland", **changes})
    response = admin_client.post(reverse("admin:knowledge_municipality_add"), values)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
