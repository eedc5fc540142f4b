"""Lists of the API: which records a query selects, and one page of them."""

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

from knowledge.models import (
    Audience,
    ContactDetail,
    EntryQuerySet,
    Organisation,
    PublicKey,
    Service,
)
from knowledge.models.contact_detail import ContactDetailQuerySet, ContactKind
from knowledge.models.directory import VISITOR
from knowledge.models.service import ContactBy, Coverage, ServiceQuerySet
from knowledge.open_data.datasets import directory
from knowledge.open_data.hsds import vocabulary
from knowledge.open_data.hsds.values import ORGANISATION, SERVICE, uid
from knowledge.open_data.hsds.vocabulary import TermKey
from knowledge.search.query import SearchFilters, SearchText
from portal.api import parameters
from portal.api.responses import (
    json_response,
    list_of_all_response,
    ndjson_response,
    unless_current,
)
from portal.search.indexes import INDEXES

_KEYS = 2_000  # read at a time when all records are sent
SMALL, MEDIUM, LARGE = 500, 50, 2
"""Records in memory at a time: bare ones, desks, organisations with all their desks."""
_T = TypeVar("_T")
_Rows = TypeVar("_Rows", bound=EntryQuerySet)
_NONE = Q(pk__in=[])
_BY_KEY = ("pk",)
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


def _unchanged(rows: Any) -> Any:
    return rows


@dataclass(frozen=True, slots=True)
class RecordSource:
    """Records in a fixed order: `write` turns one into data, `read` adds relations to rows.

    A page of rows is selected first, so that `read` costs nothing for rows that are skipped.
    When all are sent, `batch` of them are in memory at a time.
    """

    rows: Any
    write: Callable[[Any], Any]
    read: Callable[[Any], Any] = _unchanged
    batch: int = MEDIUM

    def __len__(self) -> int:
        return int(self.rows.count()) if isinstance(self.rows, QuerySet) else len(self.rows)

    def slice(self, start: int, end: int) -> list[Any]:
        if isinstance(self.rows, QuerySet):
            return self._records(self._keys()[start:end])
        return [self.write(row) for row in self.rows[start:end]]

    def all(self) -> Iterator[Any]:
        """All records. Rows that are added or deleted meanwhile cause no gap and no repeat."""
        if not isinstance(self.rows, QuerySet):
            yield from map(self.write, self.rows)
            return
        for keys in self._batches_of_keys():
            for start in range(0, len(keys), self.batch):
                yield from self._records(keys[start : start + self.batch])

    def _batches_of_keys(self) -> Iterator[list[int]]:
        """The keys of all rows. What was searched for is in an order of its own, and not much."""
        if self.rows.query.order_by != _BY_KEY:
            yield list(self._keys())
            return
        last = 0
        while keys := list(self._keys().filter(pk__gt=last)[:_KEYS]):
            yield keys
            last = keys[-1]

    def _keys(self) -> Any:
        return self.rows.values_list("pk", flat=True)

    def _records(self, keys: Iterable[int]) -> list[Any]:
        rows = list(self.read(self.rows.filter(pk__in=list(keys))))
        records = [self.write(row) for row in rows]
        for row in rows:
            directory.release(row)
        return records


def list_response(
    request: HttpRequest, query: parameters.Listed, source: RecordSource
) -> HttpResponseBase:
    """The page in `query`, or all records as lines."""
    if query.format == "ndjson":
        return ndjson_response(source.all())
    total, per_page = len(source), query.per_page or parameters.PER_PAGE
    start = (query.page - 1) * per_page
    contents = source.slice(start, start + per_page) if start < total else []
    return json_response(request, _page(query.page, per_page, total, contents))


def whole_list_response(
    request: HttpRequest, query: parameters.Listed, source: RecordSource, now: datetime
) -> HttpResponseBase:
    """All records on one page, streamed; pages as in any list when `query` asks for those."""
    if query.format == "ndjson" or query.per_page or query.page > 1:
        return list_response(request, query, source)
    return unless_current(request, now, lambda: list_of_all_response(source.all(), _page_of_all))


def _page_of_all(total: int) -> dict[str, Any]:
    """What a page with all records says of itself, once they were counted."""
    return {**_page(1, max(total, 1), total, []), "size": total, "empty": not total}


