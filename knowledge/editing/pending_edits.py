"""The list of pending edits, and of how earlier ones were decided."""

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
    """Read-only: a pending edit is decided on the editing page of its record."""

    list_display = ("record_link", "fields_changed", "made_by", "made_at", "decision", "decided_by")
    list_display_links = None
    list_filter = ("decision", "made_at")
    ordering = ("-made_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("made_by", "decided_by")
        return rows.prefetch_related("record")

    @admin.display(description=_("record"))
    def record_link(self, edit: PendingEdit) -> str:
        kind = edit.content_type
        name, keys = f"admin:{kind.app_label}_{kind.model}_change", [edit.object_id]
        if edit.decision == Decision.OPEN:
            name, keys = f"admin:{kind.app_label}_{kind.model}_pending", [*keys, edit.pk]
        return format_html('<a href="{}">{}</a>', reverse(name, args=keys), edit.record)

    @admin.display(description=_("fields"))
    def fields_changed(self, edit: PendingEdit) -> str:
        return ", ".join(edit.changed)
