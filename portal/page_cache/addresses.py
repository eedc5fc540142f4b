"""The addresses of all public pages without a question in them, in the order of their need."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from knowledge.models import (
    Factsheet,
    Guidance,
    LegalArticle,
    Organisation,
    Service,
)

_FIRST = ("home", "guide", "services")
_THEN = (
    "guide_map",
    "factsheets",
    "knowledge",
    "organisations",
    "exploitation_forms",
    "signals",
    "places",
    "articles",
    "guidance_list",
    "resources",
    "figures",
    "sources",
    "about",
    "privacy",
    "leaving",
    "accessibility",
    "offline",
    "not_here",
)
PAGES = (*_FIRST, *_THEN)
"""The names of all public pages that are there once."""


def public_addresses() -> Iterator[str]:
    """In both languages: first what is asked for in need."""
    slugs = [(names, list(rows.values_list("slug", flat=True))) for names, rows in _entries()]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            first = [reverse(name) for name in _FIRST]
        yield from first
    for names, known in slugs:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found = [reverse(name, args=[slug]) for slug in known for name in names]
            yield from found
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            then = [reverse(name) for name in _THEN]
        yield from then


def _entries() -> Iterable[tuple[tuple[str, ...], Any]]:
    """The names of the pages of each kind of entry, and the entries."""
    return (
        (("service",), _visible(Service)),
        (("factsheet", "factsheet_pdf"), _visible(Factsheet)),
        (("service_vcard",), _visible(Service).with_a_public_contact()),
        (("organisation",), _visible(Organisation)),
        (("article",), _visible(LegalArticle)),
        (("guidance",), _visible(Guidance)),
    )


def _visible(model: Any) -> Any:
    return model.objects.visible_to(AnonymousUser())
