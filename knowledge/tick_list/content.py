"""What the tick list shows: signals, and guidance on writing down what one saw."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from knowledge.caching.derived import DerivedContent
from knowledge.models import Guidance, Signal
from knowledge.models.querysets import User, may_see_restricted
from knowledge.models.signal import SignalCategory
from knowledge.pages.paging import by_kind

TICKED = "gezien"
"""Parameter, given again for each: the slug of a signal."""
MOST_TICKED = 200
WRITING_DOWN = "opschrijven-wat-u-zag"
"""Slug of the guidance on writing it down, with the steps of the meldcode."""

Groups = list[tuple[str, list[Signal]]]


@dataclass(frozen=True, slots=True)
class TickListContent:
    """Every signal that a visitor may see, by category; the guidance if that is published."""

    signals: tuple[Signal, ...]
    writing_down: Guidance | None

    def ticked(self, sent: QueryDict) -> list[Signal]:
        """The signals that were ticked, in the order of the list; anything unknown is dropped."""
        slugs = set(sent.getlist(TICKED)[:MOST_TICKED])
        return [signal for signal in self.signals if signal.slug in slugs]


def tick_list_content(user: User) -> TickListContent:
    """Read whole, so that what was ticked is part of no query, which a database may log."""
    return _content(user) if may_see_restricted(user) else _PUBLIC.get()


def by_category(signals: list[Signal]) -> Groups:
    """Signals grouped under the names of their categories, in the order of the list."""
    groups: dict[str, list[Signal]] = {}
    for signal in signals:
        groups.setdefault(signal.category, []).append(signal)
    return [(str(SignalCategory(kind).label), found) for kind, found in groups.items()]


def _content(user: User) -> TickListContent:
    signals = by_kind(Signal.objects.visible_to(user), "category", SignalCategory)
    guidance = Guidance.objects.visible_to(user).with_sources(user).filter(slug=WRITING_DOWN)
    return TickListContent(tuple(signals), guidance.first())


_PUBLIC = DerivedContent("tick-list", lambda: _content(AnonymousUser()), persist=True)
