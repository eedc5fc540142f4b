"""What is typed in forms of accounts has a bound, answers of passkeys included."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.accounts.factors.bounded_forms import LONGEST
from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "credential",
    ["[" * 30_000, '{"a":' * 30_000, json.dumps({"id": "x" * 60_000}), "[" * 9 + "]" * 9],
    ids=["lists", "objects", "long", "nine levels"],
)
def test_an_answer_of_a_passkey_that_is_too_deep_or_too_long_is_refused(prefix, credential):
    client = Client(raise_request_exception=False)
    page = client.post(f"{prefix}/account/2fa/webauthn/login/", {"credential": credential})
    assert (page.status_code, page.url) == (302, f"{prefix}/account/login/")
    assert client.session.get("_auth_user_id") is None


@pytest.mark.parametrize(
    "credential",
    [{}, [], "x", {"id": "x"}, {"id": 1, "rawId": 2, "type": 3, "response": 4},
     {"id": "", "rawId": "eA", "type": "public-key", "response": {"authenticatorData": "eA"}}],
)  # fmt: skip
@pytest.mark.parametrize("path", ["login", "add"])
def test_what_no_passkey_answers_is_refused(path, credential):
    client = Client(raise_request_exception=False)
    if path == "add":
        person = made_person("reader", "lezer@voorbeeld.example", second_factor=False)
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    sent = {"credential": json.dumps(credential)}
    page = client.post(f"/account/2fa/webauthn/{path}/", sent, follow=True)
    assert page.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "niet meer dan 254 tekens"), ("/en", "at most 254 characters")]
)
def test_a_password_without_end_is_refused_in_words(client, prefix, words):
    made_person("reader", "lezer@voorbeeld.example", second_factor=False)
    sent = {"login": "lezer@voorbeeld.example", "password": "x" * (LONGEST + 1)}
    assert words in client.post(f"{prefix}/account/login/", sent).content.decode()
    assert client.post(f"{prefix}/account/login/", {**sent, "password": PASSWORD}).url
