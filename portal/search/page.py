"""The search page as HTML. What is the same for every visitor is rendered once and kept in memory.

That is the frame (head, header and footer), once a day, and the filters while none is chosen, once
per version of the content. Together they took half of the time of a page.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from knowledge.caching.availability import DATABASE_UNAVAILABLE, content_state
from knowledge.caching.derived import DerivedContent
from portal.search.forms import SearchForm
from portal.theme.theme import Theme

_PAGE, _LANGUAGE = "search/search.html", "search/_language.html"
_CONTENT, _FILTERS = "search/_content.html", "search/_filters.html"
_MARK = secrets.token_hex(16)
"""Stands in a frame for what differs: the switch to the other language, and the content."""


@dataclass(frozen=True, slots=True)
class _Frame:
    day: date
    theme: Theme
    parts: tuple[str, ...]


_frames: dict[str, _Frame] = {}
_filters: DerivedContent[dict[str, str]] = DerivedContent("search-filters", dict)


def search_page(request: HttpRequest, form: SearchForm, context: Mapping[str, object]) -> str:
    context = {**context, "form": form, "filters": _filters_or_none(form)}
    if not _has_common_frame(request, form):
        return render_to_string(_PAGE, context, request)
    inside = [render_to_string(name, context, request) for name in (_LANGUAGE, _CONTENT)]
    before, between, after = _frame(request).parts
    return "".join([before, inside[0], between, inside[1], after])


def _has_common_frame(request: HttpRequest, form: SearchForm) -> bool:
    """Not for who is or may be signed in or has a message, nor where the frame tells of a fault."""
    visitor = not request.COOKIES and not request.user.is_authenticated
    return visitor and not form.errors and not content_state.is_unavailable


def _frame(request: HttpRequest) -> _Frame:
    """The frame of the page at this path, each of which has its own language."""
    frame, day, theme = _frames.get(request.path), timezone.localdate(), settings.THEME
    if frame is None or frame.day != day or frame.theme is not theme:
        page = render_to_string(_PAGE, {"mark": _MARK}, request)
        frame = _frames[request.path] = _Frame(day, theme, tuple(page.split(_MARK)))
    return frame


def _filters_or_none(form: SearchForm) -> str:
    """The filters; none while the database is away, when there is nothing to narrow down."""
    try:
        return _filter_fields(form)
    except DATABASE_UNAVAILABLE:
        return ""


def _filter_fields(form: SearchForm) -> str:
    if form.is_narrowed:
        return render_to_string(_FILTERS, {"form": form})
    rendered, language = _filters.get(), get_language() or settings.LANGUAGE_CODE
    if language not in rendered:
        rendered[language] = render_to_string(_FILTERS, {"form": form})
    return rendered[language]
