"""Every record of the directory, in both languages, is valid HSDS."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone, translation

from knowledge.models import (
    Audience,
    ContactDetail,
    ExploitationForm,
    Organisation,
    Region,
    Service,
    Status,
    Verification,
)
from knowledge.open_data.hsds import services, vocabulary
from knowledge.open_data.hsds.values import uid
from knowledge.tokens.targets import have_at_hand
from knowledge.values.hours.opening_hours import ZONE
from tests.knowledge.open_data.hsds.standard import errors_in
from tests.portal.api.addresses import an_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_desk():
    """A desk with every field filled."""
    desk = Service.objects.get(slug="comensha")
    desk.languages, desk.min_age, desk.max_age = "nl en apd", 0, 23
    desk.anonymous, desk.free, desk.not_for_groups = False, False, "homeless no_permit"
    desk.coverage, desk.how_to_reach_nl = "regional", "Via de voordeur."
    desk.save()
    desk.regions.set(Region.objects.order_by("slug")[:2])
    desk.audiences.set(Audience.objects.order_by("slug")[:2])
    an_address()
    for kind in ("website", "chat", "form"):
        ContactDetail.objects.create(
            slug=f"proef-{kind}",
            service=desk,
            kind=kind,
            value=f"https://{kind}.voorbeeld.example/één",
            opening_hours="24/7",
            status=Status.PUBLISHED,
        )
    check_all(desk, "confirmed", datetime(2026, 5, 1, 12, tzinfo=ZONE))
    check_all(desk, "unreachable", datetime(2026, 6, 1, 12, tzinfo=ZONE))
    return desk


def check_all(desk, result, at):
    person = User.objects.get_or_create(username="redactie")[0]
    for days, detail in enumerate(desk.contact_details.order_by("pk")):
        Verification.objects.create(
            contact=detail,
            by=person,
            at=at + timedelta(days=days),
            result=result,
            method="called",
            value=detail.value,
            opening_hours=detail.opening_hours,
        )


def directory(**only):
    today = timezone.localdate()
    desks = Service.objects.in_directory(on=today).with_directory_details(on=today)
    return list(desks.filter(**only).order_by("pk"))


def mapped(slug="comensha"):
    (desk,) = directory(slug=slug)
    return services.service(desk, timezone.now())


@pytest.mark.usefixtures("full_desk")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_record_is_as_the_standard_wants_it(shared, language):
    gone = Service.objects.get(slug="veilig-thuis")
    gone.status = Status.ARCHIVED
    gone.save()
    now, today, errors, count = timezone.now(), timezone.localdate(), [], 0
    with translation.override(language):
        addresses = ContactDetail.objects.filter(kind="address").with_desks(on=today)
        forms = ExploitationForm.objects.all()
        records = [
            *(("service", services.service(desk, now)) for desk in directory()),
            *(("service", services.service_in_list(desk, now)) for desk in directory()),
            *(("organization", services.organization(row)) for row in Organisation.objects.all()),
            *(("service_at_location", services.service_at_location(a, now)) for a in addresses),
            *(("taxonomy", row) for row in vocabulary.taxonomies()),
            *(
                ("taxonomy_term", term)
                for _key, term in vocabulary.terms(Audience.objects.all(), forms)
            ),
        ]
        for noun, record in records:
            errors += errors_in(shared, noun, record)
            count += 1
    assert errors == []
    assert count > 100


def test_a_record_that_is_not_as_the_standard_wants_it_is_noticed(shared, full_desk):
    good = mapped()
    assert errors_in(shared, "service", good) == []
    for spoiled in (
        {"id": "x"},
        {"status": "gone"},
        {"alert": None},
        {"alert": ""},
        {"invented": "x"},
        {"assured_date": "1-5-2026"},
        {"schedules": [{**good["schedules"][0], "opens_at": "25:00"}]},
        {"schedules": [{**good["schedules"][0], "byday": "Mo"}]},
        {"languages": [{"id": uid("x"), "code": "Dutch"}]},
        {"additional_urls": [{"id": uid("x"), "url": "https://é.example"}]},
    ):
        assert errors_in(shared, "service", {**good, **spoiled}), spoiled


def test_what_a_desk_says_of_itself(full_desk):
    with translation.override("en"):
        service = mapped()
    assert (service["minimum_age"], service["maximum_age"]) == (0, 23)
    assert "Anonymous contact is not possible." in service["eligibility_description"]
    assert f"Not for: {full_desk.not_for_en}" in service["eligibility_description"]
    assert service["fees_description"] == "Not free of charge."
    assert [row["code"] for row in service["languages"]] == ["nl", "en", "apd"]
    assert [row.get("name") for row in service["languages"]] == ["Dutch", "English", None]
    terms = {(row["link_type"], row["taxonomy_term"]["code"]) for row in service["attributes"]}
    assert {("not_for", "homeless"), ("not_for", "no_permit"), ("property", "not_free")} <= terms
    assert sum(kind == "for" for kind, _code in terms) == 2


def test_regions_carry_the_code_of_statistics_netherlands(full_desk):
    areas = {area["extent"]: area for area in mapped()["service_areas"]}
    assert set(areas) == {region.code for region in full_desk.regions.all()}
    assert {area["extent_type"] for area in areas.values()} == {"text"}


def test_a_region_without_a_code_is_known_by_its_own_name_at_every_desk(full_desk):
    region = Region.objects.create(slug="een-streek", name="Streek", kind="veilig_thuis")
    full_desk.regions.set([region])
    (area,) = mapped()["service_areas"]
    assert (area["extent"], area["extent_type"]) == ("een-streek", "text")
    assert area["uri"] == f"urn:uuid:{uid('area', 'een-streek')}"


def test_each_kind_of_contact_detail_is_mapped(full_desk):
    service = mapped()
    assert [row["number"] for row in service["phones"]] == ["033 448 11 86"]
    assert service["email"] == service["contacts"][0]["email"]
    assert service["url"] == "https://website.voorbeeld.example/%C3%A9%C3%A9n"
    kinds = [row["attributes"][0]["taxonomy_term"]["code"] for row in service["additional_urls"]]
    assert sorted(kinds) == ["chat", "form", "website"]
    (place,) = service["service_at_locations"]
    assert place["location"]["name"].startswith("Voorbeeldstraat 1")
    assert "gesloten op feestdagen." in place["schedules"][0]["description"]
    ways = {row["attending_type"] for row in service["schedules"]}
    assert not any("Voorbeeldstraat" in way for way in ways)


def test_the_oldest_confirmation_counts(full_desk):
    assert mapped()["assured_date"] == "2026-05-01"


def test_a_detail_that_was_never_confirmed_leaves_no_date(full_desk):
    detail = full_desk.contact_details.first()
    detail.value = "033 448 11 87"
    detail.save()
    assert "assured_date" not in mapped()


def test_a_detail_that_visitors_do_not_see_does_not_count(full_desk):
    ContactDetail.objects.create(
        slug="proef-concept", service=full_desk, kind="phone", value="112", status=Status.DRAFT
    )
    service = mapped()
    assert service["assured_date"] == "2026-05-01"
    assert "112" not in [row["number"] for row in service["phones"]]


def test_what_could_not_be_reached_is_an_alert(full_desk):
    with translation.override("en"):
        assert "033 448 11 86 could not be reached on 1 June 2026." in mapped()["alert"]
    check_all(full_desk, "confirmed", datetime(2026, 7, 1, 12, tzinfo=ZONE))
    assert "alert" not in mapped()


def test_a_desk_that_is_gone_has_only_its_name_and_status(full_desk):
    full_desk.status = Status.ARCHIVED
    full_desk.save()
    service = mapped()
    assert set(service) == {"id", "name", "status", "last_modified"}
    assert (service["status"], service["name"]) == ("inactive", "CoMensha")


def test_not_known_is_left_out():
    Service.objects.filter(slug="comensha").update(
        anonymous=None, free=None, open_to_men_and_boys=None, min_age=None, max_age=None
    )
    service = mapped()
    codes = {row["taxonomy_term"]["code"] for row in service["attributes"]}
    assert not codes & {"anonymous", "not_anonymous", "free", "not_free", "boys_and_men"}
    assert not {"minimum_age", "maximum_age", "fees_description"} & set(service)


@pytest.mark.usefixtures("full_desk")
def test_the_mapping_asks_the_database_nothing(django_assert_num_queries):
    desks, now = directory(), timezone.now()
    organisations = list(Organisation.objects.all())
    addresses = list(
        ContactDetail.objects.filter(kind="address").with_desks(on=timezone.localdate())
    )
    have_at_hand()  # what texts name, as every request has it
    with django_assert_num_queries(0):
        for desk in desks:
            services.service(desk, now)
            services.minimal_service(desk)
        for organisation in organisations:
            services.organization(organisation)
        for address in addresses:
            services.service_at_location(address, now)
