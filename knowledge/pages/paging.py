"""Pagination by page number, or by the entry that must be on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, TextChoices, Value, When
from django.http import Http404, QueryDict
from django.utils.functional import cached_property

from knowledge.caching.derived import DerivedContent

PER_PAGE = 50
NUMBER, BESIDE = "pagina", "bij"


_COUNTS: DerivedContent[dict[str, int]] = DerivedContent("list-counts", dict)


class PageForm(forms.Form):
    """Page parameters; invalid values are ignored."""

    number = forms.IntegerField(required=False)
    beside = forms.SlugField(max_length=80, required=False)


class EntryPaginator(Paginator):
    """`name` is the query parameter of the page number.

    What is counted once for each version of the content is all that grows with a `whole` list: one
    that nobody narrowed.
    """

    def __init__(self, entries: QuerySet[Any], name: str, *, whole: bool = False) -> None:
        super().__init__(entries, PER_PAGE)
        self.entries = entries
        self.name = name
        self.whole = whole

    @cached_property
    def count(self) -> int:
        if not self.whole:
            return self.entries.count()
        counts, counted = _COUNTS.get(), str(self.entries.query)  # who sees what is in the query
        if counted not in counts:
            counts[counted] = self.entries.count()
        return counts[counted]

    def page_with(self, slug: str) -> int | None:
        slugs = list(self.entries.values_list("slug", flat=True))
        return slugs.index(slug) // self.per_page + 1 if slug in slugs else None


def page_of(entries: QuerySet[Any], query: QueryDict, *, name: str = NUMBER) -> Page[Any]:
    """The requested page of `entries`, evaluated; Http404 for a number beyond the last.

    A link that names an entry (`?bij=slug#slug`) keeps working when the list grows.
    """
    pages = EntryPaginator(entries, name, whole=set(query) <= {NUMBER, name})
    number, beside = _requested(query, name)
    if beside and pages.num_pages > 1:
        number = pages.page_with(beside) or number
    if number > pages.num_pages:
        raise Http404
    page = pages.page(number)
    page.object_list = list(page.object_list)
    return page


def page_number(query: QueryDict, *, name: str = NUMBER) -> int:
    """The number that was asked for; 1 for what is no number."""
    return _requested(query, name)[0]


def _requested(query: QueryDict, name: str) -> tuple[int, str]:
    form = PageForm({"number": query.get(name, ""), "beside": query.get(BESIDE, "")})
    form.is_valid()
    number = max(form.cleaned_data.get("number") or 1, 1)
    return number, form.cleaned_data.get("beside") or ""


def by_kind(entries: QuerySet[Any], field: str, kinds: type[TextChoices]) -> Any:
    """Order `entries` by kind, so that a kind continues on the next page."""
    ranks = [When(**{field: kind}, then=Value(rank)) for rank, kind in enumerate(kinds.values)]
    order = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    return entries.order_by(order, *entries.query.order_by)


def grouped(
    page: Page[Any], field: str, kinds: type[TextChoices]
) -> list[tuple[str, str, list[Any]]]:
    """Entries of a page grouped by kind: (key, heading, entries) in the order of `kinds`."""
    groups: dict[str, list[Any]] = {}
    for entry in page.object_list:
        groups.setdefault(getattr(entry, field), []).append(entry)
    return [(kind, str(label), groups[kind]) for kind, label in kinds.choices if kind in groups]


def page_by_kind(
    query: QueryDict, entries: QuerySet[Any], field: str, kinds: type[TextChoices]
) -> dict[str, Any]:
    """Context: the requested page of `entries`, and its entries grouped by kind."""
    page = page_of(by_kind(entries, field, kinds), query)
    return {"page": page, "groups": grouped(page, field, kinds)}
