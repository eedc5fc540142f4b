"""Admin of factsheets, with their sections inline."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from knowledge import models
from knowledge.editing.base import EntryAdmin, TranslatedFieldsMixin, search_columns
from knowledge.factsheets.filters import GapFilter
from knowledge.factsheets.gaps import gaps
from knowledge.models.factsheet import SELECTABLE_MODELS, SelectableModel, Takes


class SectionInline(TranslatedFieldsMixin, admin.StackedInline):
    model = models.FactsheetSection
    field_names: Any = (
        ("role", "position"),
        "title",
        "text",
        ("takes", "shows", "kinds"),
        "only",
        "instead",
        "sources",
    )
    autocomplete_fields = ("sources",)
    readonly_fields = ("left_out",)
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_fields(request, obj), "left_out"]

    @admin.display(description=_("not on the sheet"))
    def left_out(self, section: models.FactsheetSection) -> str:
        """Entries it names that visitors cannot see: drafts, restricted, law no longer in force."""
        missing = gaps([section], on=localdate()).get(section.pk, [])
        return ", ".join(missing) or str(_("nothing"))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("sources")


@admin.register(models.Factsheet)
class FactsheetAdmin(EntryAdmin):
    field_names = (
        "title",
        "neutral_title",
        "introduction",
        "audience",
        "layout",
        "reviewed_on",
    )
    slug_from = "title_nl"
    autocomplete_fields = ("audience",)
    inlines = (SectionInline,)
    preview_kinds = ("pdf",)
    list_display = ("title", "audience", "layout", "status", "restricted", "review_by")
    list_filter = (GapFilter, "audience", "layout", *EntryAdmin.list_filter)
    list_select_related = ("audience",)
    search_fields = search_columns(models.Factsheet, "title", "introduction", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), "what_can_be_taken")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        help_for_sections = (
            _("What sections can include"),
            {"fields": ["what_can_be_taken"], "classes": ["collapse"]},
        )
        return [*super().get_fieldsets(request, obj), help_for_sections]

    def preview_address(self, entry: Any, kind: str) -> str:
        if kind == "pdf":
            return reverse("factsheet_pdf", args=[entry.slug])
        return super().preview_address(entry, kind)

    @admin.display(description=_("kinds and slugs"))
    def what_can_be_taken(self, sheet: models.Factsheet) -> SafeString:
        """Kinds and slugs of every selectable model, for copying."""
        rows = [
            (Takes(takes).label, _kinds(selectable), _slugs(selectable.model))
            for takes, selectable in SELECTABLE_MODELS.items()
        ]
        return format_html_join("", "<h4>{}</h4>{}<p>{}</p>", rows)


def _kinds(selectable: SelectableModel) -> SafeString:
    """The codes of its kinds with their labels."""
    named = [(code, capfirst(label)) for code, label in selectable.choices]
    return format_html_join("", "<p><b>{}</b> {}</p>", named)


def _slugs(model: type[models.SourcedEntry]) -> str:
    return ", ".join(model.objects.not_archived().order_by("slug").values_list("slug", flat=True))
