"""Editing pages of factsheets: the sheet, and its sections in order."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from knowledge import models
from knowledge.admin_base import EntryAdmin, SideBySide, searchable
from knowledge.models.factsheet import NOUNS_OF


class SectionInline(SideBySide, admin.StackedInline):
    model = models.FactsheetSection
    shown = ("title", "text", "takes", "shows", "kinds", "only", "sources", "position")
    autocomplete_fields = ("sources",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("sources")


@admin.register(models.Factsheet)
class FactsheetAdmin(EntryAdmin):
    shown = ("title", "neutral_title", "introduction", "audience", "layout")
    slug_from = "title_nl"
    autocomplete_fields = ("audience",)
    inlines = (SectionInline,)
    list_display = ("title", "audience", "layout", "status", "restricted", "review_by")
    list_filter = ("audience", "layout", *EntryAdmin.list_filter)
    list_select_related = ("audience",)
    search_fields = searchable(models.Factsheet, "title", "introduction", "slug")
    readonly_fields = ("what_can_be_taken",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        help_for_sections = (
            _("What sections can take"),
            {"fields": ["what_can_be_taken"], "classes": ["collapse"]},
        )
        return [*super().get_fieldsets(request, obj), help_for_sections]

    @admin.display(description=_("kinds and slugs"))
    def what_can_be_taken(self, sheet: Any) -> SafeString:
        """Of every noun its kinds and the slugs of its entries, to copy from."""
        rows = [
            (models.factsheet.Takes(takes).label, ", ".join(noun.kinds) or "–", _slugs(noun.model))
            for takes, noun in NOUNS_OF.items()
        ]
        return format_html_join("", "<h4>{}</h4><p>{}</p><p>{}</p>", rows)


def _slugs(model: Any) -> str:
    return ", ".join(model.objects.living().order_by("slug").values_list("slug", flat=True))
