"""The line that names the signed-in user, and the account page."""

import pytest
from django.test import Client

from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db


def test_visitors_see_one_link_and_get_no_cookie(client):
    response = client.get("/")
    html = response.content.decode()
    assert html.count("/account/") == 1
    assert 'href="/account/login/"' in html
    assert not response.cookies
    assert 'href="/en/account/login/"' in client.get("/en/").content.decode()


def test_only_pages_with_a_form_set_a_cookie(client):
    for address in ("/account/signup/", "/account/", "/account/uitnodiging/x/"):
        assert not client.get(address).cookies, address
    assert set(client.get("/account/login/").cookies) == {"csrftoken"}


@pytest.mark.parametrize(("role", "edits"), [("reader", False), ("editor", True)])
def test_who_is_signed_in_stands_above_every_page(client_of, role, edits):
    client = client_of(role)
    for address in ("/", "/signalen/", "/verwijzen/", "/account/", "/en/"):
        html = client.get(address).content.decode()
        assert f"{role}@voorbeeld.example" in html, address
        assert ("/beheer/" in html) is edits, address


def test_the_account_page_says_the_role(client_of):
    assert "Eindredacteur" in client_of("publisher").get("/account/").content.decode()


def test_pages_of_the_account_need_signing_in(client):
    for path in ("", "2fa/", "2fa/webauthn/", "password/change/"):
        assert client.get(f"/account/{path}").url.startswith("/account/login/"), path


def test_pages_about_errors_look_up_nobody(client_of):
    html = client_of("editor").get("/nergens/").content.decode()
    assert "Ingelogd als" not in html


def test_a_password_is_changed_with_the_old_one():
    client = Client()
    client.force_login(made_person("reader", second_factor=False))
    new = {"password1": "heel-ander-wachtwoord", "password2": "heel-ander-wachtwoord"}
    wrong = client.post("/account/password/change/", {"oldpassword": "fout", **new})
    assert "niet uw huidige wachtwoord" in wrong.content.decode()
    right = client.post("/account/password/change/", {"oldpassword": PASSWORD, **new})
    assert right.url == "/account/"
