"""Who has a copy of the database can make no codes."""

import json
import logging

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal.accounts.factors import encryption
from tests.people import PASSWORD, SECRET, code_of, made_person

pytestmark = pytest.mark.django_db
EMAIL = "editor@voorbeeld.example"


def in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return str(cursor.fetchall())


def signs_in(code: str) -> bool:
    client = Client()
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    return client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302


def test_the_database_holds_neither_secrets_nor_seeds():
    codes = RecoveryCodes.activate(made_person("editor"))
    assert SECRET not in in_database()
    assert in_database().count("v1:") == 2
    assert encryption.decrypt(codes.instance.data["seed"]) not in in_database()
    assert signs_in(code_of())
    assert signs_in(codes.generate_codes()[0])


def test_what_was_in_the_clear_is_encrypted_by_prepare():
    user = made_person("editor")
    codes = RecoveryCodes.activate(user)
    expected = codes.generate_codes()
    seed = encryption.decrypt(codes.instance.data["seed"])
    Authenticator.objects.filter(type="totp").update(data={"secret": SECRET})
    Authenticator.objects.filter(type="recovery_codes").update(data={"seed": seed, "used_mask": 1})
    call_command("encrypt_second_factors")
    assert SECRET not in in_database()
    assert seed not in in_database()
    assert signs_in(code_of())
    again = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    assert again.get_unused_codes() == expected[1:]
    assert encryption.renew() == 0


def test_a_new_key_opens_what_the_old_one_encrypted_and_replaces_it(settings):
    made_person("editor")
    old, new = settings.MFA_KEYS[0], "nieuw" * 12
    settings.MFA_KEYS = [new, old]
    assert encryption.renew() == 1
    settings.MFA_KEYS = [new]
    assert signs_in(code_of())
    assert encryption.renew() == 0


def test_without_its_key_no_code_is_right_and_no_page_breaks(settings, caplog):
    """Also not the code of an empty secret, which anybody can make."""
    made_person("editor")
    settings.MFA_KEYS = ["anders" * 10]
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        assert not signs_in(code_of())
        assert not signs_in(code_of(""))
    assert "cannot be decrypted" in caplog.text
    before = in_database()
    assert encryption.renew() == 0
    assert in_database() == before


def test_a_key_encrypts_differently_each_time_and_is_no_copy_of_the_setting(settings):
    first, second = encryption.encrypt("x"), encryption.encrypt("x")
    assert first != second
    assert json.dumps(settings.MFA_KEYS[0]) not in first
    assert encryption.decrypt(first) == "x"
