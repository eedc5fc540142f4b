"""Municipalities and regions: constraints, and successors of former ones."""

import csv
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from knowledge.models import Municipality, MunicipalityAlias, Region, RegionKind, Service
from knowledge.models.municipality import refuse_regions_of_one_kind

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)


def municipality(slug: str) -> Municipality:
    return Municipality.objects.get(slug=slug)


def made(slug: str, code: str, **values) -> Municipality:
    return Municipality.objects.create(slug=slug, code=code, name=slug.title(), **values)


def refused(create, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        create(**values)


def test_all_municipalities_have_both_regions():
    assert Municipality.objects.current(on=DAY).count() == 342
    for current in Municipality.objects.with_regions():
        assert current.police_unit
        assert current.veilig_thuis_region
        assert len([region for region in current.regions.all() if region.code]) == 2
    assert Region.objects.filter(kind=RegionKind.POLICE_UNIT).count() == 10
    assert Region.objects.filter(kind=RegionKind.VEILIG_THUIS).count() == 25


def test_the_shipped_division_is_that_of_the_facts(shared):
    with (shared / "facts/regions/municipalities.csv").open(encoding="utf-8") as file:
        facts = {row["code"]: row for row in csv.DictReader(file)}
    assert set(Municipality.objects.values_list("code", flat=True)) == set(facts)
    for current in Municipality.objects.with_regions():
        fact, police, veilig_thuis = (
            facts[current.code],
            current.police_unit,
            current.veilig_thuis_region,
        )
        assert current.name == fact["name"]
        assert (police.code, police.name) == (fact["police_unit_code"], fact["police_unit"])
        assert veilig_thuis.code == fact["veilig_thuis_code"]
        assert veilig_thuis.name == fact["veilig_thuis_region"]


def test_a_code_is_one_of_cbs_and_stands_once():
    refused(Municipality.objects.create, slug="a", code="GM0363", name="A")
    for code in ("0363", "GM363", "gm0001", "GM000a", ""):
        refused(Municipality.objects.create, slug="a", code=code, name="A")
    for code in ("0363", "GM03633", "gm0001", "GM0001\n"):
        with pytest.raises(ValidationError, match="code"):
            Municipality(slug="a", code=code, name="A").full_clean()


def test_only_what_ends_has_a_successor_and_never_itself():
    other = municipality("hilversum")
    refused(Municipality.objects.create, slug="a", code="GM9001", name="A", successor=other)
    ended = made("a", "GM9001", ended_on=LAST, successor=other)
    refused(Municipality.objects.filter(pk=ended.pk).update, successor=ended)


def test_regions_have_a_known_kind_and_a_code_of_their_own():
    create = Region.objects.create
    refused(create, slug="a", kind="moon", name="A")
    refused(create, slug="a", kind="police_unit", name="A", code="R1")
    refused(create, slug="a", kind="police_unit", name="A", code="RE01")
    refused(create, slug="a", kind="police_unit", name="Limburg")
    create(slug="a", kind="police_unit", name="A")
    create(slug="b", kind="police_unit", name="B")


def test_at_most_one_region_of_a_kind():
    current = municipality("gouda")
    current.full_clean()
    current.regions.add(Region.objects.get(slug="politie-limburg"))
    with pytest.raises(ValidationError, match="politie-eenheid") as caught:
        Municipality.objects.get(pk=current.pk).full_clean()
    assert list(caught.value.message_dict) == ["regions"]
    refuse_regions_of_one_kind([])


def test_an_ended_municipality_leads_to_its_successor_after_its_last_day():
    wijdemeren = municipality("wijdemeren")
    assert wijdemeren.current_form(on=LAST) == wijdemeren
    assert wijdemeren.current_form(on=FIRST).slug == "hilversum"
    assert wijdemeren in Municipality.objects.current(on=LAST)
    assert wijdemeren not in Municipality.objects.current(on=FIRST)


def test_a_chain_is_followed_to_what_exists_on_the_day():
    last = made("c", "GM9003")
    middle = made("b", "GM9002", ended_on=date(2030, 12, 31), successor=last)
    first = made("a", "GM9001", ended_on=LAST, successor=middle)
    assert first.current_form(on=DAY) == first
    assert first.current_form(on=date(2028, 1, 1)) == middle
    assert first.current_form(on=date(2031, 1, 1)) == last


def test_without_a_known_successor_it_stays_itself():
    ended = made("a", "GM9001", ended_on=LAST)
    assert ended.current_form(on=FIRST) == ended


def test_successors_run_in_no_circle():
    first = made("a", "GM9001", ended_on=LAST)
    second = made("b", "GM9002", ended_on=LAST, successor=first)
    first.successor = second
    with pytest.raises(ValidationError) as caught:
        first.full_clean()
    assert "successor" in caught.value.message_dict
    Municipality.objects.filter(pk=first.pk).update(successor=second)
    assert municipality("a").current_form(on=FIRST) in (first, second)


def test_a_name_may_be_of_several_municipalities_but_once_of_each():
    gouda, urk = municipality("gouda"), municipality("urk")
    for current in (gouda, urk):
        alias = MunicipalityAlias(municipality=current, name="Nieuw Dorp")
        alias.full_clean()
        alias.save()
    for name in ("Nieuw Dorp", "nieuw-dorp"):
        with pytest.raises(ValidationError) as caught:
            MunicipalityAlias(municipality=urk, name=name).full_clean()
        assert "name" in caught.value.message_dict
    with pytest.raises(ValidationError):
        MunicipalityAlias(municipality=urk, name="...").full_clean()
    refused(MunicipalityAlias.objects.create, slug="x", municipality=urk, name="Nieuw Dorp")


def test_names_are_all_names_with_what_they_stand_for():
    names = Municipality.objects.names()
    assert ("Amsterdam", "amsterdam") in names
    assert ("Weesp", "amsterdam") in names
    assert ("Wijdemeren", "wijdemeren") in names
    assert Municipality.objects.filter(slug="urk").names() == [("Urk", "urk")]


def test_a_desk_knows_a_division_only_when_it_is_national():
    avim = Service.objects.get(slug="politie-avim")
    values = {"slug": "s", "organisation": avim.organisation}
    refused(Service.objects.create, **values, region_kind="moon")
    refused(Service.objects.create, **values, region_kind="police_unit", regional_of=avim)
    Service.objects.create(**values, region_kind="police_unit")


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("veilig-thuis", "veilig_thuis"),
        ("politie-avim", "police_unit"),
        ("politie-geen-spoed", "police_unit"),
        ("politie-zeden", "police_unit"),
        ("roze-in-blauw", "police_unit"),
        ("comensha", ""),
    ],
)
def test_the_division_of_a_shipped_desk(slug, kind):
    assert Service.objects.get(slug=slug).region_kind == kind


def test_desks_are_found_that_cover_a_municipality():
    avim = Service.objects.get(slug="politie-avim")

    def desk(slug, coverage, *regions):
        made = Service.objects.create(
            slug=slug, organisation=avim.organisation, coverage=coverage, name_nl=slug
        )
        made.regions.set(Region.objects.filter(slug__in=regions))

    desk("limburg", "regional", "politie-limburg")
    desk("hier", "local", "politie-den-haag", "politie-limburg", "veilig-thuis-haaglanden")
    desk("nergens", "regional")
    covering = Service.objects.covering(municipality("s-gravenhage"))
    slugs = [service.slug for service in covering]
    assert len(slugs) == len(set(slugs))
    assert {"politie-avim", "comensha", "hier"} <= set(slugs)
    assert not {"limburg", "nergens"} & set(slugs)
