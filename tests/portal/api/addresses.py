"""Every address of the API, from the rows in the database."""

import re
from collections.abc import Iterator

from knowledge.models import Audience, ContactDetail, ExploitationForm, Organisation, Service
from knowledge.open_data.hsds.values import AT_LOCATION, ORGANISATION, SERVICE, uid
from knowledge.open_data.hsds.vocabulary import AUDIENCE, FORM, TermKey, taxonomies, terms
from portal.api.downloads import LISTS

NEVER = uid("nothing", "nooit-geweest")
LANGUAGES = ("nl", "en")
_KINDS = {
    "service": (SERVICE, Service),
    "organization": (ORGANISATION, Organisation),
    "service_at_location": (AT_LOCATION, ContactDetail),
}
_QUERIES = {
    "about": [""],
    "openapi": [""],
    "services": [
        "",
        "full=true",
        "minimal=true",
        "format=ndjson&full=true",
        "search=veilig",
        "search=zwq7tekst",
        "page=2&per_page=7",
        "modified_after=2026-01-01",
    ],
    "organizations": ["", "full=true", "full_service=true", "search=zwq7tekst"],
    "taxonomies": ["", "search=zwq7tekst"],
    "taxonomy_terms": ["", "search=zwq7tekst", "format=ndjson"],
    "service_at_locations": ["", "full=true", "search=zwq7tekst"],
}


def some_terms() -> list[TermKey]:
    """Those of rows, also of hidden ones, and a few of the closed words."""
    found = [word for word, _term in terms(Audience.objects.all(), ExploitationForm.objects.all())]
    rows = [word for word in found if word.taxonomy in (AUDIENCE, FORM)]
    return [*found[::12], *rows]


def api_addresses(name: str, path: str) -> Iterator[str]:
    """The addresses of one route below /api/hsds/, in both languages."""
    for language in LANGUAGES:
        for way in _ways(name, path):
            yield f"{way}{'&' if '?' in way else '?'}lang={language}"


def _ways(name: str, path: str) -> Iterator[str]:
    if "<" not in path:
        yield from (f"/{path}?{query}".rstrip("?") for query in _QUERIES.get(name, [""]))
        for query in _by_taxonomy() if name in ("services", "organizations") else ():
            yield f"/{path}?{query}"
        if name == "services":
            slugs = Organisation.objects.order_by("pk").values_list("slug", flat=True)[:2]
            yield from (f"/{path}?organization_id={uid(ORGANISATION, slug)}" for slug in slugs)
        return
    for key in _keys(name):
        yield "/" + re.sub(r"<[^>]*>", key, path)


def _by_taxonomy() -> Iterator[str]:
    yield from (f"taxonomy_id={one['id']}" for one in taxonomies())
    yield from (f"taxonomy_term_id={word.id}" for word in some_terms())


def _keys(name: str) -> list[str]:
    if name == "all":
        an_address()
        return list(LISTS)
    if name == "taxonomy":
        return [one["id"] for one in taxonomies()]
    if name == "taxonomy_term":
        return [word.id for word in some_terms()]
    kind, model = _KINDS[name]
    rows = model.objects.order_by("pk")
    if name == "service_at_location":
        an_address()
        rows = rows.filter(kind="address")
    return [uid(kind, slug) for slug in rows.values_list("slug", flat=True)]


def an_address() -> ContactDetail:
    """The starting content has none; this one is only in the tests."""
    return ContactDetail.objects.get_or_create(
        slug="proefadres",
        defaults={
            "service": Service.objects.get(slug="comensha"),
            "kind": "address",
            "value": "Voorbeeldstraat 1, 1234 AB Voorbeeldstad",
            "opening_hours": "Mo-Fr 09:00-17:00; PH off",
            "status": "published",
        },
    )[0]
