"""Addresses of all public pages without a query string, the most urgent ones first."""

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
_OTHERS = (
    "guide_map",
    "factsheets",
    "knowledge",
    "organisations",
    "exploitation_forms",
    "signals",
    "places",
    "articles",
    "offences",
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
PAGES = (*_FIRST, *_OTHERS)
"""URL names of all public pages that take no argument."""


def public_addresses() -> Iterator[str]:
    """In both languages: first the pages that are needed in an emergency."""
    entries = [(names, list(rows.values_list("slug", flat=True))) for names, rows in _entries()]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            first = [reverse(name) for name in _FIRST]
        yield from first
    for names, slugs in entries:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                details = [reverse(name, args=[slug]) for slug in slugs for name in names]
            yield from details
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            others = [reverse(name) for name in _OTHERS]
        yield from others


def _entries() -> Iterable[tuple[tuple[str, ...], Any]]:
    """The URL names of the pages of each model, and its visible rows."""
    return (
        (("service",), _visible(Service)),
        (("factsheet", "factsheet_pdf"), _visible(Factsheet)),
        (("service_vcard",), _visible(Service).with_a_public_contact()),
        (("organisation",), _visible(Organisation)),
        (("article",), _visible(LegalArticle)),
        (("guidance",), _visible(Guidance)),
        (("factsheet_face",), _visible(Factsheet)),
    )


def _visible(model: Any) -> Any:
    return model.objects.visible_to(AnonymousUser())
