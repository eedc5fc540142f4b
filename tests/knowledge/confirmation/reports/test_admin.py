"""The editors' queue of reports."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.confirmation.reports.admin import field_url
from knowledge.models import ContactDetail, CorrectionReport
from knowledge.models.review.correction_report import Part, parts_of
from knowledge.values.hours.opening_hours import ZONE

pytestmark = pytest.mark.django_db

QUEUE = "/beheer/knowledge/correctionreport/"


@pytest.fixture
def phone() -> ContactDetail:
    return ContactDetail.objects.get(slug="comensha-telefoon")


def make_report(phone, message="Het nummer is anders", **values):
    values = {"part": "value", "service": phone.service, "contact": phone, **values}
    return CorrectionReport.objects.create(message=message, **values)


def member(*permissions: str) -> Client:
    user = User.objects.create_user("redactie", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return member("change_contactdetail")


def test_the_queue_shows_what_waits(editor, phone):
    make_report(phone, "wacht nog", reply_to="a@voorbeeld.example")
    done = make_report(phone, "is klaar")
    done.handled_at, done.handled_by = timezone.now(), User.objects.get()
    done.save()
    html = editor.get(QUEUE).content.decode()
    assert "wacht nog" in html
    assert "a@voorbeeld.example" in html
    assert "is klaar" not in html
    handled = editor.get(QUEUE, {"handled": "yes"}).content.decode()
    assert "is klaar" in handled
    assert "wacht nog" not in handled
    assert "redactie" in handled
    every = editor.get(QUEUE, {"handled": "all"}).content.decode()
    assert "is klaar" in every
    assert "wacht nog" in every


def test_what_a_program_may_have_sent_is_marked_and_can_be_filtered(editor, phone):
    make_report(phone, "door een browser ingevuld", looks_automatic=True)
    make_report(phone, "met de hand")
    html = editor.get(QUEUE).content.decode()
    assert "door een browser ingevuld" in html
    assert html.count("misschien een programma") == 1
    only = editor.get(QUEUE, {"looks_automatic__exact": "1"}).content.decode()
    assert "door een browser ingevuld" in only
    assert "met de hand" not in only
    page = reverse(
        "admin:knowledge_correctionreport_change",
        args=[CorrectionReport.objects.get(looks_automatic=True).pk],
    )
    assert "Lees de melding gewoon" in editor.get(page).content.decode()


@pytest.mark.parametrize("about_contact", [True, False])
def test_one_click_leads_to_the_field(admin_client, phone, about_contact):
    contact = phone if about_contact else None
    for part, _label in parts_of(contact):
        report = make_report(phone, contact=contact, part=part)
        address = field_url(report)
        assert f'href="{address}"' in admin_client.get(QUEUE).content.decode()
        page, _, field = address.partition("#")
        html = admin_client.get(page).content.decode()
        assert bool(field) == (part != Part.OTHER)
        if field:
            assert f'id="{field}"' in html


def test_handling_a_report_records_who_and_when_once(editor, phone):
    report = make_report(phone)
    address = reverse("admin:knowledge_correctionreport_handle", args=[report.pk])
    assert f'formaction="{address}"' in editor.get(QUEUE).content.decode()
    page = reverse("admin:knowledge_correctionreport_change", args=[report.pk])
    assert f'formaction="{address}"' in editor.get(page).content.decode()
    assert editor.get(address).status_code == 405
    assert editor.post(address).status_code == 302
    report.refresh_from_db()
    first = report.handled_at
    assert report.handled_by.username == "redactie"
    assert first is not None
    editor.post(address)
    report.refresh_from_db()
    assert report.handled_at == first
    assert "formaction" not in editor.get(page).content.decode()


def test_several_are_handled_together(editor, phone):
    rows = [make_report(phone, f"nummer {number}") for number in range(3)]
    sent = {"action": "handle", "_selected_action": [row.pk for row in rows[:2]]}
    html = editor.post(QUEUE, sent, follow=True).content.decode()
    assert "2 meldingen afgehandeld" in html
    assert [row.message for row in CorrectionReport.objects.waiting()] == ["nummer 2"]


def test_what_was_handled_keeps_who_handled_it(phone):
    at = datetime(2026, 11, 20, 12, tzinfo=ZONE)
    first, second = (User.objects.create_user(name) for name in ("eerste", "tweede"))
    make_report(phone)
    assert CorrectionReport.objects.mark_handled(by=first, at=at) == 1
    assert CorrectionReport.objects.mark_handled(by=second, at=at + timedelta(days=1)) == 0
    report = CorrectionReport.objects.get()
    assert (report.handled_by, report.handled_at) == (first, at)


def test_a_report_can_be_deleted_at_once_but_not_changed(editor, phone):
    report = make_report(phone)
    page = reverse("admin:knowledge_correctionreport_change", args=[report.pk])
    assert editor.post(page, {"message": "anders"}).status_code == 403
    assert editor.get(f"{QUEUE}add/").status_code == 403
    delete = reverse("admin:knowledge_correctionreport_delete", args=[report.pk])
    editor.post(delete, {"post": "yes"})
    assert not CorrectionReport.objects.exists()


def test_readers_and_visitors_see_no_report(client, phone):
    report = make_report(phone, "alleen voor de redactie", reply_to="a@voorbeeld.example")
    for visitor in (client, member("see_restricted", "view_contactdetail")):
        for page in ("change", "delete", "history", "handle"):
            address = reverse(f"admin:knowledge_correctionreport_{page}", args=[report.pk])
            for response in (visitor.get(address), visitor.post(address)):
                assert response.status_code in (302, 403, 405)
                assert "redactie</" not in response.content.decode()
                assert "voorbeeld.example" not in response.content.decode()
        assert visitor.get(QUEUE).status_code in (302, 403)
    assert CorrectionReport.objects.waiting().count() == 1


RECEIVED = datetime(2026, 11, 1, 12, tzinfo=ZONE)
LAST_MOMENT = datetime(2027, 1, 30, 11, 59, tzinfo=ZONE)
TOO_LATE = datetime(2027, 1, 30, 12, 0, tzinfo=ZONE)


def test_a_report_is_kept_for_ninety_days(phone):
    make_report(phone)
    CorrectionReport.objects.update(received_at=RECEIVED)
    reports = CorrectionReport.objects.all()
    assert reports.within_retention(at=LAST_MOMENT).count() == 1
    assert reports.expired(at=LAST_MOMENT).count() == 0
    assert reports.within_retention(at=TOO_LATE).count() == 0
    assert reports.delete_expired(at=LAST_MOMENT) == 0
    assert reports.delete_expired(at=TOO_LATE) == 1
    assert not reports.exists()


@pytest.mark.parametrize("command", ["delete_expired", "delete_old_reports", "prepare"])
@pytest.mark.usefixtures("no_migrations")
def test_commands_delete_what_is_too_old(phone, command):
    old, _new = make_report(phone, "oud"), make_report(phone, "nieuw")
    CorrectionReport.objects.filter(pk=old.pk).update(
        received_at=timezone.now() - timedelta(days=90)
    )
    out = StringIO()
    call_command(command, stdout=out)
    assert "1 old reports deleted" in out.getvalue()
    assert [report.message for report in CorrectionReport.objects.all()] == ["nieuw"]


def test_opening_the_queue_deletes_what_is_too_old(editor, phone):
    make_report(phone, "oud")
    CorrectionReport.objects.update(received_at=timezone.now() - timedelta(days=90))
    page = reverse(
        "admin:knowledge_correctionreport_change", args=[CorrectionReport.objects.get().pk]
    )
    assert "oud" not in editor.get(page, follow=True).content.decode().split("<main")[-1]
    editor.get(QUEUE)
    assert not CorrectionReport.objects.exists()


def test_the_queue_asks_no_more_for_more_reports(
    admin_client, phone, django_assert_max_num_queries
):
    for number in range(30):
        make_report(phone, f"nummer {number}", contact=phone if number % 2 else None)
    with django_assert_max_num_queries(16):
        admin_client.get(QUEUE)
