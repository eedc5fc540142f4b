"""What all editing pages share: translations side by side, the texts first, the rest after."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from knowledge.editing.change_reasons import SingleHistoryEntryMixin
from knowledge.editing.filters import ReviewFilter, TranslationFilter
from knowledge.editing.locking import LockedFormMixin, OptimisticLockMixin
from knowledge.editing.moderation import ModerationMixin
from knowledge.editing.preview import PreviewMixin
from knowledge.history.archive_admin import ArchiveMixin, StatusFilter
from knowledge.history.history_admin import HistoryMixin
from knowledge.introspection import LANGUAGES, localized, translated_fields
from knowledge.open_data.importing.provenance import ProvenanceMixin

Row = str | tuple[str, ...]


def side_by_side(model: type[models.Model], names: Sequence[str]) -> list[Row]:
    """`names` as rows of a form: a translated field becomes one row with all languages."""
    texts = translated_fields(model)
    return [
        tuple(localized(name, language) for language in LANGUAGES) if name in texts else name
        for name in names
    ]


def searchable(model: type[models.Model], *names: str) -> list[str]:
    """Columns to search in: `names`, in every language where they are translated."""
    found: list[str] = []
    for row in side_by_side(model, names):
        found.extend([row] if isinstance(row, str) else row)
    return found


class SideBySide(LockedFormMixin):
    """For an admin or an inline with `shown`: field names without a language."""

    shown: Sequence[str] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*side_by_side(self.model, self.shown), "version"]


class PermanentSlug(BaseModelAdmin):
    """A slug is part of addresses: it is made from the name and then stays as it is."""

    slug_from: str = "name_nl"

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {"slug": (self.slug_from,)} if obj is None else {}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("slug",)


class EntryAdmin(
    ProvenanceMixin,
    PreviewMixin,
    ModerationMixin,
    HistoryMixin,
    SingleHistoryEntryMixin,
    ArchiveMixin,
    PermanentSlug,
    OptimisticLockMixin,
    SideBySide,
    admin.ModelAdmin,
):
    """An entry of the knowledge base: its texts, then how it is shown and where it is from."""

    list_filter: Any = (StatusFilter, "restricted", ReviewFilter, TranslationFilter)
    list_display: Any = ("__str__", "status", "restricted", "review_by", "updated_at")
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions_on_bottom = True
    save_on_top = True

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        model_fields = {field.name for field in self.model._meta.get_fields()}
        keeping = [name for name in ("position", "home_position") if name in model_fields]
        kept = ["status", "restricted", "review_by", *keeping]
        planned = ("publish_on", "withdraw_on")
        own = [name for name in self.shown if name != "sources"]
        fieldsets = [
            (None, {"fields": side_by_side(self.model, own)}),
            (_("How it is shown"), {"fields": [tuple(kept), planned, "slug", "version"]}),
        ]
        if "sources" in model_fields:
            fieldsets.insert(1, (_("Where it comes from"), {"fields": ["sources"]}))
        return fieldsets
