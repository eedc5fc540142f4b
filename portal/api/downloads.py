"""Downloads: the whole directory as tables or NDJSON, and the knowledge base as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import Path, Query

from knowledge.open_data.datasets import directory
from knowledge.open_data.datasets.knowledge_base import knowledge_base
from knowledge.open_data.datasets.package import datapackage
from portal.api.application import api
from portal.api.parameters import InLanguage
from portal.api.responses import JSON, ndjson_response, unless_current

ZIP = "application/zip"
LISTS: dict[str, Callable[[datetime], Iterable[Any]]] = {
    "services": directory.services,
    "organizations": lambda _at: directory.organizations(),
    "service_at_locations": directory.service_at_locations,
    "taxonomies": lambda _at: directory.taxonomies(),
    "taxonomy_terms": lambda _at: directory.taxonomy_terms(),
}
List = Literal["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]


@api.get("/datapackage.zip", url_name="datapackage", include_in_schema=False)
def tables(request: HttpRequest, query: Query[InLanguage]) -> HttpResponseBase:
    """Active desks as a data package; those that ended are in the NDJSON files and the lists."""
    now = timezone.now()
    about = {"title": _("Desks and organisations"), "languages": [translation.get_language()]}
    package = datapackage(directory.active_services(now), _beside_desks(), about)
    name = f"verwijswijzer-{translation.get_language()}.zip"
    return unless_current(request, now, lambda: _stream(package, ZIP, name))


@api.get("/{name}.jsonl", url_name="all", include_in_schema=False)
def json_lines(
    request: HttpRequest, name: Path[List], query: Query[InLanguage]
) -> HttpResponseBase:
    """One record per line, as in the list of the same name with `full`."""
    now = timezone.now()
    return unless_current(request, now, lambda: ndjson_response(LISTS[name](now)))


@require_safe
def knowledge(request: HttpRequest) -> HttpResponseBase:
    title = _("Verwijswijzer knowledge base")
    return unless_current(request, timezone.now(), lambda: _stream(knowledge_base(title), JSON))


def _beside_desks() -> Iterator[tuple[str, Any]]:
    """What the tables hold that is no part of a desk; read when its turn comes."""
    for table in ("organizations", "taxonomies", "taxonomy_terms"):
        for row in getattr(directory, table)():
            yield table, row


def _stream(pieces: Iterable[bytes], content_type: str, name: str = "") -> HttpResponseBase:
    language = translation.get_language() or settings.LANGUAGE_CODE
    response = StreamingHttpResponse(_in_language(language, pieces), content_type=content_type)
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _in_language(language: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Make the pieces in `language`: they are made after the request and its language ended."""
    with translation.override(language):
        yield from pieces
