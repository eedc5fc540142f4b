"""Filters of the change lists for work to do; the dashboard links to them."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models import OutdatedText
from knowledge.models.contact_detail import ContactDetailQuerySet
from knowledge.models.legal_article import LegalArticleQuerySet
from knowledge.models.querysets import EntryQuerySet

SOON = timedelta(days=180)
"""How long ahead a change of law is listed, so that texts and factsheets can follow."""


class ToDoFilter(admin.SimpleListFilter):
    """A filter with one choice besides "all"."""

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
    behind = ("achter", _("a language is behind"))

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [self.choice, self.behind]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != self.behind[0]:
            return super().queryset(request, queryset)
        marked = OutdatedText.objects.of_model(queryset.model)
        return queryset.filter(pk__in=marked.values("object_id"))

    def narrowed(self, rows: EntryQuerySet[Any]) -> QuerySet[Any]:
        return rows.not_archived().untranslated()


class SourceFilter(ToDoFilter):
    """For entries from before every published one needed a source."""

    title = _("source")
    parameter_name = "bron"
    choice = ("ontbreekt", _("published without a source"))

    def narrowed(self, rows: EntryQuerySet[Any]) -> QuerySet[Any]:
        return rows.without_source()


class ReviewFilter(ToDoFilter):
    title = _("review")
    parameter_name = "nakijken"
    choice = ("nu", _("to be reviewed"))

    def narrowed(self, rows: EntryQuerySet[Any]) -> QuerySet[Any]:
        return rows.not_archived().due_for_review(on=timezone.localdate())


class LawFilter(ToDoFilter):
    title = _("change of law")
    parameter_name = "wijzigt"
    choice = ("binnenkort", _("changing soon"))

    def narrowed(self, rows: LegalArticleQuerySet) -> QuerySet[Any]:
        today = timezone.localdate()
        return rows.not_archived().changing(after=today, until=today + SOON)


class UnreadableHoursFilter(ToDoFilter):
    title = _("opening hours")
    parameter_name = "tijden"
    choice = ("onleesbaar", _("can no longer be understood"))

    def narrowed(self, rows: ContactDetailQuerySet) -> QuerySet[Any]:
        return rows.not_archived().with_unreadable_hours()
