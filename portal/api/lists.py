"""Which records a question is about, and the page of them that is given."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from typing_extensions import TypedDict

from knowledge.models import Audience, ContactDetail, Organisation, PublicKey, Service
from knowledge.models.contact import ContactKind
from knowledge.models.directory import VISITOR
from knowledge.models.service import ContactBy, Coverage
from knowledge.open_data.datasets import directory
from knowledge.open_data.hsds import vocabulary
from knowledge.open_data.hsds.values import ORGANISATION, SERVICE, uid
from knowledge.open_data.hsds.vocabulary import TermKey
from knowledge.search.query import SearchFilters, SearchText
from portal.api import parameters
from portal.api.answers import answer, lines
from portal.search.indexes import INDEXES

_AT_ONCE = 200  # records that are read together when all of them are sent
_T = TypeVar("_T")
_NONE = Q(pk__in=[])
_PROPERTIES = {
    "boys_and_men": Q(open_to_men_and_boys=True),
    "no_boys_and_men": Q(open_to_men_and_boys=False),
    "by_professional": ~Q(contact_by=ContactBy.VICTIM),
    "by_victim": ~Q(contact_by=ContactBy.PROFESSIONAL),
    "anonymous": Q(anonymous=True),
    "not_anonymous": Q(anonymous=False),
    "free": Q(free=True),
    "not_free": Q(free=False),
    **{code: Q(coverage=code) for code in Coverage.values},
}


class Page(TypedDict, Generic[_T]):
    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[_T]


def _as_they_are(rows: Any) -> Any:
    return rows


@dataclass(frozen=True, slots=True)
class Source:
    """Records in a fixed order, how some of them are written, and with what they are read.

    Rows are chosen first and read after it: what `read` adds is not asked of rows that are skipped.
    """

    rows: Any
    write: Callable[[Any], Any]
    read: Callable[[Any], Any] = _as_they_are

    def __len__(self) -> int:
        return int(self.rows.count()) if isinstance(self.rows, QuerySet) else len(self.rows)

    def part(self, start: int, end: int) -> list[Any]:
        if isinstance(self.rows, QuerySet) and end - start <= parameters.MOST_PER_PAGE:
            return self._written(self._keys()[start:end])
        return [self.write(row) for row in self.read(self.rows)[start:end]]

    def all(self) -> Iterator[Any]:
        """What comes or goes while it is sent moves nothing."""
        if not isinstance(self.rows, QuerySet):
            yield from map(self.write, self.rows)
            return
        keys = list(self._keys())
        for start in range(0, len(keys), _AT_ONCE):
            yield from self._written(keys[start : start + _AT_ONCE])

    def _keys(self) -> Any:
        return self.rows.values_list("pk", flat=True)

    def _written(self, keys: Iterable[int]) -> list[Any]:
        return [self.write(row) for row in self.read(self.rows.filter(pk__in=list(keys)))]


def listed(
    request: HttpRequest, asked: parameters.Listed, source: Source, *, whole: bool = False
) -> HttpResponseBase:
    """The page that is asked for; `whole` puts all on one page unless `per_page` says otherwise."""
    if asked.format == "ndjson":
        return lines(source.all())
    total = len(source)
    per_page = asked.per_page or (max(total, 1) if whole else parameters.PER_PAGE)
    start = (asked.page - 1) * per_page
    contents = source.part(start, start + per_page) if start < total else []
    pages = math.ceil(total / per_page)
    page: Page[Any] = {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }
    return answer(request, page)


def desks(asked: parameters.Followed, now: datetime) -> Any:
    today = timezone.localdate(now)
    found = Service.objects.in_directory(on=today)
    if asked.organization_id:
        found = found.filter(organisation__slug__in=_slugs(ORGANISATION, asked.organization_id))
    if asked.modified_after:
        found = found.modified_since(asked.modified_after, on=today)
    if about := _about(asked):
        found = found.filter(about, is_active=True)
    return _searched(found, SERVICE, asked.search, now)


def organisations(asked: parameters.Organizations, now: datetime) -> Any:
    found = Organisation.objects.visible_to(VISITOR)
    if asked.taxonomy_term_id:
        word = words().get(str(asked.taxonomy_term_id))
        found = found.filter(kind=word.code if word and word.taxonomy == vocabulary.KIND else "")
    if asked.taxonomy_id and str(asked.taxonomy_id) != uid("taxonomy", vocabulary.KIND):
        found = found.none()
    return _searched(found, ORGANISATION, asked.search, now)


def addresses(asked: parameters.Followed, now: datetime) -> Any:
    """Addresses of desks that anybody may see."""
    shown = desks(asked, now).filter(is_active=True).order_by()
    details = ContactDetail.objects.visible_to(VISITOR)
    return details.filter(kind=ContactKind.ADDRESS, service__in=shown.values("pk")).order_by("pk")


def words() -> dict[str, TermKey]:
    """Every term by its identifier."""
    return {word.id: word for word, _term in directory.terms()}


def found_by(kind: str, key: UUID, rows: Any) -> Any:
    """The one of `rows` with this identifier; None when there is none."""
    return rows.filter(slug__in=_slugs(kind, key)).first()


def matching(things: Sequence[_T], text: str, said: Callable[[_T], str]) -> list[_T]:
    """Those in which every word of `text` stands."""
    wanted = text.casefold().split()
    return [one for one in things if all(word in said(one).casefold() for word in wanted)]


def _slugs(kind: str, key: UUID) -> Any:
    return PublicKey.objects.filter(uid=key, kind=kind).values("slug")


def _about(asked: parameters.ByTaxonomy) -> Q | None:
    """Desks with the term, and with any term of the taxonomy, that is asked for."""
    about = Q()
    if asked.taxonomy_term_id:
        word = words().get(str(asked.taxonomy_term_id))
        about &= _has(word) if word else _NONE
    if asked.taxonomy_id:
        about &= _has_some(str(asked.taxonomy_id))
    return about or None


def _has(word: TermKey) -> Q:
    """As `services._attributes` gives it to a desk."""
    if word.taxonomy == vocabulary.KIND:
        return Q(organisation__kind=word.code)
    if word.taxonomy == vocabulary.AUDIENCE:
        return _meant_for(Audience.objects.visible_to(VISITOR).filter(slug=word.code))
    if word.taxonomy == vocabulary.GROUP:
        return Q(not_for_groups__regex=rf"(^| ){word.code}( |$)")
    if word.taxonomy == vocabulary.RECORD:
        return ~_NONE
    return _PROPERTIES[word.code] if word.taxonomy == vocabulary.PROPERTY else _NONE


def _has_some(taxonomy: str) -> Q:
    some = {
        vocabulary.KIND: ~_NONE,
        vocabulary.PROPERTY: ~_NONE,
        vocabulary.RECORD: ~_NONE,
        vocabulary.AUDIENCE: _meant_for(Audience.objects.visible_to(VISITOR)),
        vocabulary.GROUP: ~Q(not_for_groups=""),
    }
    return next((q for code, q in some.items() if uid("taxonomy", code) == taxonomy), _NONE)


def _meant_for(audiences: Any) -> Q:
    through: Any = Service.audiences.through
    ties = through.objects.filter(audience__in=audiences)
    return Q(pk__in=ties.values("service"))


def _searched(rows: Any, source: str, text: str, now: datetime) -> Any:
    """In a fixed order; of what is searched for the best first."""
    if not text:
        return rows.order_by("pk")
    found = INDEXES.search(SearchText(text), SearchFilters(source=source), VISITOR, now)
    keys = [int(hit.document.key) for hit in found.hits]
    place = Case(*(When(pk=key, then=Value(number)) for number, key in enumerate(keys)), default=0)
    return rows.filter(pk__in=keys).order_by(place, "pk")
