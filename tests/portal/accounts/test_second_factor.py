"""Staff without a second factor must set one up; with one, they are asked for it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings
from django.urls import reverse

from tests.people import PASSWORD, SECRET, code_of, made_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("required")]


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def sign_in(client: Client, email: str, **more: str):
    return client.post("/account/login/", {"login": email, "password": PASSWORD, **more})


def set_up(client: Client) -> str:
    """Set up an authenticator app as the page says; returns its secret."""
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if page.wsgi_request.path == reverse("account_reauthenticate"):
        page = client.post(page.wsgi_request.get_full_path(), {"password": PASSWORD}, follow=True)
    found = re.search(r'id="authenticator_secret"[^>]*>(\w+)<', page.content.decode())
    assert found
    client.post(reverse("mfa_activate_totp"), {"code": code_of(found[1])})
    return found[1]


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
@pytest.mark.parametrize(
    "page", ["/beheer/", "/", "/loketten/", "/verwijzen/?gevaar=nee", "/en/beheer/"]
)
def test_staff_without_one_get_no_further_than_setting_it_up(client, role, page):
    made_person(role, second_factor=False)
    sign_in(client, f"{role}@voorbeeld.example")
    assert client.get(page).url.endswith("/account/2fa/")
    assert client.post(page).url.endswith("/account/2fa/")


def test_what_staff_without_one_can_do(client):
    made_person("editor", second_factor=False)
    sign_in(client, "editor@voorbeeld.example")
    for name in ("account", "account_change_password", "mfa_index", "account_logout"):
        assert client.get(reverse(name)).status_code == 200, name
    assert "Stel een app of een passkey in" in client.get("/account/2fa/").content.decode()
    sheet = client.get("/static/css/verwijswijzer.css")
    sheet.close()
    assert sheet.status_code == 200


def test_setting_up_an_app_opens_the_way(client):
    user = made_person("editor", second_factor=False)
    sign_in(client, "editor@voorbeeld.example")
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<li><code[^>]*>\d{8}</code>", codes)) == 10
    assert client.get("/beheer/").status_code == 200
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_who_has_one_is_asked_for_it(client):
    made_person("editor")
    assert sign_in(client, "editor@voorbeeld.example").url == "/account/2fa/authenticate/"
    assert client.get("/beheer/").url.startswith("/beheer/login/")
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    assert client.post("/account/2fa/authenticate/", {"code": code_of()}).url == "/beheer/"
    assert client.get("/beheer/").status_code == 200


def test_a_code_works_once(client):
    made_person("editor")
    sign_in(client, "editor@voorbeeld.example")
    code = code_of()
    client.post("/account/2fa/authenticate/", {"code": code})
    second = Client()
    sign_in(second, "editor@voorbeeld.example")
    assert second.post("/account/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_recovery_code_works_once(client):
    made_person("editor", second_factor=False)
    sign_in(client, "editor@voorbeeld.example")
    set_up(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.findall(r"<li><code[^>]*>(\d{8})</code>", page)[0]
    for expected in (302, 200):
        other = Client()
        sign_in(other, "editor@voorbeeld.example")
        answer = other.post("/account/2fa/authenticate/", {"code": code})
        assert answer.status_code == expected


def test_changing_the_second_factor_asks_who_you_are(client):
    user = made_person("editor")
    client.force_login(user)
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert "reauthenticate" in client.get(reverse(name)).url, name
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(SECRET)})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_who_removes_it_sets_up_another_first(client):
    client.force_login(made_person("editor"))
    client.post(reverse("mfa_reauthenticate"), {"code": code_of()})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/beheer/").url == "/account/2fa/"


def test_readers_and_visitors_are_not_asked(client):
    made_person("reader", second_factor=False)
    assert client.get("/").status_code == 200
    sign_in(client, "reader@voorbeeld.example")
    assert client.get("/").status_code == 200


def test_readers_of_restricted_content_set_one_up_where_that_is_asked(client, settings):
    """It is, in production."""
    settings.REQUIRE_SECOND_FACTOR_READERS = True
    made_person("reader", second_factor=False)
    assert client.get("/").status_code == 200
    sign_in(client, "reader@voorbeeld.example")
    assert client.get("/loketten/").url.endswith("/account/2fa/")
    set_up(client)
    assert client.get("/loketten/").status_code == 200


def test_an_account_without_a_role_is_not_asked(client, settings):
    settings.REQUIRE_SECOND_FACTOR_READERS = True
    made_person("reader", second_factor=False).groups.clear()
    sign_in(client, "reader@voorbeeld.example")
    assert client.get("/loketten/").status_code == 200


def test_it_can_be_turned_off(client):
    made_person("editor", second_factor=False)
    sign_in(client, "editor@voorbeeld.example")
    with override_settings(REQUIRE_SECOND_FACTOR=False):
        assert client.get("/beheer/").status_code == 200
