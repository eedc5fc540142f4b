"""Secrets cannot be guessed: session keys, TOTP seeds, cookies and signed links."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings as of_django
from django.contrib.auth.models import User
from django.test import Client, override_settings

from knowledge.confirmation.requests.sending import token_of
from portal.accounts import invitations
from referrals.releases.preview import shared_link
from tests.knowledge.confirmation.requests.test_sending import ask
from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_a_session_key_is_new_and_long():
    user = made_person("reader", second_factor=False)
    keys = [signed_in(user).session.session_key for _time in range(5)]
    assert len(set(keys)) == 5
    assert {len(key) for key in keys} == {32}
    assert len(set("".join(keys))) > 26
    given = Client()
    given.cookies[of_django.SESSION_COOKIE_NAME] = "a" * 32
    given.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert given.session.session_key != "a" * 32


def test_a_session_that_ended_is_of_no_use():
    client = signed_in(made_person("reader", second_factor=False))
    kept = client.cookies[of_django.SESSION_COOKIE_NAME].value
    assert client.get("/account/").status_code == 200
    client.post("/account/logout/")
    client.cookies[of_django.SESSION_COOKIE_NAME] = kept
    assert client.get("/account/").status_code == 302


def test_cookies_are_ours_alone():
    client = Client()
    client.get("/loketten/comensha/melden/")
    sent = {"login": made_person("reader", second_factor=False).email, "password": PASSWORD}
    client.post("/account/login/", sent)
    assert set(client.cookies) == {of_django.SESSION_COOKIE_NAME, of_django.CSRF_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_seeds_are_random():
    seeds = {generate_totp_secret() for _time in range(20)}
    assert len(seeds) == 20
    assert min(len(seed) for seed in seeds) >= 26  # of 32 signs: 130 bits
    codes = RecoveryCodes.activate(made_person("editor")).generate_codes()
    others = RecoveryCodes.activate(made_person("reader")).generate_codes()
    assert not set(codes) & set(others)
    assert len(set(codes)) == len(codes) == 10
    assert {len(code) for code in codes} == {8}


def test_a_key_that_others_signed_opens_nothing(client):
    user = User.objects.create_user("nieuw", "nieuw@voorbeeld.example")
    sent, _path = ask()
    with override_settings(SECRET_KEY="k3y-of-somebody-else-" * 4):
        invitation, link, token = invitations.key_for(user), shared_link(), token_of(sent)
    assert client.get(f"/account/uitnodiging/{invitation}/").status_code == 410
    assert client.get(link).status_code == 403
    assert client.get(f"/bevestigen/{token}/").status_code == 404


def test_a_fresh_portal_has_no_accounts():
    """The database of the tests holds what `prepare` loads."""
    assert not User.objects.exists()
