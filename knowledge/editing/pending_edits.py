"""The list of changes that wait for a publisher, and of what became of earlier ones."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from knowledge.editing.readonly import ReadOnlyAdmin
from knowledge.models import PendingEdit
from knowledge.models.review.decided import Decision


@admin.register(PendingEdit)
class PendingEditAdmin(ReadOnlyAdmin):
    """Only looked at: what waits is decided on the editing page of its record."""

    list_display = ("look", "fields_changed", "made_by", "made_at", "decision", "decided_by")
    list_display_links = None
    list_filter = ("decision", "made_at")
    ordering = ("-made_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("made_by", "decided_by")
        return rows.prefetch_related("record")

    @admin.display(description=_("record"))
    def look(self, edit: Any) -> str:
        kind = edit.content_type
        name, parts = f"admin:{kind.app_label}_{kind.model}_change", [edit.object_id]
        if edit.decision == Decision.OPEN:
            name, parts = f"admin:{kind.app_label}_{kind.model}_pending", [*parts, edit.pk]
        return format_html('<a href="{}">{}</a>', reverse(name, args=parts), edit.record)

    @admin.display(description=_("fields"))
    def fields_changed(self, edit: Any) -> str:
        return ", ".join(edit.changed)
