"""Importing data of another publisher: as drafts, once, and never over the work of an editor."""

from datetime import date

import pytest
from django.core.management import CommandError

from knowledge.models import (
    ContactDetail,
    ImportedRecord,
    Organisation,
    Service,
    Source,
    Status,
    Verification,
)
from knowledge.open_data.hsds.values import uid
from knowledge.open_data.hsds.vocabulary import AUDIENCE, PROPERTY
from tests.knowledge.open_data.importing.feeds import (
    a_service,
    an_id,
    an_organization,
    tables,
)

pytestmark = pytest.mark.django_db


def desk() -> Service:
    return Service.objects.get(name_nl="Inloop voor jongens")


def everything() -> list:
    models = (Organisation, Service, ContactDetail, Source, ImportedRecord)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [*rows, Service.history.count()]


def test_it_shows_and_changes_nothing(run_import):
    before = everything()
    output = run_import(a_service(), apply=False)
    assert "service “Inloop voor jongens”: new" in output
    assert "Nothing was imported. Use --apply to import." in output
    assert everything() == before


def test_it_comes_in_as_a_draft_with_its_source(run_import, client):
    run_import(a_service())
    service = desk()
    assert service.status == Status.DRAFT
    assert (service.min_age, service.max_age, service.languages) == (12, 23, "nl")
    assert (service.coverage, service.area_nl) == ("local", "Voorbeeldstad")
    assert service.summary_nl == "Binnenlopen zonder afspraak."
    assert service.name_en in (None, "")
    assert service.organisation.status == Status.DRAFT
    assert (service.organisation.summary_nl, service.organisation.description_nl) == (
        "Opvang.",
        "Sinds kort.",
    )
    phone = service.contact_details.get()
    assert (phone.value, phone.opening_hours) == ("033 448 11 86", "Mo-Fr 09:00-17:00")
    source = service.sources.get()
    assert list(phone.sources.all()) == list(service.organisation.sources.all()) == [source]
    assert (source.publisher, source.title) == ("Gemeente Voorbeeld", "Sociale kaart")
    assert source.url == "https://voorbeeld.example/"
    assert source.status == Status.DRAFT
    assert "Gemeente Voorbeeld" in service.history.get().history_change_reason
    assert client.get(service.get_absolute_url()).status_code == 404


def test_their_check_is_a_claim_and_no_confirmation_of_ours(run_import):
    before = Verification.objects.count()
    run_import(a_service())
    assert Verification.objects.count() == before
    claims = ImportedRecord.objects.values_list("kind", "claim")
    assert ("contactdetail", date(2026, 10, 1)) in claims
    assert ("service", date(2026, 10, 1)) in claims


def test_a_second_import_changes_nothing(run_import):
    run_import([a_service()])
    before = everything()
    assert "Nothing changes." in run_import([a_service()])
    assert everything() == before


def test_tables_give_the_same_as_json(run_import, tmp_path):
    run_import(a_service())
    for name, text in tables().items():
        (tmp_path / name).write_text(text)
    (tmp_path / "diensten.json").unlink()
    assert "0 new, 0 changed" in run_import(tmp_path)


def test_what_they_change_is_changed_in_the_draft(run_import):
    run_import(a_service())
    output = run_import(a_service(description="Ook op zaterdag.", minimum_age=14))
    assert "min_age: here “12”, there “14”" in output
    assert (desk().summary_nl, desk().min_age) == ("Ook op zaterdag.", 14)
    assert desk().status == Status.DRAFT


def test_what_is_public_here_waits_for_an_editor(run_import):
    run_import(a_service())
    Service.objects.filter(pk=desk().pk).update(status=Status.PUBLISHED)
    output = run_import(a_service(minimum_age=14))
    assert "waiting for an editor" in output
    assert desk().min_age == 12
    imported = ImportedRecord.objects.get(kind="service")
    assert (imported.loaded["min_age"], imported.theirs["min_age"]) == (12, 14)
    service = desk()
    service.min_age = 14
    service.save()
    assert "0 waits, 0 conflict" in run_import(a_service(minimum_age=14))
    assert ImportedRecord.objects.get(kind="service").loaded["min_age"] == 14


