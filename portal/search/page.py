"""The search page as HTML. What is the same for every visitor is rendered once and kept in memory.

That is the frame (head, header and footer), once a day, and the form while nothing narrows the
search, once per version of the content. Together they took half of the time of a page.
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
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from knowledge.caching.availability import DATABASE_UNAVAILABLE, content_state
from knowledge.caching.derived import DerivedContent
from portal.search.forms import SearchForm
from portal.theme.theme import Theme

_PAGE, _INSIDE = "search/search.html", "search/_inside.html"
_FORM, _FILTERS = "search/_form.html", "search/_filters.html"
_MARK = secrets.token_hex(16)
"""Stands for what differs: the switch to the other language, the content, and what was typed."""


@dataclass(frozen=True, slots=True)
class _Frame:
    day: date
    theme: Theme
    parts: tuple[str, ...]


_frames: dict[str, _Frame] = {}
_forms: DerivedContent[dict[str, tuple[str, str]]] = DerivedContent("search-forms", dict)


def search_page(request: HttpRequest, form: SearchForm, context: Mapping[str, object]) -> str:
    context = {**context, "form": form}
    if not _has_common_frame(request, form):
        return render_to_string(_PAGE, {**context, "form_html": _rendered(form)}, request)
    inside = render_to_string(_INSIDE, {**context, "mark": _MARK}, request).split(_MARK)
    before, between, after = _frame(request).parts
    return "".join([before, inside[0], between, _form_html(form), inside[1], after])


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


def _form_html(form: SearchForm) -> str:
    """The form; while nothing narrows the search, only what was typed differs."""
    if form.is_narrowed or form.without:
        return _rendered(form)
    language = get_language() or settings.LANGUAGE_CODE
    try:
        kept = _forms.get()
        if language not in kept:
            before, after = _with_filters(form, _MARK).split(_MARK)
            kept[language] = before, after
    except DATABASE_UNAVAILABLE:
        return _rendered(form)
    before, after = kept[language]
    return f"{before}{escape(form.search_text.text)}{after}"


def _rendered(form: SearchForm) -> SafeString:
    """The form; without filters while the database is away, when there is nothing to narrow."""
    text = form.search_text.text
    try:
        return _with_filters(form, text)
    except DATABASE_UNAVAILABLE:
        return render_to_string(_FORM, {"form": form, "text": text})


def _with_filters(form: SearchForm, text: str) -> SafeString:
    filters = render_to_string(_FILTERS, {"form": form})
    return render_to_string(_FORM, {"form": form, "text": text, "filters": filters})
