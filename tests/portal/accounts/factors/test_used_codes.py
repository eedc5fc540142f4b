"""A code that somebody looked over a shoulder for is worth nothing once it was used."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal.accounts.factors import used_codes
from tests.people import PASSWORD, PERIOD, SECRET, made_person

pytestmark = pytest.mark.django_db
EMAIL = "editor@voorbeeld.example"
START = 1_800_000_000 - 1_800_000_000 % PERIOD


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of the codes."""
    now = [START]

    class Clock:
        @staticmethod
        def time() -> int:
            return now[0]

    monkeypatch.setattr(totp, "time", Clock)
    monkeypatch.setattr(used_codes, "time", Clock)

    def put(seconds: int) -> None:
        now[0] = START + seconds
        cache.clear()  # what others remember of used codes ends sooner

    return put


def code(period: int, secret: str = SECRET) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, START // PERIOD + period))


def enter(sent: str) -> int:
    client = Client()
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    return client.post("/account/2fa/authenticate/", {"code": sent}).status_code


@pytest.mark.parametrize("later", [1, 29, 31, 32, 45, 59])
def test_a_used_code_is_refused_as_long_as_it_is_valid(at, later):
    made_person("editor")
    at(0)
    assert enter(code(0)) == 302
    at(later)
    assert enter(code(0)) == 200


def test_a_code_of_a_fast_clock_is_refused_for_three_periods(at):
    """Seen a period early, it is valid for up to 90 seconds."""
    made_person("editor")
    at(0)
    assert enter(code(1)) == 302
    for later in (32, 64, 89):
        at(later)
        assert enter(code(1)) == 200, later


def test_signs_between_the_digits_make_no_other_code(at):
    made_person("editor")
    at(0)
    assert enter(code(0)) == 302
    at(32)
    assert enter(f"{code(0)[:3]}-{code(0)[3:]} ") == 200


def test_an_earlier_code_is_refused_and_the_next_accepted(at):
    made_person("editor")
    at(0)
    assert enter(code(0)) == 302
    assert enter(code(-1)) == 200
    assert enter(code(1)) == 302


def test_the_code_of_setting_up_is_used_up(at, client):
    made_person("editor", second_factor=False)
    at(0)
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if "authenticator_secret" not in page.content.decode():
        page = client.post(page.wsgi_request.get_full_path(), {"password": PASSWORD}, follow=True)
    secret = re.search(r'id="authenticator_secret"[^>]*>(\w+)<', page.content.decode())[1]
    client.post(reverse("mfa_activate_totp"), {"code": code(0, secret)})
    assert Authenticator.objects.filter(type="totp").exists()
    at(5)
    assert enter(code(0, secret)) == 200
    at(32)
    assert enter(code(0, secret)) == 200
    assert enter(code(1, secret)) == 302


def test_a_used_code_is_refused_when_confirming_who_one_is(at, client):
    at(0)
    user = made_person("editor")
    assert enter(code(0)) == 302
    at(31)
    client.force_login(user)
    client.post(reverse("mfa_reauthenticate"), {"code": code(0)})
    assert "reauthenticate" in client.get(reverse("mfa_deactivate_totp")).url


def test_a_claim_of_the_same_moment_loses(at):
    user = made_person("editor")
    at(0)
    assert used_codes.claim(user.pk, code(0))
    assert not used_codes.claim(user.pk, code(0))
