"""What a page shows of what was found; visibility is looked at again, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from knowledge.desks import Desk, desk
from knowledge.models import Service
from knowledge.models.base import User
from knowledge.search.documents import Shown
from knowledge.search.index import Hit
from knowledge.search.marking import IsAsked, marked, piece
from knowledge.search.nouns import SERVICE
from knowledge.search.serving import Found, Noun

BEST = 3
IN_A_GROUP = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One entry that was found; a desk has its numbers with it."""

    noun: Noun
    shown: Shown
    row: Any
    title: SafeString
    text: SafeString
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one noun, the best first; `total` with those that are not shown."""

    name: str
    label: str | Promise
    results: tuple[Result, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Page:
    """The best of all, then the others by noun: desks, and then the noun with the best one."""

    best: tuple[Result, ...]
    groups: tuple[Group, ...]
    total: int


def page_of(found: Found, user: User, now: datetime, *, only: str = "") -> Page:
    """What is shown of `found`; all of it when it is `only` of one noun."""
    best = found.hits if only else found.hits[:BEST]
    totals = Counter(hit.document.noun for hit in found.hits[len(best) :])
    others = _first_of_each(found.hits[len(best) :], IN_A_GROUP)
    rows = visible_rows(found.nouns, [*best, *others], user)
    results = [_result(noun, row, found.is_asked, now) for noun, row in rows]
    groups: dict[str, list[Result]] = {SERVICE: []}  # desks stand before the other nouns
    for result in results[len(best) :]:
        groups.setdefault(result.noun.name, []).append(result)
    listed = (
        Group(name, several[0].noun.label, tuple(several), totals[name])
        for name, several in groups.items()
        if several
    )
    return Page(tuple(results[: len(best)]), tuple(listed), len(found.hits))


def visible_rows(nouns: Sequence[Noun], hits: Iterable[Hit], user: User) -> list[tuple[Noun, Any]]:
    """The rows of `hits`, in their order, that `user` may see at this moment."""
    keys: dict[str, list[str]] = {}
    wanted = [(hit.document.noun, hit.document.key) for hit in hits]
    for name, key in wanted:
        keys.setdefault(name, []).append(key)
    by_name = {noun.name: noun for noun in nouns}
    rows = {name: by_name[name].rows(several, user) for name, several in keys.items()}
    return [(by_name[name], rows[name][key]) for name, key in wanted if key in rows[name]]


def _first_of_each(hits: Sequence[Hit], number: int) -> list[Hit]:
    """Of each noun the first few."""
    seen: Counter[str] = Counter()
    kept = []
    for hit in hits:
        seen[hit.document.noun] += 1
        if seen[hit.document.noun] <= number:
            kept.append(hit)
    return kept


def _result(noun: Noun, row: Any, is_asked: IsAsked, now: datetime) -> Result:
    shown = noun.shown(row)
    return Result(
        noun,
        shown,
        row,
        marked(shown.title, is_asked),
        marked(piece(shown.title, shown.texts, is_asked), is_asked),
        desk(row, now) if isinstance(row, Service) else None,
    )
