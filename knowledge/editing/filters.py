"""Filters of the editors' lists by what has to be done. The first page leads to them."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SOON = timedelta(days=180)
"""A change of law is announced this long before: texts and sheets have to follow."""


class ToDoFilter(admin.SimpleListFilter):
    """A filter with one choice besides all."""

    choice: tuple[str, Any]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [self.choice]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.narrowed(queryset) if self.value() == self.choice[0] else queryset

    def narrowed(self, rows: Any) -> QuerySet[Any]:
        raise NotImplementedError


class TranslationFilter(ToDoFilter):
    title = _("translation")
    parameter_name = "vertaling"
    choice = ("ontbreekt", _("a language is missing"))

    def narrowed(self, rows: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.living().untranslated()
        return found


class ReviewFilter(ToDoFilter):
    title = _("review")
    parameter_name = "nakijken"
    choice = ("nu", _("to be looked at again"))

    def narrowed(self, rows: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.living().due_for_review(on=timezone.localdate())
        return found


class LawFilter(ToDoFilter):
    title = _("change of law")
    parameter_name = "wijzigt"
    choice = ("binnenkort", _("changes soon"))

    def narrowed(self, rows: Any) -> QuerySet[Any]:
        today = timezone.localdate()
        found: QuerySet[Any] = rows.living().changing(after=today, until=today + SOON)
        return found
