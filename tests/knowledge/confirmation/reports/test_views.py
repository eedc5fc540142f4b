"""Reporting a mistake in a desk or a contact detail."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from knowledge.confirmation.reports import views as report_views
from knowledge.models import ContactDetail, CorrectionReport, Service, Status

pytestmark = pytest.mark.django_db

PAGE = "/loketten/comensha/melden/"
PHONE = f"{PAGE}?gegeven=comensha-telefoon"
SENT = {"part": "value", "message": "Het nummer eindigt op 87", "reply_to": ""}
THANKS = "/loketten/comensha/melden/bedankt/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def test_a_report_is_kept_with_its_desk_and_contact_detail(client):
    response = client.post(PHONE, {**SENT, "reply_to": "a@voorbeeld.example"})
    assert response.status_code == 302
    assert response.url == THANKS
    report = CorrectionReport.objects.get()
    assert (report.service.slug, report.contact.slug) == ("comensha", "comensha-telefoon")
    assert (report.part, report.message) == ("value", SENT["message"])
    assert report.reply_to == "a@voorbeeld.example"
    assert report.handled_at is None
    html = client.get(response.url).content.decode()
    assert "Dank u wel" in html
    assert "voorbeeld.example" not in html


def test_a_report_about_a_desk_as_a_whole(client):
    client.post("/en" + PAGE, {**SENT, "part": "for_whom"})
    report = CorrectionReport.objects.get()
    assert report.contact is None
    assert report.reply_to == ""


def choices(client, address):
    return re.findall(r'<option value="(\w+)"', client.get(address).content.decode())


def test_only_what_can_be_wrong_is_asked(client):
    assert choices(client, PHONE) == ["value", "opening_hours", "gone", "other"]
    website = ContactDetail.objects.filter(kind="website", restricted=False).first()
    page = f"/loketten/{website.service.slug}/melden/?gegeven={website.slug}"
    assert choices(client, page) == ["value", "gone", "other"]
    assert "for_whom" in choices(client, PAGE)
    assert client.post(PHONE, {**SENT, "part": "for_whom"}).status_code == 200
    assert not CorrectionReport.objects.exists()


def test_the_page_warns_before_and_at_the_field(client):
    for prefix, warning in (
        ("", "Schrijf niet over personen of zaken"),
        ("/en", "Do not write about people or cases"),
    ):
        html = client.get(prefix + PAGE).content.decode()
        assert html.count(warning) == 2
        help_text = html[html.index('id="id_message_helptext"') :]
        assert warning in help_text[:200]
        assert "90" in html


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"message": ""}, "Schrijf hoe het moet zijn."),
        ({"message": "\x00"}, "Null"),
        ({"message": "x" * 501}, "Dit is te lang: 501 tekens"),
        ({"message": "x" * 200_000}, "Dit is te lang: 200000 tekens"),
        ({"reply_to": "geen adres"}, "Dit is geen e-mailadres"),
        ({"reply_to": "a\x00@voorbeeld.example"}, "Null"),
        ({"reply_to": "a" * 300 + "@voorbeeld.example"}, "254"),
        ({"part": ""}, "Kies wat er niet klopt."),
        ({"part": "\x00"}, "geldige"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(client, changes, says):
    typed = {"part": "gone", "message": "Opgeheven", "reply_to": "b@voorbeeld.example"}
    response = client.post(PHONE, {**typed, **changes})
    html = response.content.decode()
    assert response.status_code == 200
    assert says in html
    assert "Fout:" in html
    for name, value in typed.items():
        if name not in changes:
            assert value in html
    assert not CorrectionReport.objects.exists()


def test_five_hundred_characters_are_enough_whatever_the_line_breaks(client):
    text = "\r\n".join(["x" * 99] * 5)
    assert client.post(PAGE, {**SENT, "message": text}).status_code == 302
    assert CorrectionReport.objects.get().message == text.replace("\r\n", "\n")


@pytest.mark.parametrize("filled_in", ["https://voorbeeld.example", "\x00", " "])
def test_a_filled_honeypot_is_kept_and_marked_for_the_editor(client, filled_in):
    response = client.post(PHONE, {**SENT, "blanco": filled_in})
    assert (response.status_code, response.url) == (302, THANKS)
    report = CorrectionReport.objects.get()
    assert (report.message, report.looks_automatic) == (SENT["message"], True)


def test_a_browser_that_fills_in_the_field_of_an_old_page_loses_no_report(client):
    client.post(PHONE, {**SENT, "website": "https://voorbeeld.example"})
    assert CorrectionReport.objects.get().looks_automatic is False


def test_programs_do_not_use_up_what_people_may_send_about_a_desk(client, monkeypatch):
    monkeypatch.setattr(report_views, "MAX_PER_DESK", 2)
    for number in range(3):
        sent = {**SENT, "message": f"nummer {number}", "blanco": "x"}
        response = client.post(PAGE, sent, REMOTE_ADDR=f"192.0.2.{number}")
    assert response.status_code == 429
    assert "nummer 2" in response.content.decode()
    assert client.post(PAGE, SENT, REMOTE_ADDR="192.0.2.9").status_code == 302
    assert CorrectionReport.objects.filter(looks_automatic=False).count() == 1


def test_nobody_reaches_the_honeypot_by_accident(client):
    html = client.get(PAGE).content.decode()
    box = re.search(r'<div[^>]*class="trap"[^>]*>', html)
    assert box
    assert 'aria-hidden="true"' in box[0]
    field = re.search(r'<input[^>]*name="blanco"[^>]*>', html)[0]
    assert 'tabindex="-1"' in field
    assert 'autocomplete="off"' in field
    assert "data-1p-ignore" in field
    assert "data-lpignore" in field
    assert "style=" not in html


def test_the_sixth_in_an_hour_waits_and_loses_nothing(client):
    for number in range(5):
        assert client.post(PAGE, {**SENT, "message": f"nummer {number}"}).status_code == 302
    response = client.post(PAGE, {**SENT, "reply_to": "c@voorbeeld.example"})
    html = response.content.decode()
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3600
    assert SENT["message"] in html
    assert "c@voorbeeld.example" in html
    assert "te veel meldingen" in html
    assert 'href="tel:112"' in html
    assert CorrectionReport.objects.count() == 5
    other = client.post(PAGE, SENT, REMOTE_ADDR="192.0.2.44")
    assert other.status_code == 302


def test_a_desk_takes_thirty_in_an_hour_from_everyone_together(client, monkeypatch):
    monkeypatch.setattr(report_views, "MAX_PER_DESK", 3)
    statuses = [
        client.post(PAGE, SENT, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(4)
    ]
    assert statuses == [302, 302, 302, 429]
    other = Service.objects.visible_to(AnonymousUser()).exclude(slug="comensha").first()
    assert client.post(f"/loketten/{other.slug}/melden/", SENT).status_code == 302


def test_no_address_is_kept_or_logged(client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post(PHONE, SENT, REMOTE_ADDR="192.0.2.77")
    assert "192.0.2.77" not in caplog.text
    assert "192.0.2.77" not in str(CorrectionReport.objects.values().get())
    assert "192.0.2.77" not in str(getattr(cache, "_cache", ""))


def test_the_page_is_not_cached_and_its_form_can_be_sent(client):
    for address in (PAGE, PHONE, THANKS, "/en" + PAGE):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


def test_a_forged_form_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, SENT).status_code == 403
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', strict.get(PAGE).content.decode())[1]
    cookie = strict.cookies["csrftoken"]
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""
    assert strict.post(PAGE, {**SENT, "csrfmiddlewaretoken": token}).status_code == 302


def test_only_the_form_needs_a_cookie(client):
    for address in ("/", "/loketten/comensha/", THANKS, "/verwijzen/"):
        assert not client.get(address).cookies, address
    assert set(client.get(PAGE).cookies) == {"csrftoken"}


TODAY = timezone.localdate()
HIDDEN = (
    {"status": Status.DRAFT},
    {"status": Status.ARCHIVED},
    {"restricted": True},
    {"publish_on": TODAY + timedelta(days=1)},
    {"withdraw_on": TODAY},
)


def hide(entry, values):
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()


@pytest.mark.parametrize("values", HIDDEN, ids=str)
def test_of_a_hidden_desk_nothing_can_be_reported(client, values):
    hide(Service.objects.get(slug="comensha"), values)
    for address in (PAGE, PHONE, THANKS, "/en" + PAGE):
        assert client.get(address).status_code == 404
    assert client.post(PAGE, SENT).status_code == 404
    assert not CorrectionReport.objects.exists()


def test_a_reader_of_a_restricted_desk_may_report_it(client):
    hide(Service.objects.get(slug="comensha"), {"restricted": True})
    reader = User.objects.create_user("lezer")
    reader.user_permissions.add(Permission.objects.get(codename="see_restricted"))
    client.force_login(reader)
    assert client.post(PHONE, SENT).status_code == 302


@pytest.mark.usefixtures("clock_stops")
@pytest.mark.parametrize("values", HIDDEN, ids=str)
def test_a_hidden_contact_detail_is_as_one_that_does_not_exist(client, values):
    def page(slug):
        html = client.get(f"{PAGE}?gegeven={slug}").content.decode()
        html = re.sub(r'(csrfmiddlewaretoken|token)" value="[\w-]+"', "", html)
        return html.replace(slug, "").replace("?gegeven=", "")

    hide(ContactDetail.objects.get(slug="comensha-telefoon"), values)
    assert page("comensha-telefoon") == page("bestaat-niet")
    client.post(PHONE, SENT)
    assert CorrectionReport.objects.get().contact is None


@pytest.mark.parametrize("slug", ["112-telefoon", "\x00", "x" * 5_000, "é", "a b", ""])
def test_a_contact_detail_of_another_desk_or_none_is_ignored(client, slug):
    assert client.get(PAGE, {"gegeven": slug}).status_code == 200
    response = client.post(f"{PAGE}?gegeven={slug.replace(chr(0), '%00')}", SENT)
    assert response.status_code == 302
    assert CorrectionReport.objects.get().contact is None


def test_a_new_report_ends_those_that_are_too_old(client):
    client.post(PAGE, SENT)
    CorrectionReport.objects.update(received_at=timezone.now() - timedelta(days=91))
    client.post(PAGE, {**SENT, "message": "nieuw"})
    assert [report.message for report in CorrectionReport.objects.all()] == ["nieuw"]


def test_every_contact_detail_and_the_desk_have_a_link(client):
    for service in Service.objects.published().filter(restricted=False):
        html = client.get(service.get_absolute_url()).content.decode()
        page = f"/loketten/{service.slug}/melden/"
        assert f'href="{page}"' in html
        for detail in service.contact_details.filter(restricted=False):
            assert f'href="{page}?gegeven={detail.slug}"' in html


def test_the_link_on_a_result_does_not_carry_the_answers(client):
    html = client.get("/verwijzen/?gevaar=nee&rol=hotel&anoniem=ja").content.decode()
    links = re.findall(r'href="([^"]*/melden/[^"]*)"', html)
    assert links
    assert all(re.fullmatch(r"/loketten/[\w-]+/melden/(\?gegeven=[\w-]+)?", link) for link in links)
