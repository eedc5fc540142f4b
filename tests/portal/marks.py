"""A visitor who puts a mark in every field and parameter of the site, valid or not."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import is_valid_path, resolve
from django.utils import translation

from knowledge.caching.public_pages import parameters_of
from portal.api.hsds import api
from tests.portal.every_url import PARAMETER, is_admin_path, routes, urls_of, with_value
from tests.portal.fuzz.targets import Form, body_of, forms_in

MARK = "kwibuszwaluw"
SHAPES = (MARK, f"1{MARK}", f"{MARK}@voorbeeld.example")
"""A text, a number that is none, an address."""
TYPED_WITHOUT_PAGE = {
    "search": ("q", "gelezen"),
    "suggestions": ("q",),
    "report": ("gegeven", "part", "message", "reply_to"),
    "account_login": ("next", "login", "password", "remember"),
    "account_logout": ("next",),
    "openid_connect_login": ("next", "process"),
    "openid_connect_callback": ("code", "state", "error"),
    "preview": ("sleutel",),
    "old_release": ("gevaar",),
    "outcome_pdf": ("gemeente", "gevaar", "rol"),
    "seen": ("gezien", "wijzig"),
    "seen_pdf": ("gezien",),
    "mfa_login_webauthn": ("credential",),
}
"""Fields of routes that no form on their own page names."""
HEADERS = {
    "user-agent": f"{MARK}/1.0",
    "referer": f"https://voorbeeld.example/{MARK}",
    "accept-language": MARK,
    "x-forwarded-for": MARK,
    "cookie": f"{MARK}={MARK}",
}


def places(languages: Collection[str]) -> Iterator[tuple[str, str]]:
    """Name and address of one page for each route that visitors can open, in these languages.

    A page that is the same in English comes with either.
    """
    for name, path in routes():
        if is_admin_path(path) or name == "account_logout":
            continue
        address = next(iter(urls_of(name, path)))
        with translation.override("en"):
            is_in_english = is_valid_path(urlsplit(f"/en{address}").path)
        if "nl" in languages or not is_in_english:
            yield name, address
        if "en" in languages and is_in_english:
            yield name, f"/en{address}"


def walk(visitor: Client, languages: Collection[str] = ("nl", "en")) -> set[int]:
    """The statuses with which the site answers."""
    statuses = set()
    for response in _walked(visitor, languages):
        statuses.add(response.status_code)
        body_of(response)  # which closes its file
    return statuses


def _walked(visitor: Client, languages: Collection[str]) -> Iterator[HttpResponse]:
    sent: set[tuple[str, frozenset[str]]] = set()
    for name, address in list(places(languages)):
        path = urlsplit(address).path
        page = visitor.get(address, headers=HEADERS)
        yield page
        for query in queries(name, path):
            yield visitor.get(f"{path}?{query}", headers=HEADERS, follow=True)
        for form in (*forms_in(page, address), *_bare_forms(name, path)):
            fields = frozenset(one for one, _value in (*form.fields, *form.choices))
            if (form.action, fields) not in sent:  # the search is on every page: once is enough
                sent.add((form.action, fields))
                yield from _sent(visitor, form)
    yield from (visitor.get(address) for address in addresses_with_marks())


def queries(name: str, path: str) -> Iterator[str]:
    """Each declared parameter with marks, alone and beside others; and one that is not declared."""
    declared = [*_declared(name, path), MARK]
    yield from (urlencode({one: MARK}) for one in declared)
    yield from (urlencode(dict.fromkeys(declared, shape)) for shape in SHAPES)
    yield urlencode({**dict.fromkeys(declared, "1"), MARK: MARK})
    yield urlencode([(one, MARK) for one in declared for _time in range(2)])


def _declared(name: str, path: str) -> list[str]:
    if path.startswith("/api/hsds/"):
        return sorted({one["name"] for one in _api_parameters()})
    with translation.override("en" if path.startswith("/en/") else "nl"):
        found = parameters_of(resolve(path).func)
    names = [*found.pages, *found.options, *found.chosen] if found else []
    if found and found.are_answers:
        names += ["gevaar", "rol", "leeftijd"]
    return [*names, *TYPED_WITHOUT_PAGE.get(name, ())]


def _api_parameters() -> Iterator[dict[str, str]]:
    for ways in api.get_openapi_schema(path_prefix="")["paths"].values():
        for way in ways.values():
            yield from (one for one in way.get("parameters", ()) if one["in"] == "query")


def _bare_forms(name: str, path: str) -> Iterator[Form]:
    """What can be posted without a form on the page; to every page, at least a field unasked."""
    fields = tuple((one, "") for one in (*TYPED_WITHOUT_PAGE.get(name, ()), "onbekend"))
    yield Form("POST", path, fields, (), ())


def _sent(visitor: Client, form: Form) -> Iterator[HttpResponse]:
    """All valid but for marks in texts; then a mark in each field in turn; then in all of them."""
    chosen = {name: value for name, value in form.choices if value}
    texts = [name for name, _value in form.fields if name != "csrfmiddlewaretoken"]
    valid = {**dict(form.fields), **chosen}
    names = dict.fromkeys([*texts, *chosen])
    for shape in SHAPES:
        yield _send(visitor, form, {**valid, **dict.fromkeys(_open(form, texts), shape)})
        yield _send(visitor, form, dict.fromkeys(names, shape))
    yield from (_send(visitor, form, {**valid, name: MARK}) for name in names)
    yield _send(visitor, replace(form, fields=()), {MARK: MARK, **valid})
    yield _send(visitor, form, {**valid, "credential": json.dumps({"id": MARK})})


def _open(form: Form, texts: list[str]) -> list[str]:
    """The fields without a value of their own."""
    return [name for name in texts if not dict(form.fields)[name]]


def _send(visitor: Client, form: Form, fields: dict[str, str]) -> HttpResponse:
    ask = visitor.post if form.method == "POST" else visitor.get
    return ask(form.action, fields, headers=HEADERS, follow=True)


def addresses_with_marks() -> Iterator[str]:
    """Each route with a mark in its place, and pages that are not there."""
    for _name, path in routes():
        if PARAMETER.search(path) and not is_admin_path(path):
            yield with_value(path, MARK)
    yield from (f"/{MARK}/", f"/en/{MARK}", f"/static/{MARK}.css", f"/?{MARK}")
