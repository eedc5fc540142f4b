"""Targets of the fuzzer: every route, and every form found on its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

from tests.portal.every_url import QUERIES, is_admin_path, routes, urls_of
from tests.portal.existing import address_of

LOGOUT_ROUTES = {"account_logout", "logout"}
LOGOUT_PATH = "/logout/"  # its form is on every page: once is enough


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it: the values of each field, and its other choices."""

    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """One route for one role. `path` exists; `shape` is the route with its parameters."""

    shape: str
    role: str
    path: str
    query: str
    forms: tuple[Form, ...]


@dataclass
class _OpenForm:
    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class _FormParser(HTMLParser):
    """All forms of a page, with the values and choices of their fields."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self._form: _OpenForm | None = None
        self._select = self._text = ""
        self._typed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, attributes.get("action", "") or self.address)
            self._form = _OpenForm(attributes.get("method", "get").upper(), action)
        name = attributes.get("name", "")
        if self._form is None:
            return
        if tag in ("input", "button") and name:
            self._input(name, attributes)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            pair = (self._select, attributes.get("value", ""))
            self._form.choices.append(pair)
            if "selected" in attributes:
                self._form.fields.append(pair)
        elif tag == "textarea":
            self._text, self._typed = name, []

    def _input(self, name: str, attributes: dict[str, str]) -> None:
        assert self._form is not None
        kind, pair = attributes.get("type", "text"), (name, attributes.get("value", "on"))
        if kind == "file":
            self._form.files.append(name)
        elif kind in ("checkbox", "radio", "submit") and "checked" not in attributes:
            self._form.choices.append(pair)
        else:
            self._form.fields.append((name, attributes.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._text:
            self._typed.append(data)

    def handle_endtag(self, tag: str) -> None:
        form = self._form
        if form is None:
            return
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text:
            form.fields.append((self._text, "".join(self._typed)))
            self._text = ""
        elif tag == "form":
            form_found = Form(
                form.method, form.action, tuple(form.fields), tuple(form.choices), tuple(form.files)
            )
            self.found.append(form_found)
            self._form = None


def forms_in(response: HttpResponse, address: str) -> tuple[Form, ...]:
    if not response.get("Content-Type", "").startswith("text/html"):
        return ()
    reader = _FormParser(address)
    reader.feed(body_of(response).decode())
    leaving = urlsplit(address).path.endswith(LOGOUT_PATH)
    return tuple(one for one in reader.found if leaving or not one.action.endswith(LOGOUT_PATH))


def body_of(response: Any) -> bytes:
    """The whole body, also of a streamed response or a file."""
    return b"".join(response) if response.streaming else bytes(response.content)


def public_targets(visitor: Client) -> Iterator[Target]:
    """One URL of each route outside the admin, alternating between the languages."""
    for number, (name, path) in enumerate(routes()):
        if is_admin_path(path) or name in LOGOUT_ROUTES:
            continue
        addresses = list(urls_of(name, path))
        english = "/en" if number % 2 and not path.startswith(("api/", "healthz")) else ""
        for address in [addresses[0], *addresses[1:3]] if name in QUERIES else addresses[:1]:
            yield _target(visitor, "visitor", path, english + address)


def account_targets(reader: Client) -> Iterator[Target]:
    """Account pages for a signed-in user; each has the logout form."""
    for name, path in routes():
        if path.startswith("account/"):
            yield _target(reader, "reader", path, next(iter(urls_of(name, path))))


def admin_targets(
    people: dict[str, Client], rows: dict[str, int], *, both: bool, every: int = 1
) -> Iterator[Target]:
    """Admin pages, for an editor, an administrator or both."""
    roles = ("editor", "administrator")
    for number, (name, path) in enumerate(routes()):
        if is_admin_path(path) and name not in LOGOUT_ROUTES and number % every == 0:
            for role in roles if both else roles[number // every % 2 :][:1]:
                yield _target(people[role], role, path, address_of(path, rows))


def _target(client: Client, role: str, shape: str, address: str) -> Target:
    response = client.get(address)
    parts = urlsplit(address)
    return Target(shape, role, parts.path, parts.query, forms_in(response, address))
