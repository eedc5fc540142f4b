"""How an entry becomes a document of the search index: the one place that says so.

A document holds what one visitor may see of an entry, and there is one set of documents for
visitors and one for who may see what is restricted. So what is hidden cannot be found, suggested
or counted, and does not change the order of what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst

from knowledge import models
from knowledge.introspection import LANGUAGES, localized, translated_fields
from knowledge.models.querysets import User
from knowledge.models.service import OLDEST
from knowledge.models.synonym import listed
from knowledge.pages.paging import BESIDE

EVERYWHERE = "everywhere"
"""Region of what is not for some regions only."""

_EVERY_REGION = frozenset({EVERYWHERE})
_EVERYONE: frozenset[str] = frozenset()
_AT_ONCE = 500  # rows in memory

Texts = Mapping[str, str]
"""Text by language."""


@dataclass(frozen=True, slots=True)
class Document:
    """One entry as it is searched.

    `names` are found as they are only: numbers, abbreviations. `audiences` and `regions` are
    slugs; no audience means everyone. `key` is how its source finds the entry again.
    """

    source: str
    key: str
    title: Texts
    text: Texts
    names: tuple[str, ...] = ()
    audiences: frozenset[str] = frozenset()
    regions: frozenset[str] = _EVERY_REGION
    min_age: int = 0
    max_age: int = OLDEST
    restricted: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a result, in the language of the page. `texts` are what a piece is shown of."""

    title: str
    url: str
    texts: tuple[str, ...] = ()
    note: str = ""
    restricted: bool = False

    @property
    def is_restricted(self) -> bool:
        return self.restricted


@dataclass(frozen=True, slots=True)
class Extra:
    """What a document holds that stands in other rows, by primary key of the entry."""

    names: Mapping[int, list[str]] = field(default_factory=dict)
    text: Mapping[int, list[Texts]] = field(default_factory=dict)
    regions: Mapping[int, frozenset[str]] = field(default_factory=dict)
    restricted: frozenset[int] = frozenset()


def _nothing(user: User) -> Extra:
    return Extra()


def _no_note(entry: Any) -> str:
    return ""


def _as_they_are(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that people type, and the words that our texts have for them."""

    typed: tuple[str, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntrySource:
    """A source of the knowledge base that is searched.

    `titles` are the translated fields that name an entry, `names` fields without a language that
    do. `weight` multiplies its scores: the desk goes first. `besides` looks up what stands in other
    rows, `with_shown` adds to a queryset what a result shows. Entries without a page of their own
    stand on the page `listed_at`.
    """

    name: str
    label: str | Promise
    model: Any
    titles: tuple[str, ...] = ("name",)
    names: tuple[str, ...] = ()
    weight: float = 1.0
    ages: tuple[str, str] | tuple[()] = ()
    listed_at: str = ""
    besides: Callable[[User], Extra] = _nothing
    title_of: Callable[[Any], str] = str
    note_of: Callable[[Any], str] = _no_note
    is_restricted: Callable[[Any], bool] = attrgetter("restricted")
    with_shown: Callable[[QuerySet[Any], User], QuerySet[Any]] = _as_they_are

    @property
    def one(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    def documents(self, user: User) -> Iterator[Document]:
        """What `user` may see. A few queries for the whole source; plain values, for speed."""
        texts = [name for name in translated_fields(self.model) if name not in self.titles]
        columns = [localized(name, code) for name in (*self.titles, *texts) for code in LANGUAGES]
        extra, audiences, label = self.besides(user), self._audiences(user), _said(self.label)
        visible = self.model.objects.visible_to(user).order_by("pk")
        rows = visible.values("pk", "restricted", *self.names, *self.ages, *columns)
        for row in rows.iterator(chunk_size=_AT_ONCE):
            pk = row["pk"]
            low, high = (row[name] for name in self.ages) if self.ages else (None, None)
            yield Document(
                self.name,
                str(pk),
                _joined(_columns(row, name) for name in self.titles),
                _joined([*(_columns(row, name) for name in texts), *extra.text.get(pk, ()), label]),
                (*(str(row[name]) for name in self.names if row[name]), *extra.names.get(pk, ())),
                audiences.get(pk, _EVERYONE),
                extra.regions.get(pk, _EVERY_REGION),
                low or 0,
                OLDEST if high is None else high,
                row["restricted"] or pk in extra.restricted,
                self.weight,
            )

    def rows(self, keys: Iterable[str], user: User) -> dict[str, Any]:
        """The entries of `keys` that `user` may see at this moment, by key."""
        found = self.model.objects.visible_to(user).filter(pk__in=list(keys))
        return {str(entry.pk): entry for entry in self.with_shown(found, user)}

    def shown(self, entry: Any) -> Shown:
        texts = [name for name in translated_fields(self.model) if name not in self.titles]
        page = reverse(self.listed_at) if self.listed_at else ""
        return Shown(
            self.title_of(entry),
            f"{page}?{BESIDE}={entry.slug}#{entry.slug}" if page else entry.get_absolute_url(),
            tuple(str(getattr(entry, name) or "") for name in texts),
            self.note_of(entry),
            self.is_restricted(entry),
        )

    def _audiences(self, user: User) -> dict[int, frozenset[str]]:
        """Slugs of the audiences that an entry is meant for, where it is not for everyone."""
        if not any(many.name == "audiences" for many in self.model._meta.many_to_many):
            return {}
        visible = models.Audience.objects.visible_to(user)
        pairs = self.model.audiences.through.objects.filter(audience__in=visible)
        found: dict[int, set[str]] = {}
        for pk, slug in pairs.values_list(f"{self.model._meta.model_name}_id", "audience__slug"):
            found.setdefault(pk, set()).add(slug)
        return {pk: frozenset(slugs) for pk, slugs in found.items()}


def synonyms(user: User) -> list[Synonyms]:
    """All search words that `user` may see, the languages together."""
    found = []
    columns = {
        name: [localized(name, code) for code in LANGUAGES] for name in ("words", "stands_for")
    }
    visible = models.Synonym.objects.visible_to(user)
    for row in visible.values(*columns["words"], *columns["stands_for"]):
        typed, meant = (
            tuple(dict.fromkeys(one for name in names for one in listed(row[name] or "")))
            for names in columns.values()
        )
        found.append(Synonyms(typed, meant))
    return found


def _columns(row: Mapping[str, Any], name: str) -> Texts:
    return {code: row[localized(name, code)] or "" for code in LANGUAGES}


def _joined(texts: Iterable[Texts]) -> Texts:
    several = list(texts)
    return {code: "\n".join(text[code] for text in several if text[code]) for code in LANGUAGES}


def _said(label: str | Promise) -> Texts:
    said = {}
    for code in LANGUAGES:
        with translation.override(code):
            said[code] = str(label)
    return said
