"""From invitation to signing in, and every way in which a link is invalid."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail, signing
from django.test import Client, override_settings
from django.urls import reverse

from portal.accounts import invitations
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

NEW = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def invite(client, email="nieuw@voorbeeld.example", role="reader") -> User:
    sent = {"email": email, "first_name": "An", "last_name": "Nieuw", "role": role}
    response = client.post(reverse("admin:auth_user_add"), {**sent, "is_active": "on"})
    assert response.status_code == 302, response.context["errors"]
    return User.objects.get(email=email)


def link() -> str:
    found = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


@pytest.fixture
def invited(client_of) -> User:
    return invite(client_of("administrator"))


def test_from_invitation_to_signed_in(invited, client):
    assert mail.outbox[-1].to == ["nieuw@voorbeeld.example"]
    assert "wachtwoord" in mail.outbox[-1].body
    assert not invited.has_usable_password()
    assert not EmailAddress.objects.filter(user=invited).exists()
    page = client.get(link()).content.decode()
    assert "nieuw@voorbeeld.example" in page
    response = client.post(link(), NEW, follow=True)
    assert "Uw wachtwoord is ingesteld" in response.content.decode()
    address = EmailAddress.objects.get(user=invited)
    assert address.verified
    assert address.primary
    sent = {"login": "nieuw@voorbeeld.example", "password": PASSWORD}
    assert client.post("/account/login/", sent).url == "/"
    assert "Ingelogd als nieuw@voorbeeld.example" in client.get("/").content.decode()


def test_a_weak_password_is_refused_in_words(invited, client):
    page = client.post(link(), {"new_password1": "kort", "new_password2": "kort"})
    assert page.status_code == 200
    assert "invalid-feedback" in page.content.decode()
    assert not EmailAddress.objects.exists() or not invitations.has_accepted(invited)


def void(client, address) -> None:
    response = client.get(address)
    assert response.status_code == 410
    assert "niet meer te gebruiken" in response.content.decode()
    assert client.post(address, NEW).status_code == 410


def test_a_link_works_once(invited, client):
    address = link()
    client.post(address, NEW)
    void(client, address)


def test_an_old_link_is_void(invited, client):
    with override_settings(INVITATION_VALID=timedelta(0)):
        void(client, link())


@pytest.mark.parametrize(
    "change", [{"email": "ander@voorbeeld.example"}, {"is_active": False}, {"password": "x"}]
)
def test_a_link_is_void_when_something_changed(invited, client, change):
    User.objects.filter(pk=invited.pk).update(**change)
    void(client, link())


@pytest.mark.parametrize(
    "key",
    ["x", "a:b:c", signing.dumps([1, "x"]), signing.dumps("x")],
    ids=["words", "parts", "signed list", "signed word"],
)
def test_a_made_up_link_is_void(client, key):
    void(client, reverse("invitation", args=[key]))
    signed = signing.dumps([999_999, "x"], salt="portal.invitation")
    void(client, reverse("invitation", args=[signed]))


def test_an_invitation_is_sent_again_but_not_to_who_has_a_password(client_of, client):
    administrator = client_of("administrator")
    user = invite(administrator)
    again = {"action": "invite_again", "_selected_action": [user.pk]}
    administrator.post(reverse("admin:auth_user_changelist"), again)
    assert len(mail.outbox) == 2
    client.post(link(), NEW)
    response = administrator.post(reverse("admin:auth_user_changelist"), again, follow=True)
    assert len(mail.outbox) == 2
    assert "niets verstuurd" in response.content.decode()


def test_mail_that_cannot_be_sent_is_said_and_the_account_kept(client_of, monkeypatch):
    def refuse(*_arguments):
        raise OSError("no server")

    monkeypatch.setattr("portal.accounts.admin.send_invitation", refuse)
    administrator = client_of("administrator")
    user = invite(administrator)
    page = administrator.get(reverse("admin:auth_user_changelist")).content.decode()
    assert "kon niet worden verstuurd" in page
    assert user.pk


def test_trying_links_is_limited():
    visitor = Client()
    answers = [visitor.post("/account/uitnodiging/x/").status_code for _try in range(21)]
    assert answers == [410] * 20 + [429]


def test_the_mail_says_how_long(invited):
    assert f"{settings.INVITATION_VALID.days} dagen" in mail.outbox[-1].body
