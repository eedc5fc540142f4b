"""The send_confirmation_requests command."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from knowledge.confirmation.requests import sending
from knowledge.models import ConfirmationRequest, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://wijzer.example"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("send_confirmation_requests", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def asked() -> int:
    """How many organisations have an email address in the content."""
    details = "services__contact_details__kind"
    return Organisation.objects.filter(**{details: "email"}).distinct().count()


def test_a_dry_run_says_what_it_would_send_and_who_has_no_address():
    said = run("--dry-run")
    assert "CoMensha: would ask info@comensha.nl about 3." in said
    assert "SHOP Den Haag: no email address known, not asked." in said
    assert mail.outbox == []
    assert ConfirmationRequest.objects.count() == 0


def test_a_second_run_sends_nothing():
    count = asked()
    assert f"\n{count} sent." in run("--base-url", "https://site.example/")
    assert all("https://site.example/bevestigen/" in message.body for message in mail.outbox)
    assert "\n0 sent." in run()
    assert len(mail.outbox) == count


def test_the_address_of_the_site_is_a_setting(settings):
    assert settings.SITE_URL.startswith("http")
    run()
    assert f"{settings.SITE_URL}/bevestigen/" in mail.outbox[0].body


def test_an_address_that_is_none_is_refused():
    with pytest.raises(CommandError, match="not the URL"):
        run("--base-url", "site")


def test_a_mail_that_cannot_be_sent_fails_the_run(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr(sending, "send_mail", refuse)
    with pytest.raises(CommandError, match=f"^{asked()} could not be sent"):
        run()
    assert ConfirmationRequest.objects.count() == 0
