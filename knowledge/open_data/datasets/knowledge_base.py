"""The knowledge base with its sources in both languages, as one JSON download."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from knowledge import models
from knowledge.introspection import foreign_keys, many_to_many, translated_fields
from knowledge.loading.entries import serialize
from knowledge.models.directory import VISITOR
from knowledge.models.entry import Entry
from knowledge.open_data.datasets.directory import batched
from knowledge.open_data.datasets.package import LICENCE
from knowledge.tokens.targets import displayed

MODELS: dict[str, type[Entry]] = {
    "sources": models.Source,
    "audiences": models.Audience,
    "exploitation_forms": models.ExploitationForm,
    "signals": models.Signal,
    "risk_places": models.RiskPlace,
    "legal_articles": models.LegalArticle,
    "guidance": models.Guidance,
    "resources": models.Resource,
    "key_figures": models.KeyFigure,
}
_INTERNAL_FIELDS = {"status", "restricted", "review_by", "publish_on", "withdraw_on", "position"}


def knowledge_base(title: str) -> Iterator[bytes]:
    """One JSON object in chunks: a list for each model, each text by language."""
    head = {"title": title, "licence": LICENCE}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode()
    for name, model in MODELS.items():
        yield f',"{name}":['.encode()
        separator = b""
        for entry in _entries(model):
            yield separator + json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
            separator = b",\n"
        yield b"]"
    yield b"}\n"


def _entries(model: type[Entry]) -> Iterator[dict[str, Any]]:
    """Public entries with their public relations."""
    related = [Prefetch(many.name, _visible(many.related_model)) for many in many_to_many(model)]
    rows = _visible(model).prefetch_related(*related)
    keys = foreign_keys(model)
    public = {key.name: set(_public_slugs(model, key)) for key in keys}
    for row in batched(rows.select_related(*public)):
        entry = serialize(row)
        entry |= {name: _shown(entry[name]) for name in translated_fields(model)}
        entry |= {name: None for name, slugs in public.items() if entry[name] not in slugs}
        yield {name: value for name, value in entry.items() if name not in _INTERNAL_FIELDS}


def _shown(texts: dict[str, str]) -> dict[str, str]:
    return {language: displayed(text, language) for language, text in texts.items()}


def _public_slugs(model: type[Entry], key: Any) -> Any:
    """Those of the public entries that entries of `model` refer to by `key`."""
    referred = _visible(model).order_by().values(key.attname)
    return _visible(key.related_model).filter(pk__in=referred).values_list("slug", flat=True)


def _visible(model: Any) -> Any:
    return model._default_manager.visible_to(VISITOR)
