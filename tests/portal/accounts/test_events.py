"""The security log: events by account, without names or email addresses."""

import pytest
from django.test import Client

from portal.conf.logging import configuration
from tests.people import PASSWORD, SECRET, code_of, made_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(caplog):
    caplog.set_level("INFO", "portal.accounts.events")
    return lambda: [
        record.getMessage() for record in caplog.records if record.name.endswith("events")
    ]


def test_signing_in_and_out_and_a_new_password_are_told(said):
    user, client, new = made_person("reader", second_factor=False), Client(), "heel-ander-woord"
    sent = {"login": user.email, "password": PASSWORD}
    client.post("/account/login/", sent)
    client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    client.post("/account/logout/")
    assert said() == [
        f"signed in: account {user.pk}",
        f"password changed: account {user.pk}",
        f"signed out: account {user.pk}",
    ]


def test_a_refusal_is_told_without_what_was_typed(said):
    user = made_person("reader", second_factor=False)
    Client().post("/account/login/", {"login": user.email, "password": "geheim-en-fout"})
    Client().post("/account/login/", {"login": "x@y.example", "password": "geheim-en-fout"})
    assert said() == ["signing in refused"] * 2


def test_a_second_factor_that_goes_is_told(said):
    user, client = made_person("editor"), Client()
    client.force_login(user)
    client.post("/account/2fa/reauthenticate/", {"code": code_of(SECRET)})
    client.post("/account/2fa/totp/deactivate/")
    assert f"signed in: account {user.pk}" in said()
    assert f"second factor removed: account {user.pk}" in said()
    assert user.email not in str(said())


def test_production_writes_them():
    for local in (True, False):
        assert configuration(local=local)["loggers"]["portal.accounts.events"]["level"] == "INFO"
