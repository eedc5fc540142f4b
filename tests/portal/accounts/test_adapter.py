"""Signing in: no account enumeration, and no sign-up."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "reader@voorbeeld.example", "niemand@voorbeeld.example"


@pytest.fixture
def reader() -> User:
    return made_person("reader", second_factor=False)


def text_of(response, email: str) -> str:
    """The page without the email address and the CSRF token."""
    html = response.content.decode().replace(email, "ADDRESS")
    return "".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.usefixtures("reader", "clock_stops")
@pytest.mark.parametrize("address", ["/account/login/", "/account/password/reset/"])
def test_known_and_unknown_addresses_get_the_same_answer(address):
    answers = []
    for email in (KNOWN, UNKNOWN):
        sent = {"login": email, "email": email, "password": "fout-wachtwoord"}
        response = Client().post(address, sent, follow=True)
        answers.append((response.status_code, response.redirect_chain, text_of(response, email)))
    assert answers[0] == answers[1]


@pytest.mark.usefixtures("reader")
def test_both_get_mail_when_a_password_is_forgotten(client):
    for email in (KNOWN, UNKNOWN):
        client.post("/account/password/reset/", {"email": email})
    assert [message.to for message in mail.outbox] == [[KNOWN], [UNKNOWN]]
    assert "/account/password/reset/key/" in mail.outbox[0].body
    assert "geen account" in mail.outbox[1].body


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN, "gesloten@voorbeeld.example"])
def test_a_password_is_hashed_for_every_address(reader, client, monkeypatch, email):
    made_person("reader", "gesloten@voorbeeld.example", second_factor=False)
    User.objects.filter(email="gesloten@voorbeeld.example").update(is_active=False)
    count = []
    hasher = type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given: count.append(1) or encode(*given))
    client.post("/account/login/", {"login": email, "password": "fout-wachtwoord"})
    assert len(count) == 1


@pytest.mark.usefixtures("reader")
def test_a_forgotten_password_is_chosen_anew(client):
    client.post("/account/password/reset/", {"email": KNOWN})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    page = client.get(link, follow=True)
    new = {"password1": "heel-ander-wachtwoord", "password2": "heel-ander-wachtwoord"}
    response = client.post(page.wsgi_request.path, new, follow=True)
    assert "Uw wachtwoord is gewijzigd" in response.content.decode()
    assert "niet meer te gebruiken" in Client().get(link, follow=True).content.decode()
    sent = {"login": KNOWN, "password": "heel-ander-wachtwoord"}
    assert client.post("/account/login/", sent).status_code == 302


@pytest.mark.parametrize(("role", "goal"), [("reader", "/"), ("editor", "/beheer/")])
def test_where_one_comes_after_signing_in(client, role, goal):
    user = made_person(role, second_factor=False)
    sent = {"login": user.email.upper(), "password": PASSWORD}
    assert client.post("/account/login/", sent).url == goal


def test_the_page_that_was_asked_for_is_kept_but_no_other_site(client):
    user = made_person("editor", second_factor=False)
    sent = {"login": user.email, "password": PASSWORD}
    page = client.get("/beheer/knowledge/signal/", follow=True)
    assert page.wsgi_request.path == "/account/login/"
    assert client.post(page.wsgi_request.get_full_path(), sent).url == "/beheer/knowledge/signal/"
    away = Client().post("/account/login/?next=https://elders.example/", sent)
    assert away.url == "/beheer/"


def test_nobody_makes_an_account(client):
    sent = {"email": "x@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}
    for response in (client.get("/account/signup/"), client.post("/account/signup/", sent)):
        assert response.status_code == 403
        assert "op uitnodiging" in response.content.decode()
    assert not User.objects.filter(email="x@voorbeeld.example").exists()


@pytest.mark.parametrize(
    "path",
    ["email/", "3rdparty/", "oidc/x/login/", "login/code/confirm/", "2fa/webauthn/signup/"],
)
def test_pages_that_are_not_used_are_not_there(client, reader, path):
    assert client.get(f"/account/{path}").status_code == 404
    client.force_login(reader)
    assert client.get(f"/account/{path}").status_code == 404


def test_signing_out_needs_a_form_and_a_token(reader):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    page = strict.get("/").content.decode()
    assert 'action="/account/logout/"' in page
    assert strict.post("/account/logout/").status_code == 403
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert strict.post("/account/logout/", {"csrfmiddlewaretoken": token}).url == "/"
    assert "Ingelogd als" not in strict.get("/").content.decode()


def test_an_account_without_a_proven_address_proves_it_first(client):
    user = User.objects.create_user("nieuw", "nieuw@voorbeeld.example", PASSWORD)
    sent = {"login": user.email, "password": PASSWORD}
    assert client.post("/account/login/", sent).url == "/account/confirm-email/"
    link = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word)
    assert "Bevestig uw e-mailadres" in client.get(link).content.decode()
    client.post(link)
    assert client.post("/account/login/", sent).url == "/"


def test_a_code_in_a_mail_proves_nobody(settings):
    assert set(settings.ACCOUNT_REAUTHENTICATION_METHODS) == {"password", "mfa"}
