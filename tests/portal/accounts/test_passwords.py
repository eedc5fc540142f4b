"""Password validation: which are accepted, unchanged as typed."""

import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from portal import settings as of_portal
from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db

LONG = "Zó lang als een zin, met spaties én 🐢; " * 4


@pytest.mark.parametrize(
    "password",
    [
        "alleenkleineletters",
        "48915 02938 4710",
        "ÉÉNZINZONDERSPATIES",
        LONG,
        " spatie vooraan erbij ",
    ],
)
def test_any_composition_of_twelve_characters_or_more_will_do(password):
    validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "elfletters1",  # eleven
        "1234567890123",
        "manchesterunited",
        "123qwe123qwe",
        "Verwijswijzer2026!",
        "VEILIG THUIS verwijzen",
        "beheerbeheer1",
    ],
)
def test_short_common_and_own_words_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_long_sentence_may_name_the_site():
    validate_password("op de verwijswijzer staat vandaag een schildpad")


def signs_in(user: User, password: str) -> bool:
    sent = {"login": user.email, "password": password}
    return Client().post("/account/login/", sent).status_code == 302


def test_it_is_compared_exactly_as_typed():
    user = made_person("reader", second_factor=False)
    user.set_password(LONG)
    user.save()
    assert signs_in(user, LONG)
    for other in (LONG.strip(), LONG.lower(), LONG[:72], LONG + " "):
        assert not signs_in(user, other)


def test_it_does_not_expire():
    user = made_person("reader", second_factor=False)
    User.objects.filter(pk=user.pk).update(date_joined="2001-01-01T00:00:00Z")
    assert signs_in(user, PASSWORD)


def test_it_is_stored_as_a_slow_hash():
    """The tests use a fast hasher; production uses Django's default."""
    assert not hasattr(of_portal, "PASSWORD_HASHERS")
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_another_password_signs_out_everywhere_else():
    user = made_person("reader", second_factor=False)
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(user)
    new = "heel-ander-wachtwoord"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/change/", sent).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_fields_hide_it_and_let_a_manager_fill_it_in(client):
    reader = Client()
    reader.force_login(made_person("reader", second_factor=False))
    for person, address in (
        (client, "/account/login/"),
        (reader, "/account/password/change/"),
        (reader, "/account/reauthenticate/"),
    ):
        html = person.get(address).content.decode()
        fields = re.findall(r'<input[^>]*name="\w*password\w*"[^>]*>', html)
        assert fields
        for field in fields:
            assert 'type="password"' in field
            assert re.search(r'autocomplete="(current|new)-password"', field)
            assert "onpaste" not in field
