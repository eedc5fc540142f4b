"""Rate limits: they lock nobody else out, and store no addresses."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from portal.accounts.rate_limits import hidden_key
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def attempt(email: str, password: str, place: str):
    sent = {"login": email, "password": password}
    return Client(REMOTE_ADDR=place).post("/account/login/", sent)


def test_after_some_wrong_passwords_one_waits(person_with):
    email = person_with("reader").email
    for _try in range(5):
        assert "klopt niet" in attempt(email, "fout", "192.0.2.1").content.decode()
    assert "Te veel pogingen" in attempt(email, PASSWORD, "192.0.2.1").content.decode()


def test_nobody_can_keep_the_owner_out(person_with):
    email = person_with("reader", second_factor=False).email
    assert attempt(email, PASSWORD, "198.51.100.7").status_code == 302
    for place in range(1, 9):
        for _try in range(6):
            attempt(email, "fout", f"192.0.2.{place}")
    assert attempt(email, PASSWORD, "198.51.100.7").status_code == 302


def test_the_wait_is_short():
    rates = settings.ACCOUNT_RATE_LIMITS.values()
    assert all(part.split("/")[1] in ("m", "5m") for rate in rates for part in rate.split(","))


def test_wrong_passwords_for_many_accounts_count_together(person_with):
    email = person_with("reader").email
    for number in range(20):
        attempt(f"iemand{number}@voorbeeld.example", "fout", "192.0.2.1")
    assert "Te veel pogingen" in attempt(email, PASSWORD, "192.0.2.1").content.decode()


def test_too_many_requests_is_a_page_of_ours(client):
    for _try in range(31):
        response = client.post("/account/login/", {"login": "x"})
    html = response.content.decode()
    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert 'href="tel:112"' in html
    assert "Te veel pogingen" in html
    assert client.get("/account/login/").status_code == 200
    assert client.get("/verwijzen/").status_code == 200


def test_what_a_proxy_says_is_only_believed_behind_one(person_with, settings):
    email = person_with("reader").email

    def through(client_address: str):
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": client_address})
        return client.post("/account/login/", {"login": email, "password": PASSWORD})

    for _try in range(5):
        attempt(email, "fout", "10.0.0.1")
    assert through("192.0.2.9").status_code == 200
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert through("192.0.2.9").status_code == 302


def test_counts_hold_no_address_that_can_be_read():
    attempt("iemand@voorbeeld.example", "fout", "192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        kept = str(cursor.fetchall())
    assert kept != "[]"
    assert "192.0.2" not in kept
    assert "voorbeeld" not in kept


def test_keys_differ_by_what_they_are_for():
    assert hidden_key("a", "", 1) == hidden_key("a", "", 1)
    assert hidden_key("a", "", 1) != hidden_key("b", "", 1)
