"""Everything at once: the directory as tables and as lines, and the knowledge base."""

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
from portal.api.answers import JSON, lines
from portal.api.application import api
from portal.api.parameters import InLanguage

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
def tables(request: HttpRequest, asked: Query[InLanguage]) -> HttpResponseBase:
    """Desks that are there; who follows what ends reads the lines or the lists."""
    now = timezone.now()
    others = (
        *(("organizations", one) for one in directory.organizations()),
        *(("taxonomies", one) for one in directory.taxonomies()),
        *(("taxonomy_terms", one) for one in directory.taxonomy_terms()),
    )
    about = {"title": _("Desks and organisations"), "languages": [translation.get_language()]}
    made = datapackage(directory.active_services(now), others, about)
    name = f"verwijswijzer-{translation.get_language()}.zip"
    return _kept(request, now, lambda: _sent(made, ZIP, name))


@api.get("/{name}.jsonl", url_name="all", include_in_schema=False)
def json_lines(
    request: HttpRequest, name: Path[List], asked: Query[InLanguage]
) -> HttpResponseBase:
    """Each record on a line, as the list of the same name gives it in full."""
    now = timezone.now()
    return _kept(request, now, lambda: lines(LISTS[name](now)))


@require_safe
def knowledge(request: HttpRequest) -> HttpResponseBase:
    title = _("Knowledge base of Verwijswijzer")
    return _kept(request, timezone.now(), lambda: _sent(knowledge_base(title), JSON))


def _kept(
    request: HttpRequest, now: datetime, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Nothing is made for who has what is there today. What is planned changes with the day."""
    what = (
        request.path_info,
        translation.get_language(),
        content_version().number,
        timezone.localdate(now),
        settings.VERSION,
    )
    digest = hashlib.sha256(repr(what).encode()).hexdigest()[:32]
    return conditional_response(request, f"revision-{digest}", make)


def _sent(pieces: Iterable[bytes], kind: str, name: str = "") -> HttpResponseBase:
    language = translation.get_language() or settings.LANGUAGE_CODE
    response = StreamingHttpResponse(_in(language, pieces), content_type=kind)
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _in(language: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, made in this language: the one of the request is over when they are."""
    with translation.override(language):
        yield from pieces
