"""What an editor sees on the page of an imported record."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from knowledge.models import ContactDetail, Service, Status
from tests.knowledge.open_data.importing.feeds import SOURCE, a_schedule, a_service, write_json

pytestmark = pytest.mark.django_db


def run_import(tmp_path, service) -> Service:
    path = write_json(tmp_path, service)
    call_command("import_hsds", path, apply=True, stdout=StringIO(), **SOURCE)
    return Service.objects.get(name_nl="Inloop voor jongens")


def page_of(client_of, record) -> str:
    address = reverse(f"admin:knowledge_{record._meta.model_name}_change", args=[record.pk])
    return client_of("editor").get(address).content.decode()


def test_the_claim_is_shown_as_a_claim(tmp_path, client_of):
    desk = run_import(tmp_path, a_service())
    html = page_of(client_of, desk)
    assert "Van Gemeente Voorbeeld: Sociale kaart" in html
    assert "gecontroleerd op 1 oktober 2026. Dat is geen bevestiging van ons." in html
    assert "De uitgever heeft dit sindsdien veranderd" not in html


def test_what_waits_is_shown_beside_what_is_here(tmp_path, client_of):
    desk = run_import(tmp_path, a_service())
    desk.summary_nl = "Beter gezegd."
    desk.save()
    run_import(tmp_path, a_service(description="Ook op zaterdag.", status="active"))
    html = page_of(client_of, desk)
    assert "De uitgever heeft dit sindsdien veranderd" in html
    assert '<td class="typed">Beter gezegd.</td><td class="typed">Ook op zaterdag.</td>' in html


def test_hours_that_were_not_taken_over_are_named_with_the_reason(tmp_path, client_of):
    desk = run_import(tmp_path, a_service(schedules=[a_schedule(opens_at="09:00+03:00")]))
    html = page_of(client_of, desk.contact_details.get())
    assert "De openingstijden van de uitgever zijn niet overgenomen" in html
    assert "opens_at 09:00+03:00" in html


def test_hours_that_wait_are_shown_in_words(tmp_path, client_of):
    desk = run_import(tmp_path, a_service())
    ContactDetail.objects.filter(service=desk).update(status=Status.PUBLISHED)
    run_import(tmp_path, a_service(schedules=[a_schedule(opens_at="10:00")]))
    html = page_of(client_of, desk.contact_details.get())
    assert '<td class="typed">maandag t/m vrijdag 09:00–17:00</td>' in html
    assert '<td class="typed">maandag t/m vrijdag 10:00–17:00</td>' in html


def test_a_record_of_our_own_says_nothing_of_it(client_of):
    html = page_of(client_of, Service.objects.get(slug="comensha"))
    assert "uitgever" not in html