def test_an_edit_is_kept_when_the_publisher_changed_nothing(run_import):
    run_import(a_service())
    service = desk()
    service.summary_nl = "Beter gezegd."
    service.save()
    assert "0 conflict" in run_import(a_service())
    assert desk().summary_nl == "Beter gezegd."


def test_what_both_changed_is_a_conflict_that_is_shown(run_import):
    run_import(a_service())
    service = desk()
    service.summary_nl = "Beter gezegd."
    service.save()
    for _turn in range(2):
        output = run_import(a_service(description="Ook op zaterdag.", minimum_age=14))
        assert "CHANGED BY BOTH" in output
        assert "summary_nl: here “Beter gezegd.”, there “Ook op zaterdag.”" in output
        assert (desk().summary_nl, desk().min_age) == ("Beter gezegd.", 12)


def test_the_other_language_comes_in_beside_the_first(run_import):
    run_import(a_service())
    english = a_service(name="Drop-in for boys", description="Without appointment.")
    run_import(english, language="en")
    assert (desk().name_en, desk().summary_en) == ("Drop-in for boys", "Without appointment.")
    assert "Nothing changes." in run_import(a_service())


def test_what_an_editor_deleted_stays_away(run_import):
    run_import(a_service())
    ContactDetail.objects.filter(service=desk()).delete()
    assert "deleted here by an editor" in run_import(a_service())
    assert not desk().contact_details.exists()


def test_what_is_not_active_there_does_not_come_in(run_import):
    assert "not active there" in run_import(a_service(status="defunct"))
    assert not ImportedRecord.objects.filter(kind="service").exists()
    run_import(a_service())
    run_import(a_service(status="temporarily closed"))
    assert ImportedRecord.objects.get(kind="service").their_status == "temporarily closed"
    assert desk().status == Status.DRAFT


def test_another_publisher_does_not_change_it(run_import):
    run_import(a_service())
    output = run_import(a_service(minimum_age=14), publisher="Iemand anders")
    assert "service “Inloop voor jongens”: already here from another publisher" in output
    assert "publisher: here “Gemeente Voorbeeld”, there “Iemand anders”" in output
    assert "BOTH" not in output
    assert desk().min_age == 12


def test_all_mistakes_are_listed_and_nothing_is_saved(run_import):
    before = everything()
    wrong = [a_service(), a_service(id=an_id("b"), status="x"), an_organization(id="y")]
    wrong[0]["name"] = "n" * 200
    with pytest.raises(CommandError) as error:
        run_import(wrong)
    output = str(error.value)
    assert "Nothing was imported. Fix these 2 errors first" in output
    assert "record 2: status" in output
    assert "record 3: id" in output
    with pytest.raises(CommandError, match="record 1: name: Ensure this value has at most 160"):
        run_import(wrong[:1])
    assert everything() == before


def test_a_number_that_cannot_be_dialled_is_left_out_and_said(run_import):
    phones = [
        {"id": an_id("1"), "number": "bel ons"},
        {"id": an_id("2"), "number": "030 123", "type": "voice"},
        {"id": an_id("3"), "number": "033 448 11 86", "type": "fax"},
        {"id": an_id("4"), "number": '"+31 33 448 11 87"', "extension": 12},
    ]
    output = run_import(a_service(phones=phones))
    assert "phones.number 'bel ons', which cannot be dialled" in output
    assert "phones.type fax" in output
    phone = desk().contact_details.get()
    assert (phone.value, phone.extension) == ("+31 33 448 11 87", "12")
    assert phone.label_nl == ""


