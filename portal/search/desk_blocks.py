"""The desk of an answer as HTML. What every visitor sees of it is rendered once a minute.

A box has up to four of these, and they took half of the time of a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.caching.derived import DerivedContent
from knowledge.models.querysets import User, may_see_restricted
from referrals.flow.resolving import Position
from referrals.outcomes.content import PublishedGuide
from referrals.outcomes.results import Result, build_result

_TEMPLATE = "search/_answer_desk.html"
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


@dataclass(slots=True)
class _Minute:
    at: datetime | None = None
    blocks: dict[_Key, DeskBlock] = field(default_factory=dict)


_PUBLIC: DerivedContent[_Minute] = DerivedContent("answer-desks", _Minute)


def desk_block(
    position: Position, user: User, now: datetime, published: PublishedGuide
) -> DeskBlock:
    """The desk at the outcome of `position`, as `user` may see it now."""
    kept = {} if may_see_restricted(user) else _blocks_of(now)
    outcome = position.outcome.slug if position.outcome else ""
    key = (get_language() or settings.LANGUAGE_CODE, outcome, tuple(position.answers))
    if key not in kept:
        kept[key] = DeskBlock(build_result(position, user, now, public=published.content))
    return kept[key]


def _blocks_of(now: datetime) -> dict[_Key, DeskBlock]:
    """What was rendered for visitors this minute; nothing is kept while the database is away."""
    try:
        kept = _PUBLIC.get()
    except DATABASE_UNAVAILABLE:
        return {}
    minute = now.replace(second=0, microsecond=0)
    if kept.at != minute:
        kept.at, kept.blocks = minute, {}
    return kept.blocks
