"""vCards of desks: their numbers, notes and visibility."""

from datetime import datetime, timedelta

import pytest
import vobject
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from knowledge.confirmation.checks import confirm
from knowledge.models import ContactDetail, Organisation, Service
from knowledge.values.hours.opening_hours import ZONE
from tests.knowledge.confirmation.factories import get_detail, make_answer, state_of

pytestmark = pytest.mark.django_db


def card(client, slug: str, language: str = ""):
    response = client.get(f"{language}/loketten/{slug}.vcf")
    assert response.status_code == 200
    return vobject.readOne(response.content.decode())


def test_every_desk_with_contact_details_gives_a_card_that_can_be_read(client):
    for service in Service.objects.all():
        public = service.contact_details.filter(restricted=False)
        response = client.get(f"/loketten/{service.slug}.vcf")
        assert response.status_code == (200 if public.exists() else 404), service.slug
        page = client.get(service.get_absolute_url()).content.decode()
        assert (f'href="/loketten/{service.slug}.vcf"' in page) == public.exists()
        if public.exists():
            saved = vobject.readOne(response.content.decode())
            assert saved.fn.value == service.name
            assert saved.org.value == [service.organisation.name]
            numbers = {number.value for number in saved.contents.get("tel", ())}
            assert numbers == {
                detail.phone.uri.removeprefix("tel:") for detail in public if detail.phone
            }, service.slug


def test_it_is_a_vcard_as_phones_read_it(client):
    response = client.get("/loketten/comensha.vcf")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="comensha.vcf"'
    lines = response.content.split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCARD", b"VERSION:3.0"]
    assert lines[-2:] == [b"END:VCARD", b""]
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert b"TEL;TYPE=WORK,VOICE:+31334481186" in lines
    assert b"EMAIL;TYPE=INTERNET:info@comensha.nl" in lines
    assert not response.cookies


def test_the_note_says_when_and_how_sure(client):
    note = card(client, "comensha").note.value
    assert "Telefoon 033 448 11 86: maandag t/m vrijdag 09:00–17:00" in note
    assert "Nog niet bevestigd" in note
    assert f"{settings.SITE_URL}/loketten/comensha/" in note
    english = card(client, "comensha", "/en").note.value
    assert "Phone 033 448 11 86: Monday to Friday 09:00–17:00" in english
    assert "Not yet confirmed" in english
    assert f"{settings.SITE_URL}/en/loketten/comensha/" in english


def test_the_note_says_since_when_it_is_confirmed(client):
    row = get_detail()
    confirm(row.pk, state_of(row), make_answer())
    assert "Bevestigd op" in card(client, "comensha").note.value


def test_an_emergency_number_has_no_hours(client):
    saved = card(client, "noodnummer-112")
    assert saved.tel.value == "112"
    assert "tijden niet bekend" not in saved.note.value


def test_other_ways_to_reach_a_desk(client):
    service = Service.objects.get(slug="comensha")
    for kind, value in (
        ("chat", "https://chat.example/praat"),
        ("form", "https://www.voorbeeld.example/formulier?a=1"),
        ("address", "Straat 1; tweede deur, 1234 AB Plaats"),
    ):
        ContactDetail.objects.create(slug=f"proef-{kind}", service=service, kind=kind, value=value)
    ContactDetail.objects.update(status="published")
    saved = card(client, "comensha")
    urls = {url.value for url in saved.url_list}
    assert urls >= {"https://chat.example/praat", "https://www.voorbeeld.example/formulier?a=1"}
    assert saved.adr.value.street == "Straat 1; tweede deur, 1234 AB Plaats"


def test_signs_with_a_meaning_are_read_back_as_they_were(client):
    name = 'A;B,C\\D: "E" é😀\r\nEND:VCARD\nTEL:0900'
    Service.objects.filter(slug="comensha").update(name_nl=name)
    ContactDetail.objects.filter(slug="comensha-telefoon").update(hours_note_nl=name * 20)
    response = client.get("/loketten/comensha.vcf")
    assert response.content.count(b"\r\nEND:VCARD") == 1
    assert max(map(len, response.content.split(b"\r\n"))) <= 75
    saved = vobject.readOne(response.content.decode())
    assert saved.fn.value == name.replace("\r\n", "\n")
    assert [number.value for number in saved.tel_list] == ["+31334481186"]


def test_who_has_the_current_card_gets_no_other(client):
    first = client.get("/loketten/comensha.vcf")
    assert "no-cache" in first["Cache-Control"]
    again = client.get("/loketten/comensha.vcf", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    ContactDetail.objects.filter(slug="comensha-telefoon").update(value="030 123 45 67")
    changed = client.get("/loketten/comensha.vcf", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert b"+31301234567" in changed.content


@pytest.mark.parametrize("role", ["", "reader", "editor"])
def test_what_is_restricted_goes_into_no_phone(client, client_of, role):
    visitor = client_of(role) if role else client
    ContactDetail.objects.filter(slug="comensha-telefoon").update(restricted=True)
    body = visitor.get("/loketten/comensha.vcf").content.decode()
    assert "info@comensha.nl" in body
    assert "33448" not in body
    assert "448 11 86" not in body


@pytest.mark.parametrize("role", ["", "reader"])
@pytest.mark.parametrize(
    ("model", "hidden"),
    [
        (Service, {"restricted": True}),
        (Service, {"status": "draft"}),
        (Organisation, {"restricted": True}),
        (Organisation, {"status": "archived"}),
        (ContactDetail, {"restricted": True}),
        (ContactDetail, {"status": "draft"}),
    ],
)
def test_a_desk_that_not_everyone_sees_has_no_card_and_no_link(
    client, client_of, role, model, hidden
):
    visitor = client_of(role) if role else client
    rows = {"service__slug": "comensha"} if model is ContactDetail else {"slug": "comensha"}
    model.objects.filter(**rows).update(**hidden)
    assert visitor.get("/loketten/comensha.vcf").status_code == 404
    assert b".vcf" not in visitor.get("/loketten/comensha/").content


@pytest.mark.parametrize("slug", ["geen-loket", "a" * 5000, "%00", "comensha%00", "../comensha"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_desk_that_does_not_exist(client, language, slug):
    assert client.get(f"{language}/loketten/{slug}.vcf").status_code == 404


def test_its_address():
    assert reverse("service_vcard", args=["comensha"]) == "/loketten/comensha.vcf"


def test_hours_in_the_note_follow_the_day(client, monkeypatch):
    """Also for a phone that has the card already: its ETag is another one."""
    now = [datetime(2026, 9, 30, 12, tzinfo=ZONE)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    ContactDetail.objects.filter(service__slug="comensha", kind="phone").update(
        opening_hours="2026 Oct 01+ Mo-Fr 09:00-17:00"
    )
    before = client.get("/loketten/comensha.vcf")
    assert "vanaf 1 oktober 2026: maandag t/m vrijdag" in card(client, "comensha").note.value
    now[0] += timedelta(days=1)
    assert "033 448 11 86: maandag t/m vrijdag 09:00–17:00" in card(client, "comensha").note.value
    known = {"If-None-Match": before["ETag"]}
    assert client.get("/loketten/comensha.vcf", headers=known).status_code == 200
