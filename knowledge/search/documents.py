"""Documents of the search index, and how an entry becomes one.

A document holds what one group of users may see of an entry: there is one set of documents for
visitors and one for users who may see restricted entries. So hidden content cannot be found,
suggested or counted, and does not influence the ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, auto
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
from knowledge.models.synonym import split_words
from knowledge.pages.paging import BESIDE
from knowledge.tokens.targets import displayed

EVERYWHERE = "everywhere"
"""Region slug of documents that are not limited to certain regions."""

LAW = "article"
"""Source of legal articles, which are about ages."""

_EVERY_REGION = frozenset({EVERYWHERE})
_EVERYONE: frozenset[str] = frozenset()
_CHUNK_SIZE = 500  # rows in memory

Texts = Mapping[str, str]
"""Text by language code."""


class Tier(IntEnum):
    """How much use an entry is to somebody with a case, most first.

    For a situation, results are ordered by this: a figure or a repealed article that only shares
    a word never stands above a desk.
    """

    REFERRAL = auto()
    KNOWLEDGE = auto()
    BACKGROUND = auto()


@dataclass(frozen=True, slots=True)
class Document:
    """One entry as it is indexed.

    `names` (numbers, abbreviations) match exactly, without stemming. `audiences` and `regions`
    are slugs; no audience means everyone. `key` identifies the entry within its source. Of
    documents with the same `heading`, where there is one, only the best is a result.
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
    tier: Tier = Tier.KNOWLEDGE
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Display:
    """An entry as a search result, in the active language; the excerpt comes from `texts`."""

    title: str
    url: str
    texts: tuple[str, ...] = ()
    note: str = ""
    restricted: bool = False

    @property
    def is_restricted(self) -> bool:
        return self.restricted


@dataclass(frozen=True, slots=True)
class RelatedValues:
    """Values of a document that come from related rows, by primary key of the entry."""

    names: Mapping[int, list[str]] = field(default_factory=dict)
    text: Mapping[int, list[Texts]] = field(default_factory=dict)
    regions: Mapping[int, frozenset[str]] = field(default_factory=dict)
    restricted: frozenset[int] = frozenset()
    repealed: frozenset[int] = frozenset()


def _no_related_values(user: User) -> RelatedValues:
    return RelatedValues()


def _no_note(entry: Any) -> str:
    return ""


def _unchanged(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words that people type, and the words that our texts use instead."""

    typed: tuple[str, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntrySource:
    """Search source for one model of the knowledge base.

    `titles` are the translated fields that name an entry, `names` the untranslated ones.
    `weight` multiplies its scores. `age_fields` are the names of the lowest and highest age.
    `related_values` looks up values in other rows; `for_display` prefetches what a result shows.
    `list_url` is the URL name of the list for entries without a page of their own. `tier` is that
    of entries that are not repealed.
    """

    name: str
    label: str | Promise
    model: Any
    titles: tuple[str, ...] = ("name",)
    names: tuple[str, ...] = ()
    weight: float = 1.0
    tier: Tier = Tier.KNOWLEDGE
    age_fields: tuple[str, str] | tuple[()] = ()
    list_url: str = ""
    related_values: Callable[[User], RelatedValues] = _no_related_values
    title_of: Callable[[Any], str] = str
    note_of: Callable[[Any], str] = _no_note
    is_restricted: Callable[[Any], bool] = attrgetter("restricted")
    for_display: Callable[[QuerySet[Any], User], QuerySet[Any]] = _unchanged

    @property
    def verbose_name(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    def documents(self, user: User) -> Iterator[Document]:
        """Documents of all entries that `user` may see: a few queries, plain values for speed."""
        texts = [name for name in translated_fields(self.model) if name not in self.titles]
        columns = [localized(name, code) for name in (*self.titles, *texts) for code in LANGUAGES]
        extra, audiences, label = (
            self.related_values(user),
            self._audiences(user),
            _translations(self.label),
        )
        visible = self.model.objects.visible_to(user).order_by("pk")
        rows = visible.values("pk", "restricted", *self.names, *self.age_fields, *columns)
        for row in rows.iterator(chunk_size=_CHUNK_SIZE):
            pk = row["pk"]
            low, high = (row[name] for name in self.age_fields) if self.age_fields else (None, None)
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
                Tier.BACKGROUND if pk in extra.repealed else self.tier,
            )

    def hidden_names(self, user: User) -> set[str]:
        """Titles and names of the entries that `user` may not see."""
        visible = self.model.objects.visible_to(user).values("pk")
        titles = [localized(name, code) for name in self.titles for code in LANGUAGES]
        hidden = self.model.objects.exclude(pk__in=visible).values_list(*self.names, *titles)
        return {str(name) for row in hidden for name in row if name}

    def rows(self, keys: Iterable[str], user: User) -> dict[str, Any]:
        """The entries with these keys that `user` may see now, by key."""
        visible = self.model.objects.visible_to(user).filter(pk__in=list(keys))
        return {str(entry.pk): entry for entry in self.for_display(visible, user)}

    def display(self, entry: Any) -> Display:
        texts = [name for name in translated_fields(self.model) if name not in self.titles]
        page = reverse(self.list_url) if self.list_url else ""
        return Display(
            self.title_of(entry),
            f"{page}?{BESIDE}={entry.slug}#{entry.slug}" if page else entry.get_absolute_url(),
            tuple(str(getattr(entry, name) or "") for name in texts),
            self.note_of(entry),
            self.is_restricted(entry),
        )

    def _audiences(self, user: User) -> dict[int, frozenset[str]]:
        """Audience slugs by primary key of the entry; entries for everyone are left out."""
        if not any(many.name == "audiences" for many in self.model._meta.many_to_many):
            return {}
        visible = models.Audience.objects.visible_to(user)
        pairs = self.model.audiences.through.objects.filter(audience__in=visible)
        by_entry: dict[int, set[str]] = {}
        for pk, slug in pairs.values_list(f"{self.model._meta.model_name}_id", "audience__slug"):
            by_entry.setdefault(pk, set()).add(slug)
        return {pk: frozenset(slugs) for pk, slugs in by_entry.items()}


def synonyms(user: User) -> list[SynonymGroup]:
    """All synonyms that `user` may see, of all languages together."""
    groups = []
    columns = {
        name: [localized(name, code) for code in LANGUAGES] for name in ("words", "stands_for")
    }
    visible = models.Synonym.objects.visible_to(user)
    for row in visible.values(*columns["words"], *columns["stands_for"]):
        typed, meant = (
            tuple(dict.fromkeys(word for name in names for word in split_words(row[name] or "")))
            for names in columns.values()
        )
        groups.append(SynonymGroup(typed, meant))
    return groups


def _columns(row: Mapping[str, Any], name: str) -> Texts:
    return {code: displayed(row[localized(name, code)] or "", code) for code in LANGUAGES}


def _joined(texts: Iterable[Texts]) -> Texts:
    parts = list(texts)
    return {code: "\n".join(part[code] for part in parts if part[code]) for code in LANGUAGES}


def _translations(label: str | Promise) -> Texts:
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = str(label)
    return texts
