"""Links in mails, embeds, API and sign-in follow SITE_URL, whatever Host a request names."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.people import made_person
from tests.portal.accounts.organisation.conftest import provider
from tests.portal.accounts.organisation.provider import START
from tests.portal.accounts.test_invitations import invite

__all__ = ["provider"]
pytestmark = pytest.mark.django_db

SITE = "https://wijzer.example"
FORGED = {"HTTP_HOST": "kwaad.example"}


@pytest.fixture(autouse=True)
def _two_hosts(settings):
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver", "wijzer.example", "kwaad.example"]


def in_last_mail() -> str:
    return mail.outbox[-1].body


def test_a_reset_link(client):
    person = made_person("editor")
    client.post(reverse("account_reset_password"), {"email": person.email}, **FORGED)
    assert f"{SITE}/account/password/reset/key/" in in_last_mail()
    assert "kwaad" not in in_last_mail()


def test_an_invitation(client_of):
    client = client_of("administrator")
    client.defaults |= FORGED
    invite(client)
    assert f"{SITE}/account/uitnodiging/" in in_last_mail()


@pytest.mark.usefixtures("provider")
def test_where_the_identity_provider_sends_back_to(client):
    address = client.get(START, **FORGED).url
    assert "redirect_uri=https%3A%2F%2Fwijzer.example%2F" in address
    assert "kwaad" not in address


@pytest.mark.parametrize("path", ["/insluiten/", "/api/hsds/", "/api/hsds/openapi.json"])
def test_codes_for_other_sites_and_the_api(client, path):
    page = client.get(path, **FORGED).content.decode()
    assert "kwaad" not in page
    assert f"{SITE}/" in page


def test_a_redirect_stays_where_it_is(client):
    assert client.get("/verwijzen/?nergens=x", **FORGED).url == "/verwijzen/"
