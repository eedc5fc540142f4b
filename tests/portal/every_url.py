"""Every URL of the site, from its URLconf.

A route with an unknown parameter raises `UnknownRouteError`: a new page has to be added here, so
that no page escapes the tests that go through all of them.
"""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone, translation

from knowledge import models
from knowledge.confirmation.requests.sending import token_of
from tests.portal.addresses import OUTCOMES
from tests.portal.api.addresses import api_addresses
from tests.portal.hidden_entries import SLUG, TEXT

DETAILS = {
    "organisation": models.Organisation,
    "service": models.Service,
    "report": models.Service,
    "report_thanks": models.Service,
    "article": models.LegalArticle,
    "guidance": models.Guidance,
    "factsheet": models.Factsheet,
    "factsheet_pdf": models.Factsheet,
    "factsheet_face": models.Factsheet,
    "service_vcard": models.Service,
    "embed": models.Service,
}
FIXED_VALUES = {"old_release": ["1"], "theme_file": ["thema.css"]}
SEARCHES = [
    "q=jongen",
    "q=opvang&leeftijd=16&gemeente=Tilburg",
    "q=Veilig+Thuis",
    "q=art+248b",
    "q=vielig+thuis",
    f"q={TEXT.upper()}",  # in capitals: pages repeat the query, which is not a leak
    f"q={TEXT.upper()[:-1]}",
    f"q={TEXT.upper()}-RESTRICTED",
    f"q={SLUG.upper()}",
    "q=hotel&soort=place",
    "q=kinky",
    "q=",
]
QUERIES = {
    "services": ["leeftijd=16"],
    "search": SEARCHES,
    "suggestions": SEARCHES[:8],
    "articles": ["op=2020-01-01", "op=2026-01-01"],
    "outcome_pdf": [*OUTCOMES, *(f"gemeente=tilburg&{one}" for one in OUTCOMES[:2])],
    "guide": [*OUTCOMES, *(f"gemeente=tilburg&gevonden=utrecht&{one}" for one in OUTCOMES)],
}
API = "api/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")

Route = tuple[str, str]
"""Name, empty where there is none, and the path with its parts as Django writes them."""


class UnknownRouteError(Exception):
    pass


def routes() -> list[Route]:
    with translation.override("nl"):  # routes contain the language
        return list(_routes_in(get_resolver().url_patterns, ""))


def _routes_in(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes_in(pattern.url_patterns, path)
        else:
            yield pattern.name or "", path


def is_admin_path(path: str) -> bool:
    return path.startswith("beheer/")


def public_urls() -> list[str]:
    """Every URL outside the admin, in Dutch and English.

    The pages of entries of one kind are alike: each is in one of the two languages, turn about, but
    hidden ones in both. With EVERYTHING=1 all are in both.
    """
    found = []
    for name, path in routes():
        if is_admin_path(path):
            continue
        alike = "<" in path and os.environ.get("EVERYTHING") != "1"
        for turn, both in enumerate(_in_both_languages(name, path)):
            hidden = SLUG in both[0]
            found += [both[turn % 2]] if alike and not hidden else both
    return list(dict.fromkeys(found))


def _in_both_languages(name: str, path: str) -> list[tuple[str, str]]:
    if path.startswith(API):
        addresses = list(api_addresses(name, path))
        half = len(addresses) // 2  # first all in Dutch
        return list(zip(addresses[:half], addresses[half:], strict=True))
    return [(address, f"/en{address}") for address in urls_of(name, path)]


def one_url_per_route() -> list[str]:
    """One Dutch URL per route outside the admin."""
    found = [next(urls_of(name, path)) for name, path in routes() if not is_admin_path(path)]
    return list(dict.fromkeys(found))


def urls_of(name: str, path: str) -> Iterator[str]:
    if path.startswith(API):
        yield from api_addresses(name, path)
        return
    parts = PARAMETER.findall(path)
    if not parts:
        yield f"/{path}"
        yield from (f"/{path}?{query}" for query in QUERIES.get(name, ()))
        return
    if path.startswith("account/"):
        yield with_value(path, "1")
        return
    if name in DETAILS:
        values = list(DETAILS[name].objects.order_by("slug").values_list("slug", flat=True))
        if name.startswith(("report", "embed")):  # all desks are alike: a few, and the hidden ones
            values = [*values[:3], *(slug for slug in values if slug.startswith(SLUG))]
        if name == "service_vcard":
            values = sorted(values, key=_has_no_contact)  # the first must exist
    elif name == "confirm_own":
        values = [_confirmation_token()]
    elif name in FIXED_VALUES:
        values = FIXED_VALUES[name]
    else:
        raise UnknownRouteError(f"{name}: {path}: add it to tests/portal/every_url.py")
    yield from (with_value(path, value) for value in values)


def _has_no_contact(slug: str) -> bool:
    return not models.ContactDetail.objects.filter(service__slug=slug).exists()


def _confirmation_token() -> str:
    """The token with which an organisation confirms its own details."""
    request = models.ConfirmationRequest.objects.create(
        organisation=models.Organisation.objects.get(slug="comensha"),
        email="redactie@voorbeeld.example",
        expires_at=timezone.now() + timedelta(days=1),
    )
    return token_of(request)


def with_value(path: str, value: str) -> str:
    return "/" + PARAMETER.sub(value, path).replace("^", "").replace("$", "")


def admin_urls(hidden: dict[str, list[int]]) -> list[str]:
    """Every URL of the admin; `hidden` are the rows to open, by model label."""
    return [
        address
        for name, path in routes()
        if is_admin_path(path)
        for address in _admin_urls_of(name, path, hidden)
    ]


def _admin_urls_of(name: str, path: str, hidden: dict[str, list[int]]) -> Iterator[str]:
    known = {one[0] or one[1] for one in PARAMETER.findall(path)}
    if not known:
        yield f"/{path}"
    elif known == {"app_label"}:
        yield from (with_value(path, label) for label in ("knowledge", "referrals", "auth"))
    elif known == {"url"}:
        yield with_value(path, "niets")
    elif name == "view_on_site":
        for label, rows in hidden.items():
            kind = ContentType.objects.get_for_model(apps.get_model(label))
            yield from (f"/beheer/r/{kind.pk}/{row}/" for row in rows)
    else:
        app, model = path.split("/")[1:3]
        rows = hidden.get(f"{app}.{model}", [1])
        for row in rows:
            yield with_value(path, str(row))


def filter_queries_in(html: str) -> list[str]:
    """Every filter of a page, as a query string with one value."""
    found: list[str] = []
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', html, re.S):
        found += [f"{name}={value}" for value in re.findall(r'<option value="([\w-]+)"', options)]
    for box in re.findall(r'<input type="checkbox"[^>]*>', html):
        name: Any = re.search(r'name="([\w-]+)"', box)
        found.append(f"{name[1]}=on")
    return found
