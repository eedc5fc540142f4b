"""Single sign-on: what the provider says opens no account that was not connected before."""

import logging
import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.people import made_person
from tests.portal.accounts.organisation.provider import EMAIL, START, Provider, sign_in

pytestmark = pytest.mark.django_db


def connected(role: str, *, second_factor: bool = False) -> User:
    """An account that was connected to the person at the provider."""
    user = made_person(role, EMAIL, second_factor=second_factor)
    SocialAccount.objects.create(user=user, provider="organisatie", uid="42")
    return user


def without_token(page: Any) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|state=)\w+', "", page.content.decode())


def test_without_its_settings_nothing_of_it_is_on_screen(client):
    assert "oidc" not in client.get("/account/login/").content.decode()
    assert client.get(START).status_code == 404
    assert client.get(f"{START}callback/").status_code == 404


@pytest.mark.usefixtures("provider")
def test_a_connected_person_signs_in(client):
    connected("editor")
    page = client.get("/account/login/?next=/beheer/").content.decode()
    assert "Inloggen via Gemeente X" in page
    assert f'{START}?next=%2Fbeheer%2F"' in page
    assert sign_in(client).url == "/beheer/"
    assert client.get("/beheer/").status_code == 200
    assert sign_in(Client()).url == "/beheer/"


@pytest.mark.usefixtures("provider")
def test_an_address_alone_opens_and_connects_nothing(client, caplog):
    """Not even one that the provider calls verified: anybody can run a provider's account."""
    user = made_person("administrator", EMAIL, second_factor=False)
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        response = sign_in(client)
    assert response.status_code == 403
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert [letter.to for letter in mail.outbox] == [[EMAIL]]
    assert "refused: not connected yet" in caplog.text
    assert EMAIL not in caplog.text


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("said", ["false", "true", 1, "False", [True], None, False])
def test_verified_is_the_boolean_true_and_nothing_else(client, caplog, said):
    made_person("administrator", EMAIL, second_factor=False)
    Provider.person = {**Provider.person, "email_verified": said}
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        response = sign_in(client)
    assert "op uitnodiging" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert not mail.outbox
    assert not SocialAccount.objects.exists()
    assert "refused: address not verified" in caplog.text


@pytest.mark.usefixtures("provider")
def test_without_an_address_nobody_is_let_in(client, caplog):
    made_person("editor", EMAIL, second_factor=False)
    Provider.person = {**Provider.person, "email": ""}
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        assert "op uitnodiging" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session
    assert "refused: no address" in caplog.text


@pytest.mark.usefixtures("provider")
def test_who_was_not_invited_sees_the_same_page_and_gets_no_mail(client, caplog):
    made_person("editor", EMAIL, second_factor=False)
    known = without_token(sign_in(Client()))
    Provider.person = {**Provider.person, "email": "vreemd@voorbeeld.example"}
    mail.outbox.clear()
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        assert without_token(sign_in(client)) == known
    assert not mail.outbox
    assert User.objects.count() == 1
    assert "refused: no open account" in caplog.text


@pytest.mark.usefixtures("provider")
def test_a_closed_account_stays_closed_and_is_not_connected(client, caplog):
    user = made_person("editor", EMAIL, second_factor=False)
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert not mail.outbox
    SocialAccount.objects.create(user=user, provider="organisatie", uid="42")
    with caplog.at_level(logging.WARNING, "portal.accounts"):
        sign_in(client)
    assert "_auth_user_id" not in client.session
    assert "refused: account closed" in caplog.text


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    ("trusted", "status"), [([], 302), (["ander"], 302), (["organisatie"], 200)]
)
def test_its_second_factor_counts_only_when_it_is_trusted(client, settings, trusted, status):
    connected("editor")
    settings.REQUIRE_SECOND_FACTOR = True
    settings.OIDC_TRUSTS_SECOND_FACTOR = trusted
    sign_in(client)
    assert client.get("/beheer/").status_code == status


@pytest.mark.usefixtures("provider")
def test_who_has_a_second_factor_here_is_asked_for_it(client, settings):
    settings.OIDC_TRUSTS_SECOND_FACTOR = ["organisatie"]
    connected("editor", second_factor=True)
    assert sign_in(client).url == "/account/2fa/authenticate/"


@pytest.mark.usefixtures("provider")
def test_an_answer_that_was_not_asked_for_is_refused(client):
    connected("editor")
    html = client.get(f"{START}callback/", {"code": "c", "state": "x"}).content.decode()
    assert "Inloggen is niet gelukt" in html
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    "claims", [{"aud": "ander"}, {"aud": ["ander"]}, {"iss": "https://x.example"}, {"exp": 1}]
)
def test_a_token_for_another_is_refused(client, claims):
    connected("editor")
    Provider.person = {**Provider.person, **claims}
    assert "Inloggen is niet gelukt" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_tokens_of_the_organisation_are_not_kept(client, provider, settings):
    """An intercepted code is useless without the secret of this session (PKCE)."""
    connected("editor")
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["oauth_pkce_enabled"] = True
    assert "code_challenge_method=S256" in Client().get(START).url
    sign_in(client)
    assert "_auth_user_id" in client.session
    assert not SocialToken.objects.exists()
