"""Rows that editors really deleted, and putting them back; and what may not be deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
from knowledge.history.history_admin import tell_problems, tell_restored
from knowledge.history.labels import RecordLabels
from knowledge.history.recording import DELETED, entries_of, models_with_history, parts_of
from knowledge.history.restoring import parts_deleted_with, recover, snapshot_at
from knowledge.history.snapshots import Model, RecordRefs, references_in
from knowledge.history.timeline import who, why
from knowledge.introspection import foreign_keys
from knowledge.permissions import entry_of, may_change_at_once

PAGE = 25


@dataclass(frozen=True, slots=True)
class Gone:
    """One row that was deleted."""

    sort: str
    name: str
    who: str
    entry: Any
    label: str


class RecoverableMixin(admin.ModelAdmin):
    """Rows that may be deleted: their list leads to what was, to put it back."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        address = reverse("deleted") if self.has_delete_permission(request) else ""
        context = {"deleted_address": address, **(extra_context or {})}
        return super().changelist_view(request, context)


class ProtectUsedMixin(RecoverableMixin):
    """What other records list is not deleted: their lists would change without a word."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, lacking, refused = super().get_deleted_objects(objs, request)
        usages = [usage for row in objs for usage in list_usages_of(row)]
        named = [f"{usage._meta.verbose_name}: {usage}" for usage in usages]
        return to_delete, counts, lacking, [*refused, *dict.fromkeys(named)]


def deleted_page(request: HttpRequest) -> HttpResponse:
    """All that was deleted by somebody and is still gone, newest first."""
    models = [model for model in models_with_history() if _may(request, model, "view")]
    entries = sorted(
        (entry for model in models for entry in _deletions(model)),
        key=lambda entry: (entry.history_date, entry.history_id),
        reverse=True,
    )
    deleted = {(entry.instance_type, entry.id, entry.history_date) for entry in entries}
    whole = [entry for entry in entries if not _went_with_another(entry, deleted)]
    page = PageForm(request.GET).page(whole, PAGE)
    context = {
        **admin.site.each_context(request),
        "title": _("Deleted"),
        "page": page,
        "rows": _named(page.object_list),
    }
    return TemplateResponse(request, "admin/knowledge/deleted.html", context)


def deleted_row_page(request: HttpRequest, label: str, entry: int) -> HttpResponse:
    """What one deleted row said, and a way to put it back."""
    model = next((one for one in models_with_history() if one._meta.label_lower == label), None)
    if model is None or not _may(request, model, "view"):
        raise Http404
    gone = next((one for one in _deletions(model) if one.history_id == entry), None)
    if gone is None:
        raise Http404
    form = RecoverForm(request.POST or None)
    may = _can_recover(request, gone)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid() and _recover(request, gone, form.cleaned_data["reason"]):
            return redirect("deleted")
    then = snapshot_at(gone)
    parts = parts_deleted_with(gone)
    context = {
        **admin.site.each_context(request),
        "title": _("Put back"),
        "row": _named([gone])[0],
        "why": why(gone),
        "fields": compare(then, None, RecordLabels(references_in([then]))),
        "parts": _named(parts),
        "form": form if may else None,
    }
    return TemplateResponse(request, "admin/knowledge/deleted_row.html", context)


def _may(request: HttpRequest, model: Model, action: str) -> bool:
    user: Any = request.user
    meta = model._meta
    if action == "view":
        names = ("view", "change")
        return any(user.has_perm(f"{meta.app_label}.{name}_{meta.model_name}") for name in names)
    return bool(user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}"))


def _can_recover(request: HttpRequest, gone: Any) -> bool:
    """As who may add such a row, and change the entry that it is a part of without another look."""
    if not _may(request, gone.instance_type, "add"):
        return False
    user: Any = request.user
    try:
        entry = entry_of(gone.instance)
    except ObjectDoesNotExist:  # the entry is gone too: putting back says so
        return True
    return entry is None or may_change_at_once(user, entry)


def _deletions(model: Any) -> list[Any]:
    """The last deletion of each row that is gone; what the software removed is not among them."""
    there = model._default_manager.values("pk")
    entries = entries_of(model).filter(history_type=DELETED, history_user__isnull=False)
    found: dict[int, Any] = {}
    for entry in entries.exclude(id__in=there).select_related("history_user"):
        found.setdefault(entry.id, entry)
    return list(found.values())


def _went_with_another(entry: Any, deleted: Collection[tuple[Any, ...]]) -> bool:
    """Whether it comes back with the row that it belonged to."""
    return any(
        (key.related_model, getattr(entry, key.attname), entry.history_date) in deleted
        for key in foreign_keys(entry.instance_type)
        if key in parts_of(key.related_model)
    )


def _named(entries: Iterable[Any]) -> list[Gone]:
    kept = list(entries)
    references: RecordRefs = {}
    for entry in kept:
        references.setdefault(entry.instance_type, set()).add(entry.id)
    labels = RecordLabels(references)
    return [
        Gone(
            sort=str(entry.instance_type._meta.verbose_name),
            name=labels.label(entry.instance_type, entry.id),
            who=who(entry),
            entry=entry,
            label=entry.instance_type._meta.label_lower,
        )
        for entry in kept
    ]


def _recover(request: HttpRequest, gone: Any, reason: str) -> bool:
    said = _("Put back after it was deleted: %(why)s") % {"why": reason}
    try:
        done = recover(gone, reason=said)
    except ValidationError as error:
        tell_problems(request, gone.instance_type, error)
        return False
    tell_restored(request, done)
    return True
