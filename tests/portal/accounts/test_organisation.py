"""Single sign-on, with a small identity provider that runs in this process."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialToken
from django.contrib.auth.models import User
from django.test import Client

from portal.accounts.roles import Role, give_role
from tests.people import made_person

pytestmark = pytest.mark.django_db

START = "/account/oidc/organisatie/login/"
EMAIL = "editor@voorbeeld.example"


def encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


class Provider(BaseHTTPRequestHandler):
    """A stub of an identity provider, at which `person` is signed in."""

    person: dict[str, Any] = {}

    def log_message(self, *_arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        if self.path == "/userinfo":
            return self.answer(self.person)
        names = ("authorization", "token", "userinfo", "jwks")
        paths = {f"{name}_endpoint": f"{base}/{name}" for name in names}
        return self.answer({"issuer": base, "jwks_uri": f"{base}/jwks", **paths})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = {"iss": f"http://{self.headers['Host']}", "aud": "wijzer", "iat": now}
        claims = {**claims, "exp": now + 60, **self.person}
        token = f"{encoded({'alg': 'RS256'})}.{encoded(claims)}.{encoded({})}"
        self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def answer(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = {"provider_id": "organisatie", "name": "Gemeente X", "client_id": "wijzer"}
    app |= {"secret": "s", "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    Provider.person = {"sub": "42", "email": EMAIL, "email_verified": True}
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def sign_in(client: Client) -> Any:
    """Follow the redirect to the provider and back."""
    there = client.get(f"{START}?next=/beheer/")
    assert there.status_code == 302
    query = parse_qs(urlsplit(there.url).query)
    assert query["redirect_uri"] == ["http://testserver/account/oidc/organisatie/login/callback/"]
    return client.get(f"{START}callback/", {"code": "c", "state": query["state"][0]})


def test_without_its_settings_nothing_of_it_is_on_screen(client):
    assert "oidc" not in client.get("/account/login/").content.decode()
    assert client.get(START).status_code == 404
    assert client.get(f"{START}callback/").status_code == 404


@pytest.mark.usefixtures("provider")
def test_an_invited_person_signs_in(client):
    invited = User.objects.create_user(EMAIL, EMAIL)
    give_role(invited, Role.EDITOR)
    page = client.get("/account/login/?next=/beheer/").content.decode()
    assert "Inloggen via Gemeente X" in page
    assert f'{START}?next=%2Fbeheer%2F"' in page
    assert sign_in(client).url == "/beheer/"
    assert client.get("/beheer/").status_code == 200
    assert EmailAddress.objects.get(user=invited).verified
    assert sign_in(Client()).url == "/beheer/"


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    "person",
    [
        {"email": "vreemd@voorbeeld.example"},
        {"email_verified": False},
        {"email": ""},
        {"email": EMAIL, "email_verified": None},
    ],
)
def test_nobody_else_does(client, person):
    made_person("editor", second_factor=False)
    Provider.person = {**Provider.person, **person}
    response = sign_in(client)
    assert "op uitnodiging" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


@pytest.mark.usefixtures("provider")
def test_a_closed_account_stays_closed(client):
    user = made_person("editor", second_factor=False)
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(("trusted", "status"), [(False, 302), (True, 200)])
def test_its_second_factor_counts_only_when_it_is_trusted(client, settings, trusted, status):
    made_person("editor", second_factor=False)
    settings.REQUIRE_SECOND_FACTOR = True
    settings.OIDC_TRUSTS_SECOND_FACTOR = trusted
    sign_in(client)
    assert client.get("/beheer/").status_code == status


@pytest.mark.usefixtures("provider")
def test_who_has_a_second_factor_here_is_asked_for_it(client):
    made_person("editor")
    assert sign_in(client).url == "/account/2fa/authenticate/"


@pytest.mark.usefixtures("provider")
def test_an_answer_that_was_not_asked_for_is_refused(client):
    made_person("editor", second_factor=False)
    html = client.get(f"{START}callback/", {"code": "c", "state": "x"}).content.decode()
    assert "Inloggen is niet gelukt" in html
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    "claims", [{"aud": "ander"}, {"aud": ["ander"]}, {"iss": "https://x.example"}, {"exp": 1}]
)
def test_a_token_for_another_is_refused(client, claims):
    made_person("editor", second_factor=False)
    Provider.person = {**Provider.person, **claims}
    assert "Inloggen is niet gelukt" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_tokens_of_the_organisation_are_not_kept(client, provider, settings):
    """An intercepted code is useless without the secret of this session (PKCE)."""
    made_person("editor", second_factor=False)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["oauth_pkce_enabled"] = True
    assert "code_challenge_method=S256" in Client().get(START).url
    sign_in(client)
    assert "_auth_user_id" in client.session
    assert not SocialToken.objects.exists()
