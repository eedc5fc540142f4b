"""Targets of the fuzzer: every route, and every form found on its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

from tests.portal.every_address import QUERIES, filled, is_for_editors, routes
from tests.portal.existing import address_of

LEAVING = {"account_logout", "logout"}
LEAVE = "/logout/"  # its form stands on every page: once is enough


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it: the values of each field, and its other choices."""

    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    offered: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """One route for one role. `path` exists; `shape` is the route with its parameters."""

    shape: str
    role: str
    path: str
    query: str
    forms: tuple[Form, ...]


@dataclass
class _Open:
    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    offered: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    """All forms of a page, with the values and choices of their fields."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self._form: _Open | None = None
        self._select = self._text = ""
        self._typed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, given.get("action", "") or self.address)
            self._form = _Open(given.get("method", "get").upper(), action)
        name = given.get("name", "")
        if self._form is None:
            return
        if tag in ("input", "button") and name:
            self._input(name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            pair = (self._select, given.get("value", ""))
            self._form.offered.append(pair)
            if "selected" in given:
                self._form.fields.append(pair)
        elif tag == "textarea":
            self._text, self._typed = name, []

    def _input(self, name: str, given: dict[str, str]) -> None:
        assert self._form is not None
        kind, pair = given.get("type", "text"), (name, given.get("value", "on"))
        if kind == "file":
            self._form.files.append(name)
        elif kind in ("checkbox", "radio", "submit") and "checked" not in given:
            self._form.offered.append(pair)
        else:
            self._form.fields.append((name, given.get("value", "")))

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
            kept = Form(
                form.method, form.action, tuple(form.fields), tuple(form.offered), tuple(form.files)
            )
            self.found.append(kept)
            self._form = None


def forms_in(response: HttpResponse, address: str) -> tuple[Form, ...]:
    if not response.get("Content-Type", "").startswith("text/html"):
        return ()
    reader = _Forms(address)
    reader.feed(whole(response).decode())
    leaving = urlsplit(address).path.endswith(LEAVE)
    return tuple(one for one in reader.found if leaving or not one.action.endswith(LEAVE))


def whole(response: Any) -> bytes:
    """The whole body, also of a streamed response or a file."""
    return b"".join(response) if response.streaming else bytes(response.content)


def public_places(visitor: Client) -> Iterator[Place]:
    """One URL of each route outside the admin, alternating between the languages."""
    for number, (name, path) in enumerate(routes()):
        if is_for_editors(path) or name in LEAVING:
            continue
        addresses = list(filled(name, path))
        english = "/en" if number % 2 and not path.startswith(("api/", "healthz")) else ""
        for address in [addresses[0], *addresses[1:3]] if name in QUERIES else addresses[:1]:
            yield _place(visitor, "visitor", path, english + address)


def account_places(reader: Client) -> Iterator[Place]:
    """Account pages for a signed-in user; each has the logout form."""
    for name, path in routes():
        if path.startswith("account/"):
            yield _place(reader, "reader", path, next(iter(filled(name, path))))


def editing_places(
    people: dict[str, Client], rows: dict[str, int], *, both: bool, every: int = 1
) -> Iterator[Place]:
    """Admin pages, for an editor, an administrator or both."""
    roles = ("editor", "administrator")
    for number, (name, path) in enumerate(routes()):
        if is_for_editors(path) and name not in LEAVING and number % every == 0:
            for role in roles if both else roles[number // every % 2 :][:1]:
                yield _place(people[role], role, path, address_of(path, rows))


def _place(client: Client, role: str, shape: str, address: str) -> Place:
    response = client.get(address)
    parts = urlsplit(address)
    return Place(shape, role, parts.path, parts.query, forms_in(response, address))