def _page(number: int, per_page: int, total: int, contents: list[Any]) -> Page[Any]:
    pages = math.ceil(total / per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def services(query: parameters.Followed, now: datetime) -> ServiceQuerySet:
    today = timezone.localdate(now)
    rows = Service.objects.in_directory(on=today)
    if query.organization_id:
        rows = rows.filter(organisation__slug__in=_slugs(ORGANISATION, query.organization_id))
    if query.modified_after:
        rows = rows.modified_since(query.modified_after, on=today)
    if condition := _by_taxonomy(query):
        rows = rows.filter(condition).active()
    return _search(rows, SERVICE, query.search, now)


def organisations(query: parameters.Organizations, now: datetime) -> EntryQuerySet:
    rows = Organisation.objects.visible_to(VISITOR)
    if query.taxonomy_term_id:
        term = term_keys().get(str(query.taxonomy_term_id))
        rows = rows.filter(kind=term.code if term and term.taxonomy == vocabulary.KIND else "")
    if query.taxonomy_id and str(query.taxonomy_id) != uid("taxonomy", vocabulary.KIND):
        rows = rows.none()
    return _search(rows, ORGANISATION, query.search, now)


def service_addresses(query: parameters.Followed, now: datetime) -> ContactDetailQuerySet:
    """Street addresses of the services that visitors may see."""
    visible = services(query, now).active().order_by()
    details = ContactDetail.objects.visible_to(VISITOR)
    return details.filter(kind=ContactKind.ADDRESS, service__in=visible.values("pk")).order_by(
        *_BY_KEY
    )


def term_keys() -> dict[str, TermKey]:
    return {key.id: key for key, _term in directory.terms()}


def find_by_id(kind: str, key: UUID, rows: EntryQuerySet) -> Any:
    """The row with this identifier, or None."""
    return rows.filter(slug__in=_slugs(kind, key)).first()


def containing(records: Sequence[_T], text: str, text_of: Callable[[_T], str]) -> list[_T]:
    """The records whose text contains every word of `text`."""
    words = text.casefold().split()
    return [record for record in records if all(w in text_of(record).casefold() for w in words)]


def _slugs(kind: str, key: UUID) -> QuerySet[PublicKey, Any]:
    return PublicKey.objects.filter(uid=key, kind=kind).values("slug")


def _by_taxonomy(query: parameters.ByTaxonomy) -> Q | None:
    """Filter services on a term, and on any term of a taxonomy; None without either."""
    condition = Q()
    if query.taxonomy_term_id:
        term = term_keys().get(str(query.taxonomy_term_id))
        condition &= _has(term) if term else _NONE
    if query.taxonomy_id:
        condition &= _has_any(str(query.taxonomy_id))
    return condition or None


def _has(term: TermKey) -> Q:
    """Services that get this term from `knowledge.open_data.hsds.services`."""
    if term.taxonomy == vocabulary.KIND:
        return Q(organisation__kind=term.code)
    if term.taxonomy == vocabulary.AUDIENCE:
        return _meant_for(Audience.objects.visible_to(VISITOR).filter(slug=term.code))
    if term.taxonomy == vocabulary.GROUP:
        return Q(not_for_groups__regex=rf"(^| ){term.code}( |$)")
    if term.taxonomy == vocabulary.RECORD:
        return ~_NONE
    return _PROPERTIES[term.code] if term.taxonomy == vocabulary.PROPERTY else _NONE


def _has_any(taxonomy: str) -> Q:
    conditions = {
        vocabulary.KIND: ~_NONE,
        vocabulary.PROPERTY: ~_NONE,
        vocabulary.RECORD: ~_NONE,
        vocabulary.AUDIENCE: _meant_for(Audience.objects.visible_to(VISITOR)),
        vocabulary.GROUP: ~Q(not_for_groups=""),
    }
    return next((q for code, q in conditions.items() if uid("taxonomy", code) == taxonomy), _NONE)


def _meant_for(audiences: EntryQuerySet) -> Q:
    through = Service.audiences.through
    links = through._default_manager.filter(audience__in=audiences)
    return Q(pk__in=links.values("service"))


def _search(rows: _Rows, source: str, text: str, now: datetime) -> _Rows:
    """Rows that match `text`, best match first; without a text in a fixed order."""
    if not text:
        return rows.order_by(*_BY_KEY)
    results = INDEXES.search(SearchText(text), SearchFilters(source=source), VISITOR, now)
    keys = [int(hit.document.key) for hit in results.hits]
    rank = Case(*(When(pk=key, then=Value(number)) for number, key in enumerate(keys)), default=0)
    return rows.filter(pk__in=keys).order_by(rank, "pk")
