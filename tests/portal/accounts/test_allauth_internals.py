"""The contract with django-allauth: what its private key of failed logins is used for."""

import allauth
import pytest
from allauth.account import adapter as allauth_adapter
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from portal.accounts.allauth_internals import HOLDS_FOR, LimitFailedLoginsPerClient

CREDENTIALS = {"email": "Reader@voorbeeld.example", "password": "wrong"}
ACCOUNT = "testserver:reader@voorbeeld.example"


@pytest.fixture
def request_of_client():
    return RequestFactory(REMOTE_ADDR="192.0.2.1").post("/account/login/")


@pytest.fixture
def limits(monkeypatch):
    """Every limit that is counted or cleared, as its action and key."""
    calls = []

    def record(_request, *, app, action, key):
        calls.append((app, action, key))

    monkeypatch.setattr(allauth_adapter.ratelimit, "consume", record)
    monkeypatch.setattr(allauth_adapter.ratelimit, "clear", record)
    return calls


def test_it_holds_for_the_installed_version():
    assert allauth.__version__ == HOLDS_FOR, "check the other tests here, then raise HOLDS_FOR"


def test_the_accounts_use_it():
    assert isinstance(get_adapter(), LimitFailedLoginsPerClient)


def test_allauth_has_a_key_for_the_account_alone(request_of_client):
    adapter = DefaultAccountAdapter(request_of_client)
    assert adapter._get_login_attempts_cache_key(request_of_client, **CREDENTIALS) == ACCOUNT


def test_a_login_is_counted_under_the_account_and_the_client(request_of_client, limits):
    with pytest.raises(ValidationError):  # `record` answers None: the limit is reached
        get_adapter(request_of_client).pre_authenticate(request_of_client, **CREDENTIALS)
    assert limits == [("allauth.account", "login_failed", f"{ACCOUNT}:192.0.2.1")]


def test_a_password_reset_clears_the_same_count(request_of_client, limits):
    adapter = get_adapter(request_of_client)
    adapter._delete_login_attempts_cached_email(request_of_client, email=CREDENTIALS["email"])
    assert limits == [("allauth.account", "login_failed", f"{ACCOUNT}:192.0.2.1")]
