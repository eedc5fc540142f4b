"""Admin of municipalities and regions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from knowledge import models
from knowledge.editing.base import PermanentSlugMixin
from knowledge.editing.change_reasons import ChangeReasonModelForm, SingleHistoryEntryMixin
from knowledge.editing.locking import LockedFormMixin, OptimisticLockMixin
from knowledge.history.deleted_admin import ProtectUsedMixin
from knowledge.history.history_admin import HistoryMixin
from knowledge.models.municipality import refuse_regions_of_one_kind


@admin.register(models.Region)
class RegionAdmin(
    HistoryMixin,
    SingleHistoryEntryMixin,
    ProtectUsedMixin,
    PermanentSlugMixin,
    OptimisticLockMixin,
    admin.ModelAdmin,
):
    slug_from = "name"
    fields = ("name", "kind", "code", "slug")
    list_display = ("name", "kind", "code")
    list_filter = ("kind",)
    search_fields = ("name", "code", "slug")


class MunicipalityForm(ChangeReasonModelForm):
    def clean(self) -> dict[str, Any]:
        """Check the submitted regions; the model can only check saved ones."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_regions_of_one_kind(cleaned.get("regions", ()))
        return cleaned


class DifferentNames(forms.BaseInlineFormSet):
    """Rejects names that are equal without case and accents, also within one submission."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = slugify(form.cleaned_data.get("name") or "") if form.is_valid() else ""
            if name and name in seen:
                form.add_error("name", _("The municipality already has this name."))
            seen.add(name)


class MunicipalityAliasInline(LockedFormMixin, admin.TabularInline):
    model = models.MunicipalityAlias
    formset = DifferentNames
    fields = ("name",)
    extra = 1


@admin.register(models.Municipality)
class MunicipalityAdmin(
    HistoryMixin,
    SingleHistoryEntryMixin,
    ProtectUsedMixin,
    PermanentSlugMixin,
    OptimisticLockMixin,
    admin.ModelAdmin,
):
    form = MunicipalityForm
    slug_from = "name"
    fields = ("name", "code", "regions", "ended_on", "successor", "slug")
    autocomplete_fields = ("regions", "successor")
    inlines = (MunicipalityAliasInline,)
    list_display = ("name", "code", "region_names", "ended_on", "successor")
    list_filter = ("ended_on", "regions")
    list_select_related = ("successor",)
    search_fields = ("name", "code", "slug", "aliases__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("regions")

    @admin.display(description=models.Municipality._meta.get_field("regions").verbose_name)
    def region_names(self, municipality: models.Municipality) -> str:
        return ", ".join(str(region) for region in municipality.regions.all())
