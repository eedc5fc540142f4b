"""A copy of a security key is noticed by its counter."""

import logging

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.people import made_person
from tests.portal.accounts.factors.security_key import SecurityKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local(settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@pytest.fixture
def user() -> User:
    return made_person("editor", second_factor=False)


def signed_in(key: SecurityKey, user: User, count: int) -> bool:
    client = Client()
    key.sign_in(client, user, count)
    return "_auth_user_id" in client.session


def test_a_key_signs_in_as_long_as_its_count_rises(user):
    key = SecurityKey()
    key.registered(user, 5)
    assert [signed_in(key, user, count) for count in (6, 7, 20)] == [True, True, True]


@pytest.mark.parametrize("of_the_copy", [0, 1, 5, 7])
def test_a_copy_whose_count_went_back_is_refused_and_logged(user, caplog, of_the_copy):
    key = SecurityKey()
    key.registered(user, 5)
    assert signed_in(key, user, 7)
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        assert not signed_in(key, user, of_the_copy)
    assert f"its counter went back: account {user.pk}" in caplog.text
    assert signed_in(key, user, 8)


def test_the_count_of_registering_is_the_first(user):
    key = SecurityKey()
    key.registered(user, 5)
    assert not signed_in(key, user, 4)


def test_a_passkey_that_does_not_count_goes_on_working(user):
    key = SecurityKey()
    key.registered(user, 0)
    assert [signed_in(key, user, 0) for _time in range(3)] == [True, True, True]
