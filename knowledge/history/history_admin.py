"""Admin pages of the history: what changed, one version beside the present, restoring it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from knowledge.history.diff import compare
from knowledge.history.errors import StaleVersionError
from knowledge.history.forms import PageForm, RestoreForm
from knowledge.history.labels import RecordLabels
from knowledge.history.recording import entries_of
from knowledge.history.restoring import (
    Restored,
    recover,
    restore,
    snapshot_at,
)
from knowledge.history.snapshots import snapshot_of
from knowledge.history.timeline import describe, events_of, part_name, who, why
from knowledge.models import Entry, Status
from knowledge.permissions import entry_of, may_change_at_once, may_publish

PAGE = 25


class HistoryMixin(admin.ModelAdmin):
    """Replace the history view of an admin, and add a page for every version."""

    def get_urls(self) -> list[URLPattern]:
        version = self.admin_site.admin_view(self.version_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        return [
            path("<int:pk>/history/<slug:part>/<int:history_id>/", version, name=name),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        page = PageForm(request.GET).page(events_of(self.model, row.pk), PAGE)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": row},
            "opts": self.opts,
            "row": row,
            "page": page,
            "lines": [
                (line, self._history_address("version", row.pk, line.model_name, line.history_id))
                for line in describe(list(page.object_list), self.model)
            ],
            "is_archived": isinstance(row, Entry) and row.status == Status.ARCHIVED,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/knowledge/history.html", context)

    def version_view(
        self, request: HttpRequest, pk: int, part: str, history_id: int
    ) -> HttpResponse:
        """One version beside the present record, with a form to restore it."""
        row = get_object_or_404(self.model, pk=pk)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entry = _entry(self.model, pk, part, history_id)
        present = entry.instance_type._default_manager.filter(pk=entry.id).first()
        may_restore = self._can_restore(request, row, entry, present)
        seen = present.version if present else 0
        form = RestoreForm(request.POST or None, initial={"seen": seen})
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            if form.is_valid() and _restore(request, entry, present, form):
                return redirect(self._history_address("history", pk))
        context = {
            **self.admin_site.each_context(request),
            **_comparison(entry, present),
            "title": _("Version of %(when)s") % {"when": _when(entry)},
            "opts": self.opts,
            "row": row,
            "who": who(entry),
            "why": why(entry),
            "present": present,
            "part_name": part_name(entry) if entry.instance_type is not self.model else "",
        }
        context["form"] = form if may_restore and context["different"] else None
        return TemplateResponse(request, "admin/knowledge/version.html", context)

    def _can_restore(self, request: HttpRequest, row: Any, entry: Any, present: Any) -> bool:
        """True if the user may change this page and may change the record without review."""
        if not self.has_change_permission(request, row):
            return False
        meta = entry.instance_type._meta
        action = "change" if present else "add"
        if not request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}"):
            return False
        shown_in = entry_of(present or row)
        return shown_in is None or may_change_at_once(request.user, shown_in)

    def _history_address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def _entry(model: Any, pk: int, part: str, history_id: int) -> Any:
    """An entry in the history of this record or of one of its parts. Raises Http404."""
    for event in events_of(model, pk):
        if event.history_id == history_id and event.model._meta.model_name == part:
            entries = entries_of(event.model).select_related("history_user")
            return entries.get(history_id=history_id)
    raise Http404


def _comparison(entry: Any, present: Any) -> dict[str, Any]:
    then = snapshot_at(entry)
    now = snapshot_of(present) if present else None
    labels = RecordLabels.referred_to_by([then, now] if now else [then])
    fields = compare(then, now, labels)
    return {
        "fields": fields,
        "different": [field for field in fields if field.differs],
        "same": [field for field in fields if not field.differs],
    }


def _restore(request: HttpRequest, entry: Any, present: Any, form: RestoreForm) -> bool:
    """Restore or recover, and report the result. False when nothing was written."""
    params = {"when": _when(entry), "why": form.cleaned_data["reason"]}
    try:
        if present is None:
            reason = _("Restored after deletion: %(why)s") % params
            restored = recover(entry, reason=reason)
        else:
            reason = _("Restored the version of %(when)s: %(why)s") % params
            seen, publishes = form.cleaned_data["seen"], may_publish(request.user)
            restored = restore(entry, seen=seen, reason=reason, may_publish=publishes)
    except StaleVersionError:
        changed = _(
            "Someone has changed it in the meantime. No version was restored: check it again."
        )
        messages.error(request, changed)
        return False
    except ValidationError as error:
        report_errors(request, entry.instance_type, error)
        return False
    report_restored(request, restored)
    return True


def report_errors(request: HttpRequest, model: Any, error: ValidationError) -> None:
    """Show the errors as messages, each with the verbose name of its field."""
    messages.error(request, _("Nothing was changed because of the following:"))
    errors = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, texts in errors.items():
        label = ""
        if name and name != "__all__":
            label = f"{model._meta.get_field(name).verbose_name}: "
        for text in texts:
            messages.error(request, f"{label}{text}")


def report_restored(request: HttpRequest, restored: Restored) -> None:
    messages.success(request, _("“%(name)s” has been restored.") % {"name": restored.row})
    if restored.left_out:
        gone = ", ".join(restored.left_out)
        messages.warning(request, _("Left out: %(gone)s.") % {"gone": gone})


def _when(entry: Any) -> str:
    return date_format(localtime(entry.history_date), "j F Y, H:i")
