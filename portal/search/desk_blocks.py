"""Desks of answers and of results as HTML. What every visitor sees is rendered once a minute.

A box has up to four of these, and they took half of the time of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.caching.derived import DerivedContent
from knowledge.desks.desk import DeskView
from knowledge.desks.home_page import home_desks
from knowledge.models.querysets import User, may_see_restricted
from referrals.flow.resolving import Position
from referrals.outcomes.content import PublishedGuide
from referrals.outcomes.results import Result, build_result

_TEMPLATE = "search/_answer_desk.html"
_MOST_ASKED = "search/_asked_most.html"
_REACH, _FACTS = "knowledge/_reach.html", "knowledge/_facts.html"
_Key = tuple[str, str, tuple[tuple[str, str], ...]]  # language, outcome, answers


@dataclass(frozen=True, slots=True)
class DeskBlock:
    """The desk that answers now, and the one that fits best; `large` for a thumb, or `small`."""

    result: Result
    _html: dict[bool, SafeString] = field(default_factory=dict)

    @property
    def large(self) -> SafeString:
        return self._rendered(large=True)

    @property
    def small(self) -> SafeString:
        return self._rendered(large=False)

    def _rendered(self, *, large: bool) -> SafeString:
        if large not in self._html:
            context = {"result": self.result, "large": large}
            self._html[large] = render_to_string(_TEMPLATE, context)
        return self._html[large]


@dataclass(frozen=True, slots=True)
class DeskHtml:
    """How a desk among the results is reached now, and what is known of it."""

    reach: SafeString
    facts: SafeString


@dataclass(slots=True)
class _Minute:
    at: datetime | None = None
    blocks: dict[_Key, DeskBlock] = field(default_factory=dict)
    desks: dict[tuple[str, int], DeskHtml] = field(default_factory=dict)  # by language and key
    most_asked: dict[str, SafeString] = field(default_factory=dict)  # by language


_PUBLIC: DerivedContent[_Minute] = DerivedContent("answer-desks", _Minute)


def desk_block(
    position: Position, user: User, now: datetime, published: PublishedGuide
) -> DeskBlock:
    """The desk at the outcome of `position`, as `user` may see it now."""
    kept = _kept_for(user, now).blocks
    outcome = position.outcome.slug if position.outcome else ""
    key = (_language(), outcome, tuple(position.answers))
    if key not in kept:
        kept[key] = DeskBlock(build_result(position, user, now, public=published.content))
    return kept[key]


def desk_html(user: User, now: datetime) -> Callable[[DeskView], DeskHtml]:
    """Renders desks as `user` may see them now."""
    kept = _kept_for(user, now).desks

    def html_of(desk: DeskView) -> DeskHtml:
        key = (_language(), desk.service.pk)
        if key not in kept:
            reach = render_to_string(_REACH, {"desk": desk})
            kept[key] = DeskHtml(reach, render_to_string(_FACTS, {"service": desk.service}))
        return kept[key]

    return html_of


def most_asked(user: User, now: datetime) -> SafeString:
    """The desks that are asked for most, as `user` may see them now."""
    kept, language = _kept_for(user, now).most_asked, _language()
    if language not in kept:
        kept[language] = render_to_string(_MOST_ASKED, {"desks": home_desks(user, now)})
    return kept[language]


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _kept_for(user: User, now: datetime) -> _Minute:
    """What was rendered for visitors this minute; for others, and without database, nothing."""
    if may_see_restricted(user):
        return _Minute()
    try:
        kept = _PUBLIC.get()
    except DATABASE_UNAVAILABLE:
        return _Minute()
    minute = now.replace(second=0, microsecond=0)
    if kept.at != minute:
        kept.at, kept.blocks, kept.desks, kept.most_asked = minute, {}, {}, {}
    return kept
