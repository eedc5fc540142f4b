"""From typed text to the desk of the right region, never to another one."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User

from knowledge.models import Municipality, MunicipalityAlias, Region, Service, Status
from knowledge.regions.desks import regional_desks
from knowledge.regions.lookup import find_municipality, municipality_by_slug
from knowledge.regions.name_matching import Certainty

pytestmark = pytest.mark.django_db

DAY, NEXT_YEAR = date(2026, 11, 1), date(2027, 1, 1)
VISITOR, READER = AnonymousUser(), User(username="reader", is_superuser=True)


def slugs(match) -> list[str]:
    return [municipality.slug for municipality in match.municipalities]


def municipality(slug: str) -> Municipality:
    return Municipality.objects.get(slug=slug)


def national(slug: str) -> Service:
    return Service.objects.get(slug=slug)


def desk(slug: str, of: str, *regions: str, **values) -> Service:
    """A regional desk of the national desk `of`."""
    service = Service.objects.create(
        **{"status": Status.PUBLISHED, **values},
        slug=slug,
        organisation=national(of).organisation,
        regional_of=national(of),
        coverage="regional",
        name_nl=slug,
        name_en=slug,
    )
    service.regions.set(Region.objects.filter(slug__in=regions))
    return service


@pytest.mark.parametrize(
    ("text", "certainty", "expected"),
    [
        ("den bosch", Certainty.EXACT, ["s-hertogenbosch"]),
        ("Weesp", Certainty.EXACT, ["amsterdam"]),
        ("Sudwest Fryslan", Certainty.EXACT, ["sudwest-fryslan"]),
        ("bergen", Certainty.CHOICE, ["bergen-l", "bergen-nh"]),
        ("Amsterdan", Certainty.SUGGESTION, ["amsterdam"]),
        ("Parijs", Certainty.NOTHING, []),
        ("\x00", Certainty.NOTHING, []),
        ("x" * 10_000, Certainty.NOTHING, []),
    ],
)
def test_what_is_typed_is_found(text, certainty, expected):
    match = find_municipality(text, on=DAY)
    assert (match.certainty, slugs(match), match.text) == (certainty, expected, text)
    assert match.exact == (match.municipalities[0] if certainty is Certainty.EXACT else None)
    assert match.area is None


def test_the_order_of_likeliness_is_kept():
    assert slugs(find_municipality("Krimpen", on=DAY)) == [
        "krimpen-aan-den-ijssel", "krimpenerwaard",
    ]  # fmt: skip


def test_a_former_municipality_is_the_one_it_went_on_in():
    assert slugs(find_municipality("Wijdemeren", on=DAY)) == ["wijdemeren"]
    assert slugs(find_municipality("Wijdemeren", on=NEXT_YEAR)) == ["hilversum"]


def test_two_names_that_lead_to_one_municipality_are_no_choice():
    MunicipalityAlias.objects.create(municipality=municipality("wijdemeren"), name="Plassendorp")
    MunicipalityAlias.objects.create(municipality=municipality("hilversum"), name="Plassendorp")
    assert find_municipality("Plassendorp", on=DAY).certainty is Certainty.CHOICE
    assert find_municipality("Plassendorp", on=NEXT_YEAR).exact == municipality("hilversum")
    assert find_municipality("Plassendorb", on=NEXT_YEAR).certainty is Certainty.SUGGESTION


def test_finding_asks_little(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        match = find_municipality("bergen", on=NEXT_YEAR)
        assert [municipality.police_unit.name for municipality in match.municipalities]
    with django_assert_max_num_queries(3):
        find_municipality("Elst", on=NEXT_YEAR)
    with django_assert_max_num_queries(1):
        find_municipality("Parijs", on=DAY)


def test_an_address_leads_to_what_exists():
    assert municipality_by_slug("wijdemeren", on=DAY).slug == "wijdemeren"
    assert municipality_by_slug("wijdemeren", on=NEXT_YEAR).slug == "hilversum"
    for slug in ("bestaat-niet", "", "\x00", "x" * 10_000):
        assert municipality_by_slug(slug, on=DAY) is None


def test_without_a_regional_desk_the_region_is_named():
    services = [national("politie-avim"), national("veilig-thuis"), national("comensha")]
    beside = regional_desks(services, municipality("heusden"), VISITOR)
    avim, veilig_thuis, comensha = (beside.get(service.pk) for service in services)
    assert (avim.service, avim.region.slug) == (None, "politie-oost-brabant")
    assert (veilig_thuis.service, veilig_thuis.region.slug) == (None, "veilig-thuis-midden-brabant")
    assert comensha is None


def test_the_desk_of_the_region_is_found_and_no_other():
    near = desk("avim-oost-brabant", "politie-avim", "politie-oost-brabant", "politie-limburg")
    desk("avim-limburg", "politie-avim", "politie-limburg")
    desk("avim-elders", "politie-avim", "veilig-thuis-midden-brabant")
    (beside,) = regional_desks([near.regional_of], municipality("heusden"), VISITOR).values()
    assert (beside.service, beside.region.slug) == (near, "politie-oost-brabant")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("eindhoven", "lumens-expertisecentrum"),
        ("s-gravenhage", "shop-den-haag"),
        ("leiden", "shop-den-haag"),
        ("helmond", None),
        ("delft", None),
        ("groningen", None),
    ],
)
def test_the_shipped_care_coordinators_cover_no_more_than_their_list_says(place, expected):
    care = national("zorgcoordinator-mensenhandel")
    beside = regional_desks([care], municipality(place), VISITOR).get(care.pk)
    assert (beside.service.slug if beside else None) == expected


@pytest.mark.parametrize(
    ("place", "found"),
    [("utrecht", True), ("apeldoorn", True), ("almere", True), ("eindhoven", False)],
)
def test_veilig_thuis_is_the_reporting_point_of_three_regions(place, found):
    points = national("regionaal-meldpunt")
    beside = regional_desks([points], municipality(place), VISITOR).get(points.pk)
    assert (beside.service.slug if beside else "") == (
        "veilig-thuis-meldpunt-mensenhandel" if found else ""
    )


def test_a_desk_without_a_division_is_found_by_any_region():
    care = national("zorgcoordinator-mensenhandel")
    assert regional_desks([care], municipality("heusden"), VISITOR) == {}
    near = desk("zorg", care.slug, "veilig-thuis-midden-brabant")
    (beside,) = regional_desks([care], municipality("heusden"), VISITOR).values()
    assert (beside.service, beside.region.slug) == (near, "veilig-thuis-midden-brabant")
    assert regional_desks([care], municipality("urk"), VISITOR) == {}


@pytest.mark.parametrize(
    ("values", "sees_visitor", "sees_reader"),
    [
        ({"restricted": True}, False, True),
        ({"status": Status.DRAFT}, False, False),
        ({}, True, True),
    ],
)
def test_a_hidden_desk_is_left_out(values, sees_visitor, sees_reader):
    near = desk("avim-hier", "politie-avim", "politie-oost-brabant", **values)
    for user, sees in ((VISITOR, sees_visitor), (READER, sees_reader)):
        (beside,) = regional_desks([near.regional_of], municipality("heusden"), user).values()
        assert beside.service == (near if sees else None)
        assert beside.region.slug == "politie-oost-brabant"


def test_many_desks_ask_no_more_than_one(django_assert_max_num_queries):
    for number in range(10):
        desk(f"avim-{number}", "politie-avim", "politie-oost-brabant")
    services = list(Service.objects.all())
    with django_assert_max_num_queries(5):
        beside = regional_desks(services, municipality("heusden"), VISITOR)
        for regional in beside.values():
            if regional.service:
                assert regional.service.organisation.name
                assert not list(regional.service.contact_details.all())
    assert beside[national("politie-avim").pk].service.slug == "avim-0"


def test_no_services_or_no_regions_is_nothing():
    assert regional_desks([], municipality("heusden"), VISITOR) == {}
    bare = Municipality.objects.create(slug="bare", code="GM9001", name="Bare")
    assert regional_desks(Service.objects.all(), bare, VISITOR) == {}
