"""Mail waits in the database, is sent outside the request, and is gone when it was sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from knowledge.models import OutgoingMail
from portal.backups.taking import excluded_tables
from portal.outgoing import outbox, sending
from portal.outgoing.status import mail_problem
from tests.people import made_person

pytestmark = pytest.mark.django_db

TO = "iemand@voorbeeld.example"


class Broken(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError("the server says: iemand@voorbeeld.example is not here")


@pytest.fixture(autouse=True)
def _through_the_outbox(settings):
    settings.EMAIL_BACKEND = settings.OUTBOX
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


def broken(settings) -> None:
    settings.MAIL_TRANSPORT = f"{__name__}.Broken"


def test_a_mail_waits_and_is_gone_when_it_was_sent():
    send_mail("Onderwerp", "Tekst", "wijzer@voorbeeld.example", [TO])
    assert mail.outbox == []
    sending.send_due(timezone.now())
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Onderwerp", "Tekst", [TO])
    assert not OutgoingMail.objects.exists()


def test_what_was_rolled_back_is_not_sent():
    with transaction.atomic():
        send_mail("Onderwerp", "Tekst", None, [TO])
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_a_failure_is_tried_again_and_never_logs_the_mail(settings, caplog):
    broken(settings)
    now = timezone.now()
    send_mail("Onderwerp", "Tekst", None, [TO])
    sending.send_due(timezone.now())
    (waiting,) = OutgoingMail.objects.all()
    assert (waiting.attempts, waiting.last_error) == (1, "ConnectionRefusedError")
    assert "ConnectionRefusedError" in caplog.text
    assert "voorbeeld" not in caplog.text
    assert not OutgoingMail.objects.due(at=timezone.now()).exists()
    assert OutgoingMail.objects.due(at=now + timedelta(minutes=1)).exists()


def test_a_mail_is_taken_by_one_process():
    send_mail("Onderwerp", "Tekst", None, [TO])
    first, second = OutgoingMail.objects.get(), OutgoingMail.objects.get()
    assert first.take(at=timezone.now())
    assert not second.take(at=timezone.now())


def test_a_reset_link_waits_an_hour_at_most_and_leaves_nothing(client, settings):
    person = made_person("editor")
    client.post(reverse("account_reset_password"), {"email": person.email})
    (waiting,) = OutgoingMail.objects.all()
    assert "/password/reset/key/" in waiting.body
    assert waiting.until - waiting.made_at == timedelta(hours=1)
    broken(settings)
    sending.send_due(timezone.now() + timedelta(hours=1, seconds=1))
    (left,) = OutgoingMail.objects.all()
    assert (left.body, left.subject, left.sender, left.recipients) == ("", "", "", [])
    sending.send_due(timezone.now() + timedelta(days=8))
    assert not OutgoingMail.objects.exists()


def test_known_and_unknown_addresses_get_the_same_answer(client, settings):
    person = made_person("editor")
    for backend in (settings.OUTBOX, "portal.outgoing.outbox.NoMailBackend"):
        settings.EMAIL_BACKEND = backend
        answers = [
            client.post(reverse("account_reset_password"), {"email": email})
            for email in (person.email, "vreemd@voorbeeld.example")
        ]
        assert [(one.status_code, one.url) for one in answers] == [
            (302, reverse("account_reset_password_done"))
        ] * 2


def test_strangers_cannot_fill_it(monkeypatch):
    monkeypatch.setattr(outbox, "LIMIT", 2)
    send_mail("1", "x", None, [TO])
    send_mail("2", "x", None, [TO])
    with pytest.raises(outbox.MailNotSentError):
        send_mail("3", "x", None, [TO])


def test_it_is_in_no_backup():
    assert OutgoingMail._meta.db_table in excluded_tables()


def test_editors_are_told_when_mail_does_not_go_out(settings, client_of):
    client = client_of("editor")
    assert "Mail gaat niet weg" not in client.get("/beheer/").content.decode()
    broken(settings)
    send_mail("Onderwerp", "Tekst", None, [TO])
    sending.send_due(timezone.now())
    assert mail_problem(timezone.now()) is None
    OutgoingMail.objects.update(made_at=timezone.now() - timedelta(minutes=3))
    page = client.get("/beheer/").content.decode()
    assert "Mail gaat niet weg" in page
    assert "ConnectionRefusedError" in page
    assert TO not in page
