"""Searching lists of the editing site by a phone number, however it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from knowledge.values.phones import searched_phone


class NumberSearchMixin(admin.ModelAdmin):
    """Compares a number, or the start of one, with `number_column` too; empty: with nothing.

    `number_column` is the lookup of a normalised number.
    """

    number_column: str = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        rows, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        number = searched_phone(search_term) if self.number_column else ""
        if not number:
            return rows, may_have_duplicates
        all_rows = self.model._default_manager.all()
        with_number = all_rows.filter(**{f"{self.number_column}__contains": number})
        found = Q(pk__in=rows.values("pk")) | Q(pk__in=with_number.values("pk"))
        return queryset.filter(found), False
