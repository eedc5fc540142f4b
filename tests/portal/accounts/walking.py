"""Every page of accounts, every refusal and every mail, as one person after another meets them."""

import re
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from portal.accounts import invitations
from tests.people import PASSWORD, code_of, made_person
from tests.portal.accounts.factors.security_key import HOST, SecurityKey

NEW = {"password1": "heel-ander-wachtwoord", "password2": "heel-ander-wachtwoord"}
BAD_PASSWORDS = (
    ("", ""),
    ("kort", "kort"),
    ("password1234", "password1234"),
    ("wachtwoord", "wachtwoord"),
    ("heel-ander-wachtwoord", "nog-een-wachtwoord"),
    ("persoon@voorbeeld.example", "persoon@voorbeeld.example"),
)


class Walk:
    """A person with a browser, in one language; what they saw is in `seen`."""

    def __init__(self, language: str) -> None:
        self.prefix = "/en" if language == "en" else ""
        self.seen: dict[str, HttpResponse] = {}
        self.anew()

    def anew(self, user: User | None = None) -> None:
        self.client = Client(headers={"host": HOST})
        if user:
            self.client.force_login(user)

    def get(self, path: str) -> HttpResponse:
        return self._keep(f"GET {path}", self.client.get(self.url(path), follow=True))

    def post(self, path: str, sent: dict[str, Any]) -> HttpResponse:
        response = self.client.post(self.url(path), sent, follow=True)
        return self._keep(f"POST {path} {sent}", response)

    def url(self, path: str) -> str:
        return path if path.startswith("/") else f"{self.prefix}/account/{path}"

    def _keep(self, what: str, response: HttpResponse) -> HttpResponse:
        self.seen[f"{len(self.seen)} {what}"] = response
        return response


def link_in_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def strangers(walk: Walk) -> None:
    for path in (
        "signup/", "inactive/", "password/reset/done/", "password/reset/key/1-x/",
        "password/reset/key/done/", "confirm-email/", "confirm-email/x/", "uitnodiging/x/",
        "oidc/cancelled/", "oidc/verbinden/x/", "oidc/organisatie/login/", "2fa/authenticate/",
    ):  # fmt: skip
        walk.get(path)


def signing_in(walk: Walk) -> None:
    person = made_person("reader", "persoon@voorbeeld.example")
    closed = made_person("reader", "gesloten@voorbeeld.example", second_factor=False)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    unproven = made_person("reader", "onbevestigd@voorbeeld.example", second_factor=False)
    EmailAddress.objects.filter(user=unproven).update(verified=False)
    walk.get("login/")
    for login in ("", "geen-adres", person.email, closed.email, unproven.email):
        walk.post("login/", {"login": login, "password": PASSWORD if "@" in login else ""})
        walk.anew()
    walk.get(link_in_mail())
    walk.post(link_in_mail(), {})
    walk.post("2fa/webauthn/login/", {"credential": "{}"})
    walk.post("login/", {"login": person.email, "password": PASSWORD})
    walk.get("2fa/authenticate/")
    for code in ("", "000000", "x" * 400):
        walk.post("2fa/authenticate/", {"code": code})
    walk.post("2fa/authenticate/", {"code": code_of()})
    walk.anew()
    for _attempt in range(7):
        walk.post("login/", {"login": person.email, "password": "fout"})


def forgetting(walk: Walk) -> None:
    walk.anew()
    walk.get("password/reset/")
    for email in ("", "geen-adres", "niemand@voorbeeld.example", "persoon@voorbeeld.example"):
        walk.post("password/reset/", {"email": email})
    link = walk.client.get(link_in_mail()).url
    walk.get(link)
    for one, two in BAD_PASSWORDS:
        walk.post(link, {"password1": one, "password2": two})
    walk.post(link, NEW)
    walk.get(link)
    for _attempt in range(4):
        walk.post("password/reset/", {"email": "persoon@voorbeeld.example"})


def invited(walk: Walk) -> None:
    walk.anew()
    invited = User.objects.create_user("nieuw@voorbeeld.example", "nieuw@voorbeeld.example")
    path = f"uitnodiging/{invitations.key_for(invited)}/"
    walk.get(path)
    for one, two in BAD_PASSWORDS:
        walk.post(path, {"new_password1": one, "new_password2": two})
    walk.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    walk.get(path)


def own_pages(walk: Walk) -> None:
    walk.anew(made_person("editor", "redactie@voorbeeld.example", second_factor=False))
    walk.get("2fa/")
    walk.get("password/change/")
    walk.get("password/set/")
    for one, two in BAD_PASSWORDS:
        walk.post("password/change/", {"oldpassword": "x", "password1": one, "password2": two})
    walk.post("password/change/", {"oldpassword": PASSWORD, **NEW})
    walk.get("2fa/totp/activate/")
    for password in ("", "fout", NEW["password1"]):
        walk.post("reauthenticate/", {"password": password})
    for path in ("", "sessies/", "logout/", "2fa/", "2fa/webauthn/", "2fa/webauthn/add/"):
        walk.get(path)
    walk.post("2fa/recovery-codes/generate/", {})
    walk.post("sessies/", {"session": "x"})
    walk.post("sessies/", {"session": "others"})
    walk.get("2fa/recovery-codes/")


def app(walk: Walk) -> None:
    page = walk.get("2fa/totp/activate/")
    for code in ("", "000000", "x" * 400, code_of(page.context["form"].secret)):
        walk.post("2fa/totp/activate/", {"code": code})
    for path in ("2fa/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/",
                 "2fa/recovery-codes/download/", "2fa/totp/deactivate/"):  # fmt: skip
        walk.get(path)
    walk.post("2fa/recovery-codes/generate/", {})


def keys(walk: Walk) -> None:
    person = User.objects.get(email="redactie@voorbeeld.example")
    for sent in ({}, {"name": "x" * 400, "credential": "{}"}, {"name": "a", "credential": "x"}):
        walk.post("2fa/webauthn/add/", sent)
    key = SecurityKey().registered(person, 5)
    edit, remove = (f"2fa/webauthn/keys/{key.pk}/{what}/" for what in ("edit", "remove"))
    for path in ("2fa/", "2fa/webauthn/", edit, remove):
        walk.get(path)
    for name in ("", "x" * 400, "K2"):
        walk.post(edit, {"name": name})
    for path in ("reauthenticate/", "2fa/reauthenticate/", "2fa/webauthn/reauthenticate/"):
        walk.get(path)
    walk.post("2fa/reauthenticate/", {"code": "000000"})
    walk.post("2fa/webauthn/reauthenticate/", {"credential": "{}"})
    walk.post("2fa/webauthn/reauthenticate/", {"credential": "x"})
    walk.post(remove, {})
    walk.post("2fa/totp/deactivate/", {})
    walk.post("logout/", {})


def the_whole(walk: Walk) -> Iterator[tuple[str, str]]:
    """What was asked, and what was told: each page, then each mail."""
    for part in (strangers, signing_in, forgetting, invited, own_pages, app, keys):
        part(walk)
    for name, response in walk.seen.items():
        if "/account/" in response.request["PATH_INFO"]:
            yield name, response.content.decode()
    for sent in mail.outbox:
        yield f"mail: {sent.subject}", f"{sent.subject} {sent.body}"
