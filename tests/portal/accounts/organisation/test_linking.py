"""A mailed link connects an account, only in the browser that signed in with the organisation."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from portal.accounts.organisation import linking
from portal.accounts.roles import Role, give_role
from tests.portal.accounts.organisation.provider import EMAIL, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]


@pytest.fixture
def invited() -> User:
    user = User.objects.create_user(EMAIL, EMAIL)
    give_role(user, Role.EDITOR)
    return user


def mailed() -> str:
    """The path of the link in the last mail, which is under the address of the site."""
    found = re.search(settings.SITE_URL + r"(/account/oidc/verbinden/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_the_mailed_link_connects_and_then_signs_in(client, invited):
    sign_in(client)
    link = mailed()
    page = client.get(link)
    assert EMAIL in page.content.decode()
    assert not SocialAccount.objects.exists()
    assert client.post(link).url == "/account/login/"
    assert SocialAccount.objects.get().user == invited
    assert EmailAddress.objects.get(user=invited).verified
    assert sign_in(client).url == "/beheer/"
    assert client.post(link).status_code == 410


def test_a_link_that_someone_else_asked_for_connects_nothing(invited):
    """Whoever has an account with this address at the provider makes the owner get a mail."""
    stranger, owner = Client(), Client()
    sign_in(stranger)
    link = mailed()
    assert owner.post(link).status_code == 410
    assert stranger.post("/account/oidc/verbinden/geraden/").status_code == 410
    assert not SocialAccount.objects.exists()


def test_a_link_expires(client, invited, monkeypatch):
    sign_in(client)
    later = time.time() + linking.VALID.total_seconds()
    monkeypatch.setattr(linking.time, "time", lambda: later)
    assert client.post(mailed()).status_code == 410
    assert not SocialAccount.objects.exists()


def test_a_link_is_void_once_the_account_is_closed(client, invited):
    sign_in(client)
    User.objects.filter(pk=invited.pk).update(is_active=False)
    assert client.post(mailed()).status_code == 410
    assert not SocialAccount.objects.exists()


def test_mail_that_cannot_be_sent_is_no_fault_on_screen(client, invited, monkeypatch):
    def broken(*_arguments: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr(linking, "send_mail", broken)
    assert sign_in(client).status_code == 403


def test_a_link_from_elsewhere_connects_nobody_who_is_signed_in(client, invited):
    """The provider may hold the session of the attacker, whose account that would connect."""
    client.force_login(invited)
    assert sign_in(client, process="connect").url == "/account/"
    assert not SocialAccount.objects.exists()
