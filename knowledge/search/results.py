"""Results page of a search. Rows are read again, so visibility is checked per row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from knowledge.caching.derived import DerivedContent
from knowledge.desks.desk import DeskView, desk_view
from knowledge.models import Service
from knowledge.models.querysets import User, may_see_restricted
from knowledge.search.documents import Display
from knowledge.search.highlighting import WordMatcher, excerpt, highlight
from knowledge.search.index import Hit
from knowledge.search.live_index import SearchResults, SearchSource
from knowledge.search.registry import SERVICE
from knowledge.tokens.targets import are_current

BEST = 3
GROUPS = 3  # below the best; bounds the cost of a page
IN_A_GROUP = 3
MOST_ROWS = 2_000  # in memory
NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Result:
    """One search result; `desk` is set for a desk, to show its phone numbers.

    `reach` and `facts` are of that desk, as HTML.
    """

    source: SearchSource
    display: Display
    row: Any
    title: SafeString
    text: SafeString
    desk: DeskView | None = None
    reach: SafeString = NOTHING
    facts: SafeString = NOTHING


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one source, best first; `total` includes those not on the page."""

    name: str
    label: str | Promise
    results: tuple[Result, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Page:
    """The best results overall, then the rest grouped by source.

    Desks come first, then the sources in the order of their best result. Of the groups in
    `further` only the name is shown.
    """

    best: tuple[Result, ...]
    groups: tuple[Group, ...]
    further: tuple[Group, ...]
    total: int


def page_of(
    results: SearchResults, user: User, now: datetime, *, only: str = "", most_groups: int = GROUPS
) -> Page:
    """Build the page; all hits as `best` when the search was limited to one source (`only`).

    Of groups beyond `most_groups` only the name is shown.
    """
    best = results.hits if only else results.hits[:BEST]
    others = _by_source(results.hits[len(best) :])
    first = [hit for hits in list(others.values())[:most_groups] for hit in hits[:IN_A_GROUP]]
    rows = visible_rows(results.sources, [*best, *first], user)
    listed = [_result(found, results.matches, now) for found in rows]
    by_source: dict[str, list[Result]] = defaultdict(list)
    for result in listed[len(best) :]:
        by_source[result.source.name].append(result)
    labels = {source.name: source.label for source in results.sources}
    groups = [
        Group(name, labels[name], tuple(by_source[name]), len(hits))
        for name, hits in others.items()
    ]
    shown = tuple(group for group in groups if group.results)
    return Page(tuple(listed[: len(best)]), shown, tuple(groups[most_groups:]), len(results.hits))


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that is found, and how it is shown in each language, once that was asked."""

    source: SearchSource
    row: Any
    _displays: dict[str, Display] = field(default_factory=dict)

    @property
    def display(self) -> Display:
        """In the active language. Not kept by a request that has older numbers at hand."""
        language = get_language() or settings.LANGUAGE_CODE
        known = self._displays.get(language)
        if known is None:
            known = self.source.display(self.row)
            if are_current():
                self._displays[language] = known
        return known


def visible_rows(
    sources: Sequence[SearchSource], hits: Iterable[Hit], user: User
) -> list[FoundRow]:
    """The rows of `hits`, in the same order, that `user` may see now."""
    keys: dict[str, list[str]] = {}
    keys_in_order = [(hit.document.source, hit.document.key) for hit in hits]
    for name, key in keys_in_order:
        keys.setdefault(name, []).append(key)
    by_name = {source.name: source for source in sources}
    rows_of = _own_rows if may_see_restricted(user) else _public_rows
    rows = {name: rows_of(by_name[name], several, user) for name, several in keys.items()}
    return [rows[name][key] for name, key in keys_in_order if key in rows[name]]


_PUBLIC: DerivedContent[dict[tuple[str, str], FoundRow]] = DerivedContent("search-rows", dict)
"""Rows that every visitor may see, by source and key, read when a search first shows them."""


def _public_rows(source: SearchSource, keys: Iterable[str], user: User) -> dict[str, FoundRow]:
    """As `_own_rows`; reading rows again for each search took half of its time."""
    known = _PUBLIC.get()
    rows = {key: known[source.name, key] for key in keys if (source.name, key) in known}
    missing = [key for key in keys if key not in rows]
    if missing:
        found = _own_rows(source, missing, user)
        if len(known) > MOST_ROWS:
            known.clear()
        known.update({(source.name, key): row for key, row in found.items()})
        rows |= found
    return rows


def _own_rows(source: SearchSource, keys: Iterable[str], user: User) -> dict[str, FoundRow]:
    return {key: FoundRow(source, row) for key, row in source.rows(keys, user).items()}


def _by_source(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """Group hits by source name; desks come first."""
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[hit.document.source].append(hit)
    desks = {SERVICE: groups[SERVICE]} if SERVICE in groups else {}
    return desks | groups


def _result(found: FoundRow, matches: WordMatcher, now: datetime) -> Result:
    display, row = found.display, found.row
    return Result(
        found.source,
        display,
        row,
        highlight(display.title, matches),
        highlight(excerpt(display.title, display.texts, matches), matches),
        desk_view(row, now) if isinstance(row, Service) else None,
    )
