"""Admin pages of deleted rows, to recover them; and protection of rows that are in use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.history.archiving import list_usages_of
from knowledge.history.diff import compare
from knowledge.history.forms import PageForm, RecoverForm
from knowledge.history.history_admin import report_errors, report_restored
from knowledge.history.labels import RecordLabels
from knowledge.history.recording import DELETED, entries_of, models_with_history, parts_of
from knowledge.history.restoring import parts_deleted_with, recover, snapshot_at
from knowledge.history.snapshots import Model, RecordRefs
from knowledge.history.timeline import who, why
from knowledge.introspection import foreign_keys
from knowledge.permissions import entry_of, may_change_at_once

PAGE = 25


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A deleted row as it is listed: verbose name of its model, its label, and its deletion.

    `model_label` is as in the URL: knowledge.region.
    """

    kind: str
    name: str
    who: str
    entry: Any
    model_label: str


class RecoverableMixin(admin.ModelAdmin):
    """Link the change list to the deleted rows, where they can be recovered."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        address = reverse("deleted") if self.has_delete_permission(request) else ""
        context = {"deleted_address": address, **(extra_context or {})}
        return super().changelist_view(request, context)


class ProtectUsedMixin(RecoverableMixin):
    """Refuse to delete rows that other records list: those lists would change silently."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        usages = [usage for row in objs for usage in list_usages_of(row)]
        in_use = [f"{usage._meta.verbose_name}: {usage}" for usage in usages]
        return to_delete, counts, lacking, [*protected, *dict.fromkeys(in_use)]


def deleted_page(request: HttpRequest) -> HttpResponse:
    """All rows that were deleted by a user and not recovered, newest first."""
    models = [model for model in models_with_history() if _has_perm(request, model, "view")]
    entries = sorted(
        (entry for model in models for entry in _deletions(model)),
        key=lambda entry: (entry.history_date, entry.history_id),
        reverse=True,
    )
    deleted = {(entry.instance_type, entry.id, entry.history_date) for entry in entries}
    independent = [entry for entry in entries if not _is_part_of_any(entry, deleted)]
    page = PageForm(request.GET).page(independent, PAGE)
    context = {
        **admin.site.each_context(request),
        "title": _("Deleted"),
        "page": page,
        "rows": _rows(list(page.object_list)),
    }
    return TemplateResponse(request, "admin/knowledge/deleted.html", context)


def deleted_row_page(request: HttpRequest, label: str, entry: int) -> HttpResponse:
    """The content of one deleted row, with a form to recover it."""
    deletion = _deletion(request, label, entry)
    form = RecoverForm(request.POST or None)
    allowed = _can_recover(request, deletion)
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied
        if form.is_valid() and _recover(request, deletion, form.cleaned_data["reason"]):
            return redirect("deleted")
    snapshot = snapshot_at(deletion)
    context = {
        **admin.site.each_context(request),
        "title": _("Restore"),
        "row": _rows([deletion])[0],
        "why": why(deletion),
        "fields": compare(snapshot, None, RecordLabels.referred_to_by([snapshot])),
        "parts": _rows(parts_deleted_with(deletion)),
        "form": form if allowed else None,
    }
    return TemplateResponse(request, "admin/knowledge/deleted_row.html", context)


def _deletion(request: HttpRequest, label: str, history_id: int) -> Any:
    """The history entry of one deletion. Raises Http404, also without permission to view it."""
    for model in models_with_history():
        if model._meta.label_lower == label and _has_perm(request, model, "view"):
            for entry in _deletions(model):
                if entry.history_id == history_id:
                    return entry
    raise Http404


def _has_perm(request: HttpRequest, model: Model, action: str) -> bool:
    """As in the admin, the permission to change includes the one to view."""
    meta = model._meta
    actions = ("view", "change") if action == "view" else (action,)
    return any(
        request.user.has_perm(f"{meta.app_label}.{name}_{meta.model_name}") for name in actions
    )


def _can_recover(request: HttpRequest, deletion: Any) -> bool:
    """True if the user may add such a row, and change the entry it is part of without review."""
    if not _has_perm(request, deletion.instance_type, "add"):
        return False
    try:
        entry = entry_of(deletion.instance)
    except ObjectDoesNotExist:  # the entry is gone too, which `recover` reports
        return True
    return entry is None or may_change_at_once(request.user, entry)


def _deletions(model: Model) -> list[Any]:
    """The last deletion of every row that is gone, except of rows that the software removed."""
    present = model._default_manager.values("pk")
    entries = entries_of(model).filter(history_type=DELETED, history_user__isnull=False)
    last: dict[int, Any] = {}
    for entry in entries.exclude(id__in=present).select_related("history_user"):
        last.setdefault(entry.id, entry)
    return list(last.values())


def _is_part_of_any(entry: Any, deleted: Collection[tuple[Any, ...]]) -> bool:
    """Whether it was deleted along with another row, and so is recovered with it."""
    return any(
        (key.related_model, getattr(entry, key.attname), entry.history_date) in deleted
        for key in foreign_keys(entry.instance_type)
        if key in parts_of(key.related_model)
    )


def _rows(entries: Sequence[Any]) -> list[DeletedRow]:
    references: RecordRefs = {}
    for entry in entries:
        references.setdefault(entry.instance_type, set()).add(entry.id)
    labels = RecordLabels(references)
    return [
        DeletedRow(
            kind=str(entry.instance_type._meta.verbose_name),
            name=labels.label(entry.instance_type, entry.id),
            who=who(entry),
            entry=entry,
            model_label=entry.instance_type._meta.label_lower,
        )
        for entry in entries
    ]


def _recover(request: HttpRequest, deletion: Any, reason: str) -> bool:
    """Recover the row and report the result. False when nothing was written."""
    full_reason = _("Restored after deletion: %(why)s") % {"why": reason}
    try:
        restored = recover(deletion, reason=full_reason)
    except ValidationError as error:
        report_errors(request, deletion.instance_type, error)
        return False
    report_restored(request, restored)
    return True