def test_a_number_in_two_writings_is_one_and_an_extension_in_words_is_a_label(run_import):
    phones = [
        {"id": an_id("1"), "number": "+31 33 448 11 87"},
        {"id": an_id("2"), "number": "033-4481187"},
        {"id": an_id("3"), "number": "033-4481187", "extension": "balie"},
        {"id": an_id("4"), "number": "033-4481187", "extension": 3.0},
        {"id": an_id("5"), "number": "498001239900"},
    ]
    output = run_import(a_service(phones=phones))
    assert "phones.number '498001239900', which does not say of which country it is" in output
    found = desk().contact_details.filter(kind="phone").order_by("position")
    assert [(row.value, row.extension) for row in found] == [
        ("+31 33 448 11 87", ""),
        ("033-4481187", "3"),
    ]
    words = {"id": an_id("3"), "number": "033-4481188", "extension": "balie"}
    run_import(a_service(phones=[*phones, words | {"id": an_id("6")}]))
    assert desk().contact_details.get(value="033-4481188").label_nl == "toestel balie"


def test_ways_to_reach_it(run_import):
    urls = [{"id": an_id("u"), "label": "Facebook", "url": "https://sociaal.example/huis"}]
    places = [
        {
            "id": an_id("sal"),
            "location": {
                "id": an_id("plek"),
                "location_type": "physical",
                "addresses": [
                    {"address_1": "Straat 1", "postal_code": "1234 AB", "city": "Voorbeeldstad"}
                ],
            },
        }
    ]
    person = [{"id": an_id("p"), "name": "J. Jansen", "email": "j@huis.example"}]
    more = {"additional_urls": urls, "service_at_locations": places, "contacts": person}
    run_import(a_service(url="https://huis.example/inloop", email="info@huis.example", **more))
    details = {(row.kind, row.value, row.label_nl) for row in desk().contact_details.all()}
    assert details == {
        ("phone", "033 448 11 86", ""),
        ("website", "https://sociaal.example/huis", "Facebook"),
        ("website", "https://huis.example/inloop", ""),
        ("email", "info@huis.example", ""),
        ("address", "Straat 1, 1234 AB Voorbeeldstad", ""),
    }


def test_regions_and_audiences_that_are_not_here_are_named(run_import):
    codes = {PROPERTY: "free", AUDIENCE: "sterrenkijkers"}
    attributes = [
        {
            "id": an_id(code),
            "taxonomy_term": {"taxonomy_id": uid("taxonomy", taxonomy), "code": code},
        }
        for taxonomy, code in codes.items()
    ]
    areas = [{"id": an_id("maan"), "name": "Maan", "extent": "RE77", "extent_type": "text"}]
    output = run_import(a_service(attributes=attributes, service_areas=areas))
    assert "Not imported (1x): audience sterrenkijkers" in output
    assert "Not imported (1x): service_areas RE77" in output
    assert desk().free is True
    assert not desk().audiences.exists()


def test_the_source_must_be_right(run_import):
    with pytest.raises(CommandError, match="The source is not valid"):
        run_import(a_service(), url="geen adres")


@pytest.mark.parametrize(
    "name", ["service_full", "service_list", "organization_full", "organization_list"]
)
def test_the_examples_of_the_standard_come_in(run_import, shared, name):
    path = shared / "hsds/examples" / f"{name}.json"
    assert "Imported as drafts." in run_import(path)
    assert Organisation.objects.get(name_nl="Example Organization Inc.").status == Status.DRAFT
    if name.startswith("service"):
        assert Service.objects.get(name_nl="Community Counselling").min_age == 12
    assert "Nothing changes." in run_import(path)


def test_the_folder_with_the_examples_comes_in_as_a_whole(run_import, shared):
    output = run_import(shared / "hsds/examples")
    assert "Not read, contains no services or organisations: taxonomy.json" in output
    assert "service “Community Counselling”: new" in output
    assert Service.objects.get(name_nl="Community Counselling").contact_details.count() == 5
