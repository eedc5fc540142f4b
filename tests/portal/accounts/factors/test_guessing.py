"""Guessing that is spread over many addresses is slowed, and locks nobody out."""

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.factors import guessing
from tests.people import PASSWORD, code_of, made_person

pytestmark = pytest.mark.django_db
OFFICE = "198.51.100.7"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def few(settings):
    settings.GUESSES_OF_ACCOUNT, settings.GUESSES_FROM_NETWORK = 6, 9


def attempt(email: str, password: str, place: str) -> bool:
    sent = {"login": email, "password": password}
    return Client(REMOTE_ADDR=place).post("/account/login/", sent).status_code == 302


def botnet(email: str, size: int) -> None:
    """One wrong password each, from networks all over the world."""
    for number in range(size):
        attempt(email, "fout", f"203.{number}.113.9")


@pytest.mark.usefixtures("few")
def test_one_account_is_not_guessed_from_everywhere(person_with):
    email = person_with("reader").email
    botnet(email, 6)
    assert not attempt(email, PASSWORD, "192.0.2.1")
    assert not attempt(email.upper(), PASSWORD, "192.0.2.2")


@pytest.mark.usefixtures("few")
def test_the_owner_goes_on_at_the_usual_place(person_with):
    email = person_with("reader", second_factor=False).email
    assert attempt(email, PASSWORD, OFFICE)
    botnet(email, 20)
    assert attempt(email, PASSWORD, OFFICE)
    assert attempt(email, PASSWORD, "198.51.100.200")


@pytest.mark.usefixtures("few")
def test_a_place_is_known_after_the_second_factor_and_not_before(person_with):
    email = person_with("editor").email
    assert attempt(email, PASSWORD, OFFICE)  # and is asked for a code
    botnet(email, 6)
    assert not attempt(email, PASSWORD, OFFICE)


@pytest.mark.usefixtures("few")
def test_others_are_not_slowed(person_with):
    botnet("iemand@voorbeeld.example", 20)
    assert attempt(person_with("reader").email, PASSWORD, "192.0.2.1")


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("network", ["2001:db8:1:{:x}::1", "203.0.113.{}"])
def test_one_network_does_not_guess_many_accounts(person_with, network):
    """Each try from another /64 or address, at another account."""
    email = person_with("reader").email
    for number in range(9):
        attempt(f"iemand{number}@voorbeeld.example", "fout", network.format(number + 1))
    assert not attempt(email, PASSWORD, network.format(99))
    assert attempt(email, PASSWORD, "192.0.2.1")


@pytest.mark.usefixtures("few")
def test_codes_of_an_app_are_not_guessed_from_everywhere(client):
    """By who has the password."""
    made_person("editor")
    client.post("/account/login/", {"login": "editor@voorbeeld.example", "password": PASSWORD})
    for number in range(6):
        client.post(
            "/account/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=f"203.{number}.113.9"
        )
    right = {"code": code_of()}
    assert client.post("/account/2fa/authenticate/", right).status_code == 200


@pytest.mark.usefixtures("few")
def test_a_mailed_link_opens_the_way_at_a_new_place(person_with, rf):
    """The way out for who is elsewhere while strangers guess."""
    user = person_with("reader")
    botnet(user.email, 6)
    guessing.password_reset.send(
        sender=type(user), request=rf.get("/", REMOTE_ADDR=OFFICE), user=user
    )
    assert attempt(user.email, PASSWORD, OFFICE)


def test_so_few_guesses_a_day_find_no_password(settings):
    assert settings.GUESSES_OF_ACCOUNT * 24 < 1_000  # passwords a day for one account
    assert settings.GUESSES_FROM_NETWORK * 24 < 3_000
