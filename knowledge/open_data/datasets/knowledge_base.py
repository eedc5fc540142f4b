"""What we know, with its sources, in both languages: for who builds on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from knowledge import models
from knowledge.introspection import foreign_keys, many_to_many
from knowledge.loading.entries import described
from knowledge.models.directory import VISITOR
from knowledge.models.entry import Entry
from knowledge.open_data.datasets.directory import parts
from knowledge.open_data.datasets.package import LICENCE

NOUNS: dict[str, type[Entry]] = {
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
_OURS_ALONE = {"status", "restricted", "review_by", "publish_on", "withdraw_on", "position"}


def knowledge_base(title: str) -> Iterator[bytes]:
    """One JSON object, piece by piece: each noun a list, each text by language."""
    head = {"title": title, "licence": LICENCE}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode()
    for name, model in NOUNS.items():
        yield f',"{name}":['.encode()
        between = b""
        for entry in _entries(model):
            yield between + json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
            between = b",\n"
        yield b"]"
    yield b"}\n"


def _entries(model: type[Entry]) -> Iterator[dict[str, Any]]:
    """As anybody may see them; what they point to only where anybody may see that too."""
    visible: Any = model._default_manager
    related = [Prefetch(many.name, _visible(many.related_model)) for many in many_to_many(model)]
    rows = visible.visible_to(VISITOR).prefetch_related(*related)
    for row in parts(rows.select_related(*(key.name for key in foreign_keys(model)))):
        entry = described(row)
        yield {name: value for name, value in entry.items() if name not in _OURS_ALONE}


def _visible(model: Any) -> Any:
    return model._default_manager.visible_to(VISITOR)
