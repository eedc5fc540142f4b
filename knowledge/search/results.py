"""What a page shows of what was found; visibility is looked at again, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from knowledge.desks.desk import Desk, desk
from knowledge.models import Service
from knowledge.models.querysets import User
from knowledge.search.documents import Shown
from knowledge.search.highlighting import IsAsked, marked, piece
from knowledge.search.index import Hit
from knowledge.search.live_index import Found, SearchSource
from knowledge.search.registry import SERVICE

BEST = 3
GROUPS = 3  # beside the best: what a page costs does not grow with what is found
IN_A_GROUP = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One entry that was found; a desk has its numbers with it."""

    source: SearchSource
    shown: Shown
    row: Any
    title: SafeString
    text: SafeString
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one source, the best first; `total` with those that are not shown."""

    name: str
    label: str | Promise
    results: tuple[Result, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Page:
    """The best of all, then the others by source: desks, and then the source with the best one.

    Of the sources that come `further` on only the name is shown.
    """

    best: tuple[Result, ...]
    groups: tuple[Group, ...]
    further: tuple[Group, ...]
    total: int


def page_of(found: Found, user: User, now: datetime, *, only: str = "") -> Page:
    """What is shown of `found`; all of it when it is `only` of one source."""
    best = found.hits if only else found.hits[:BEST]
    others = _by_source(found.hits[len(best) :])
    first = [hit for hits in list(others.values())[:GROUPS] for hit in hits[:IN_A_GROUP]]
    rows = visible_rows(found.sources, [*best, *first], user)
    results = [_result(source, row, found.is_asked, now) for source, row in rows]
    shown: dict[str, list[Result]] = defaultdict(list)
    for result in results[len(best) :]:
        shown[result.source.name].append(result)
    labels = {source.name: source.label for source in found.sources}
    groups = [
        Group(name, labels[name], tuple(shown[name]), len(hits)) for name, hits in others.items()
    ]
    listed = tuple(group for group in groups if group.results)
    return Page(tuple(results[: len(best)]), listed, tuple(groups[GROUPS:]), len(found.hits))


def visible_rows(
    sources: Sequence[SearchSource], hits: Iterable[Hit], user: User
) -> list[tuple[SearchSource, Any]]:
    """The rows of `hits`, in their order, that `user` may see at this moment."""
    keys: dict[str, list[str]] = {}
    wanted = [(hit.document.source, hit.document.key) for hit in hits]
    for name, key in wanted:
        keys.setdefault(name, []).append(key)
    by_name = {source.name: source for source in sources}
    rows = {name: by_name[name].rows(several, user) for name, several in keys.items()}
    return [(by_name[name], rows[name][key]) for name, key in wanted if key in rows[name]]


def _by_source(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """Desks stand before the other sources."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        found[hit.document.source].append(hit)
    desks = {SERVICE: found[SERVICE]} if SERVICE in found else {}
    return desks | found


def _result(source: SearchSource, row: Any, is_asked: IsAsked, now: datetime) -> Result:
    shown = source.shown(row)
    return Result(
        source,
        shown,
        row,
        marked(shown.title, is_asked),
        marked(piece(shown.title, shown.texts, is_asked), is_asked),
        desk(row, now) if isinstance(row, Service) else None,
    )
