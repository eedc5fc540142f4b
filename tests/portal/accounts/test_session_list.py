"""Users list and end their own sessions only, after reauthentication."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.accounts.sessions import BEGAN, SEEN
from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db

PAGE = "/account/sessies/"
HANDLE = re.compile(r'name="session" value="(\w{64})"')


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.get("/")  # from here on it is known when it began
    return client


def proven(user: User) -> Client:
    """Signed in, and recently reauthenticated."""
    client = signed_in(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def still(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.fixture
def reader() -> User:
    return made_person("reader", second_factor=False)


def test_each_place_is_listed_without_its_key(reader):
    here, there = proven(reader), signed_in(reader)
    html = here.get(PAGE).content.decode()
    assert html.count("Ingelogd op") == 2
    assert html.count("Hier bent u nu.") == 1
    assert len(HANDLE.findall(html)) == 1
    assert there.session.session_key not in html
    assert "Signed in on" in here.get(f"/en{PAGE}").content.decode()


def test_who_is_signed_in_once_is_told_so(reader):
    html = proven(reader).get(PAGE).content.decode()
    assert "U bent nergens anders ingelogd." in html
    assert HANDLE.findall(html) == []
    assert 'value="others"' not in html


def test_one_is_ended_and_the_rest_stays(reader):
    here, first, second = proven(reader), signed_in(reader), signed_in(reader)
    handles = HANDLE.findall(here.get(PAGE).content.decode())
    page = here.post(PAGE, {"session": handles[0]}, follow=True).content.decode()
    assert "1 sessie is beëindigd." in page
    assert [still(here), still(first), still(second)].count(True) == 2
    assert still(here)


def test_all_others_are_ended_at_once(reader):
    here, first, second = proven(reader), signed_in(reader), signed_in(reader)
    page = here.post(PAGE, {"session": "others"}, follow=True).content.decode()
    assert "2 sessies zijn beëindigd." in page
    assert [still(here), still(first), still(second)] == [True, False, False]


@pytest.mark.parametrize("sent", [{}, {"session": ""}, {"session": "x" * 64}, {"session": "\x00"}])
def test_what_is_not_there_ends_nothing(reader, sent):
    here, there = proven(reader), signed_in(reader)
    response = here.post(PAGE, sent, follow=True)
    assert response.status_code == 200
    assert "Die sessie was al beëindigd." in response.content.decode()
    assert still(here)
    assert still(there)


def test_those_of_somebody_else_are_neither_seen_nor_ended(reader):
    other = proven(made_person("reader", "ander@voorbeeld.example", second_factor=False))
    twice = signed_in(User.objects.get(email="ander@voorbeeld.example"))
    theirs = HANDLE.findall(other.get(PAGE).content.decode())
    here = proven(reader)
    assert here.get(PAGE).content.decode().count("Ingelogd op") == 1
    for sent in (*theirs, "others"):
        here.post(PAGE, {"session": sent})
    assert len(theirs) == 1
    assert still(other)
    assert still(twice)


@pytest.mark.parametrize(("key", "hours"), [(SEEN, 1), (BEGAN, 12)])
def test_what_ended_by_itself_is_not_listed(reader, key, hours):
    here, there = proven(reader), signed_in(reader)
    session = there.session
    session[key] -= hours * 3600 + 1
    session.save()
    assert here.get(PAGE).content.decode().count("Ingelogd op") == 1


def test_what_a_new_password_ended_is_not_listed(reader):
    signed_in(reader)
    reader.set_password("heel-ander-wachtwoord")
    reader.save()
    client, new = Client(), {"password": "heel-ander-wachtwoord"}
    client.post("/account/login/", {"login": reader.email, **new})
    client.post("/account/reauthenticate/", new)
    assert client.get(PAGE).content.decode().count("Ingelogd op") == 1


def test_it_asks_again_who_one_is(reader):
    here, there = signed_in(reader), signed_in(reader)
    for response in (here.get(PAGE), here.post(PAGE, {"session": "others"})):
        assert response.url.startswith("/account/reauthenticate/")
    assert still(there)


def test_who_signs_in_with_the_organisation_only_sees_it_too(reader):
    reader.set_unusable_password()
    reader.save()
    client = Client()
    client.force_login(reader)
    assert client.get(PAGE).status_code == 200


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(PAGE).url.startswith("/account/login/")


def test_the_log_says_how_many_of_which_account(reader, caplog):
    caplog.set_level("INFO", "portal.accounts.events")
    here, _there = proven(reader), signed_in(reader)
    here.post(PAGE, {"session": "others"})
    assert f"1 sessions ended: account {reader.pk}" in caplog.messages


@pytest.mark.parametrize("page", ["/account/", "/account/2fa/"])
def test_it_is_found_from_the_account_and_where_factors_change(reader, page):
    assert f'href="{PAGE}"' in signed_in(reader).get(page).content.decode()
