"""Editing pages of the knowledge base."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from knowledge import models
from knowledge.confirmation.admin import (
    AskToConfirmMixin,
    ConfirmationFilter,
    ConfirmationListMixin,
    ConfirmationRequestAdmin,
)
from knowledge.confirmation.reports.admin import CorrectionReportAdmin
from knowledge.editing.base import EntryAdmin, TranslatedFieldsMixin, search_columns
from knowledge.editing.change_reasons import (
    ArchivableInline,
    ArchivableInlineForm,
    ChangeReasonModelForm,
    ContactFormSet,
)
from knowledge.editing.desks import DesksAdmin
from knowledge.editing.filters import LawFilter, UnreadableHoursFilter
from knowledge.editing.opening_hours import OpeningHoursModelForm
from knowledge.editing.pending_edits import PendingEditAdmin
from knowledge.editing.spreadsheets.pages import SpreadsheetMixin
from knowledge.factsheets.admin import FactsheetAdmin
from knowledge.regions.admin import MunicipalityAdmin, RegionAdmin

__all__ = [  # registered in modules of their own
    "ConfirmationRequestAdmin",
    "CorrectionReportAdmin",
    "FactsheetAdmin",
    "MunicipalityAdmin",
    "PendingEditAdmin",
    "RegionAdmin",
]


@admin.register(models.Source)
class SourceAdmin(EntryAdmin):
    list_url = "sources"
    field_names = ("title", "language", "publisher", "year", "url", "note")
    slug_from = "title"
    list_display = ("title", "publisher", "year", "status")
    search_fields = ("title", "publisher", "slug")


@admin.register(models.Audience)
class AudienceAdmin(EntryAdmin):
    field_names = ("name",)
    search_fields = search_columns(models.Audience, "name", "slug")


@admin.register(models.ExploitationForm)
class ExploitationFormAdmin(DesksAdmin):
    list_url = "exploitation_forms"
    field_names = ("name", "summary", "description")
    autocomplete_fields = ("sources",)
    search_fields = search_columns(models.ExploitationForm, "name", "summary", "slug")


@admin.register(models.Signal)
class SignalAdmin(DesksAdmin):
    list_url = "signals"
    field_names = ("name", "description", "caveat", "category", "about", "audiences")
    autocomplete_fields = ("sources", "audiences")
    list_display = ("name", "category", "about", "status", "restricted", "review_by")
    list_filter = ("category", "about", "audiences", *EntryAdmin.list_filter)
    search_fields = search_columns(models.Signal, "name", "description", "slug")


@admin.register(models.RiskPlace)
class RiskPlaceAdmin(DesksAdmin):
    list_url = "places"
    field_names = ("name", "description", "setting", "role")
    autocomplete_fields = ("sources",)
    list_display = ("name", "setting", "role", "status", "restricted", "review_by")
    list_filter = ("setting", "role", *EntryAdmin.list_filter)
    search_fields = search_columns(models.RiskPlace, "name", "description", "slug")


@admin.register(models.CodeWord)
class CodeWordAdmin(EntryAdmin):
    list_url = "places"
    field_names = ("term", "context", "meaning")
    slug_from = "term"
    autocomplete_fields = ("sources",)
    search_fields = search_columns(models.CodeWord, "term", "context", "slug")


class OffenceInline(TranslatedFieldsMixin, admin.StackedInline):
    model = models.Offence
    ages, months = ("min_age", "max_age", "act"), ("maximum_months", "aggravated_months")
    field_names: Any = ("description", ages, months, "aggravated_by", "position")
    extra = 0


@admin.register(models.LegalArticle)
class LegalArticleAdmin(DesksAdmin):
    field_names = (
        "law",
        "number",
        "title",
        "summary",
        "maximum_penalty",
        "note",
        "in_force_from",
        "in_force_until",
        "successors",
        "text_seen_on",
        "text_seen_source",
        "pending_change",
    )
    slug_from = "number"
    autocomplete_fields = ("sources", "successors", "text_seen_source")
    inlines = (OffenceInline,)
    list_display = ("citation", "title", "in_force_from", "text_seen_on", "status", "review_by")
    list_filter = (
        LawFilter,
        "law",
        "in_force_from",
        "in_force_until",
        "text_seen_on",
        *EntryAdmin.list_filter,
    )
    search_fields = search_columns(models.LegalArticle, "law", "number", "title", "slug")


@admin.register(models.Guidance)
class GuidanceAdmin(DesksAdmin):
    field_names = ("title", "theme", "summary", "body", "do", "avoid", "audiences", "articles")
    slug_from = "title_nl"
    autocomplete_fields = ("sources", "audiences", "articles")
    list_display = ("title", "theme", "status", "restricted", "review_by", "updated_at")
    list_filter = ("theme", "audiences", *EntryAdmin.list_filter)
    search_fields = search_columns(models.Guidance, "title", "summary", "slug")


@admin.register(models.Resource)
class ResourceAdmin(DesksAdmin):
    list_url = "resources"
    field_names = (
        "name",
        "kind",
        "summary",
        "description",
        "suitable_for",
        "not_for",
        "how_to_get",
        "url",
        "email",
        "audiences",
    )
    autocomplete_fields = ("sources", "audiences")
    list_display = ("name", "kind", "status", "restricted", "review_by")
    list_filter = ("kind", "audiences", *EntryAdmin.list_filter)
    search_fields = search_columns(models.Resource, "name", "summary", "slug")


@admin.register(models.KeyFigure)
class KeyFigureAdmin(EntryAdmin):
    list_url = "figures"
    field_names = (
        "figure",
        "counts",
        "period",
        "caveat",
        "is_estimate",
        "comparison",
        "value",
        "short_name",
    )
    slug_from = "figure_nl"
    autocomplete_fields = ("sources",)
    list_display = ("figure", "counts", "period", "is_estimate", "status", "review_by")
    search_fields = search_columns(models.KeyFigure, "figure", "counts", "slug")


@admin.register(models.DefaultDesks)
class DefaultDesksAdmin(DesksAdmin):
    field_names = ("subject",)
    slug_from = "subject"
    list_display = ("__str__", "first_desk", "status", "restricted", "updated_at")
    list_select_related = ("first_desk",)
    search_fields = ("subject", "slug")


@admin.register(models.Organisation)
class OrganisationAdmin(SpreadsheetMixin, AskToConfirmMixin, EntryAdmin):
    field_names = ("name", "abbreviation", "kind", "summary", "description", "website")
    autocomplete_fields = ("sources",)
    list_display = ("name", "abbreviation", "kind", "status", "restricted", "review_by")
    list_filter = ("kind", *EntryAdmin.list_filter)
    search_fields = search_columns(models.Organisation, "name", "abbreviation", "slug")


@admin.register(models.Synonym)
class SynonymAdmin(EntryAdmin):
    field_names = ("words", "stands_for")
    slug_from = "words_nl"
    list_display = ("words", "stands_for", "status", "restricted", "updated_at")
    search_fields = search_columns(models.Synonym, "words", "stands_for", "slug")


class ContactDetailInlineForm(OpeningHoursModelForm, ArchivableInlineForm):
    """A contact detail on the page of its desk."""


class ContactDetailInline(ArchivableInline, TranslatedFieldsMixin, admin.StackedInline):
    model = models.ContactDetail
    form = ContactDetailInlineForm
    formset = ContactFormSet
    field_names = (
        "kind",
        "value",
        "extension",
        "label",
        "opening_hours",
        "hours_note",
        "sources",
        "status",
        "restricted",
        "review_by",
        "position",
        "slug",
    )
    autocomplete_fields = ("sources",)
    extra = 0


@admin.register(models.Service)
class ServiceAdmin(SpreadsheetMixin, EntryAdmin):
    number_column = "contact_details__value_normalised"
    field_names = (
        "organisation",
        "name",
        "summary",
        "description",
        "min_age",
        "max_age",
        "open_to_men_and_boys",
        "contact_by",
        "anonymous",
        "free",
        "languages",
        "coverage",
        "area",
        "region_kind",
        "regional_of",
        "regions",
        "not_for",
        "not_for_groups",
        "how_to_reach",
        "after_contact",
        "call_say",
        "call_asked",
        "call_names",
        "call_no_answer",
        "audiences",
    )
    autocomplete_fields = ("sources", "organisation", "regional_of", "regions", "audiences")
    inlines = (ContactDetailInline,)
    list_display = ("name", "organisation", "contact_by", "coverage", "status", "review_by")
    list_filter = ("organisation__kind", "contact_by", "coverage", *EntryAdmin.list_filter)
    list_select_related = ("organisation",)
    search_fields = search_columns(models.Service, "name", "summary", "slug")


class ContactDetailForm(OpeningHoursModelForm, ChangeReasonModelForm):
    """A contact detail on a page of its own."""


@admin.register(models.ContactDetail)
class ContactDetailAdmin(ConfirmationListMixin, SpreadsheetMixin, EntryAdmin):
    form = ContactDetailForm
    field_names = (
        "service",
        "kind",
        "value",
        "extension",
        "label",
        "opening_hours",
        "hours_note",
    )
    slug_from = "value"
    autocomplete_fields = ("sources", "service")
    number_column = "value_normalised"
    list_display = ("full_value", "confirmation", "kind", "service", "hours", "status")
    actions = ("confirm_together", "archive_selected")
    list_filter = (ConfirmationFilter, "kind", UnreadableHoursFilter, *EntryAdmin.list_filter)
    list_select_related = ("service",)
    search_fields = search_columns(models.ContactDetail, "value", "label", "slug", "service__slug")

    @admin.display(description=_("contact detail"))
    def full_value(self, detail: models.ContactDetail) -> str:
        return detail.display_in_full
