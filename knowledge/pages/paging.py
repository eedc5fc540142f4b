"""Pagination by page number, or by the entry that must be on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, TextChoices, Value, When
from django.http import QueryDict

PER_PAGE = 50
NUMBER, BESIDE = "pagina", "bij"


class PageForm(forms.Form):
    """Page parameters; invalid values are ignored."""

    number = forms.IntegerField(required=False)
    beside = forms.SlugField(max_length=80, required=False)


class EntryPaginator(Paginator):
    """`name` is the query parameter of the page number."""

    def __init__(self, entries: QuerySet[Any], name: str) -> None:
        super().__init__(entries, PER_PAGE)
        self.entries = entries
        self.name = name

    def page_with(self, slug: str) -> int | None:
        slugs = list(self.entries.values_list("slug", flat=True))
        return slugs.index(slug) // self.per_page + 1 if slug in slugs else None


def page_of(entries: QuerySet[Any], query: QueryDict, *, name: str = NUMBER) -> Page[Any]:
    """The requested page of `entries`, evaluated; the nearest page for a number out of range.

    A link that names an entry (`?bij=slug#slug`) keeps working when the list grows.
    """
    form = PageForm({"number": query.get(name, ""), "beside": query.get(BESIDE, "")})
    form.is_valid()
    pages = EntryPaginator(entries, name)
    number = max(form.cleaned_data.get("number") or 1, 1)
    beside = form.cleaned_data.get("beside")
    if beside and pages.num_pages > 1:
        number = pages.page_with(beside) or number
    page = pages.get_page(number)
    page.object_list = list(page.object_list)
    return page


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
