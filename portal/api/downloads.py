"""Downloads: the whole directory as tables or NDJSON, and the knowledge base as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import Path, Query

from knowledge.caching.conditional import conditional_response
from knowledge.caching.content_version import content_version
from knowledge.open_data.datasets import directory
from knowledge.open_data.datasets.knowledge_base import knowledge_base
from knowledge.open_data.datasets.package import datapackage
from portal.api.application import api
from portal.api.parameters import InLanguage
from portal.api.responses import JSON, ndjson_response

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
    others = (
        *(("organizations", row) for row in directory.organizations()),
        *(("taxonomies", row) for row in directory.taxonomies()),
        *(("taxonomy_terms", row) for row in directory.taxonomy_terms()),
    )
    about = {"title": _("Desks and organisations"), "languages": [translation.get_language()]}
    package = datapackage(directory.active_services(now), others, about)
    name = f"verwijswijzer-{translation.get_language()}.zip"
    return _unless_current(request, now, lambda: _stream(package, ZIP, name))


@api.get("/{name}.jsonl", url_name="all", include_in_schema=False)
def json_lines(
    request: HttpRequest, name: Path[List], query: Query[InLanguage]
) -> HttpResponseBase:
    """One record per line, as in the list of the same name with `full`."""
    now = timezone.now()
    return _unless_current(request, now, lambda: ndjson_response(LISTS[name](now)))


@require_safe
def knowledge(request: HttpRequest) -> HttpResponseBase:
    title = _("Verwijswijzer knowledge base")
    return _unless_current(request, timezone.now(), lambda: _stream(knowledge_base(title), JSON))


def _unless_current(
    request: HttpRequest, now: datetime, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """304 when the client's copy is current. Planned changes take effect with a new day."""
    state = (
        request.path_info,
        translation.get_language(),
        content_version().number,
        timezone.localdate(now),
        settings.VERSION,
    )
    digest = hashlib.sha256(repr(state).encode()).hexdigest()[:32]
    return conditional_response(request, f"revision-{digest}", make)


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
