"""Pages about the texts of the whole site: which are behind the other language, and our words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.introspection import LANGUAGES, foreign_keys
from knowledge.models import OutdatedText
from knowledge.texts.glossary import glossary, never_in_words


@dataclass(frozen=True, slots=True)
class BehindText:
    """`url`: the editing page on which this text stands; empty if the user may not see it."""

    record: str
    label: str
    since: datetime
    was: str
    url: str


def outdated_page(request: HttpRequest) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Texts that are behind the other language"),
        "texts": list(texts_behind(request)),
    }
    return TemplateResponse(request, "admin/outdated_texts.html", context)


def texts_behind(request: HttpRequest) -> Iterator[BehindText]:
    """The oldest first; without those of records that the user may not see."""
    for text in OutdatedText.objects.prefetch_related("record"):
        if text.record is not None and (url := _editing_page(request, text.record)):
            field: Any = text.record._meta.get_field(text.column)
            label = f"{text.record._meta.verbose_name}: {field.verbose_name}"
            yield BehindText(str(text.record), label, text.since, text.was, url)


def _editing_page(request: HttpRequest, row: models.Model) -> str:
    """Its own page, or that of the record it is part of."""
    model = type(row)
    if page := admin.site._registry.get(model):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return reverse(name, args=[row.pk]) if page.has_view_permission(request, row) else ""
    parents = (
        getattr(row, key.name)
        for key in foreign_keys(model)
        if key.remote_field.on_delete is models.CASCADE
    )
    return next((url for parent in parents if (url := _editing_page(request, parent))), "")


def words_page(request: HttpRequest) -> TemplateResponse:
    """The glossary, for editors and translators."""
    language = get_language() or LANGUAGES[0]
    rows = [(term, term.note.get(language, ""), never_in_words(term)) for term in glossary()]
    context = {**admin.site.each_context(request), "title": _("Our words"), "rows": rows}
    return TemplateResponse(request, "admin/words.html", context)
