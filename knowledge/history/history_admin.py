"""The history of a record in its editing pages: what changed, one version, restoring it."""

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
from knowledge.history.snapshots import references_in, snapshot_of
from knowledge.history.timeline import describe, events_of, part_name, who, why
from knowledge.models import Entry, Status
from knowledge.models.querysets import PUBLISH
from knowledge.permissions import entry_of, may_change_at_once

PAGE = 25


class HistoryMixin(admin.ModelAdmin):
    """Adds to an admin: the history in words, and a page for each version in it."""

    def get_urls(self) -> list[URLPattern]:
        version = self.admin_site.admin_view(self.version_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        return [
            path("<int:pk>/history/<slug:part>/<int:entry>/", version, name=name),
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
            "entries": [
                (entry, self._version_address(row.pk, entry.model_name, entry.entry))
                for entry in describe(page.object_list, self.model)
            ],
            "is_archived": isinstance(row, Entry) and row.status == Status.ARCHIVED,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/knowledge/history.html", context)

    def version_view(self, request: HttpRequest, pk: int, part: str, entry: int) -> HttpResponse:
        """One version beside the present, and a way back to it."""
        row = get_object_or_404(self.model, pk=pk)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        version = _version(self.model, pk, part, entry)
        present: Any = version.instance_type._default_manager.filter(pk=version.id).first()
        may_restore = self._may_restore(request, row, version, present)
        seen = present.version if present else 0
        form = RestoreForm(request.POST or None, initial={"seen": seen})
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            if form.is_valid() and _restored(request, version, present, form):
                return redirect(self._history_address("history", pk))
        context = {
            **self.admin_site.each_context(request),
            **_comparison(version, present),
            "title": _("Version of %(when)s") % {"when": _when(version)},
            "opts": self.opts,
            "row": row,
            "version": version,
            "who": who(version),
            "why": why(version),
            "present": present,
            "part_name": part_name(version) if version.instance_type is not self.model else "",
        }
        context["form"] = form if may_restore and context["different"] else None
        return TemplateResponse(request, "admin/knowledge/version.html", context)

    def _may_restore(self, request: HttpRequest, row: Any, version: Any, present: Any) -> bool:
        """As who may change the page, and the record itself without another look."""
        if not self.has_change_permission(request, row):
            return False
        user: Any = request.user
        meta = version.instance_type._meta
        action = "change" if present else "add"
        if not user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}"):
            return False
        entry = entry_of(present or row)
        return entry is None or may_change_at_once(user, entry)

    def _version_address(self, pk: int, part: str, entry: int) -> str:
        return self._history_address("version", pk, part, entry)

    def _history_address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def _version(model: Any, pk: int, part: str, entry: int) -> Any:
    """An entry in the history of this record or of one of its parts. Http404."""
    for event in events_of(model, pk):
        if event.entry == entry and event.model._meta.model_name == part:
            entries = entries_of(event.model).select_related("history_user")
            return entries.get(history_id=entry)
    raise Http404


def _comparison(version: Any, present: Any) -> dict[str, Any]:
    then = snapshot_at(version)
    now = snapshot_of(present) if present else None
    labels = RecordLabels(references_in([then, now] if now else [then]))
    fields = compare(then, now, labels)
    return {
        "fields": fields,
        "different": [field for field in fields if field.differs],
        "same": [field for field in fields if not field.differs],
    }


def _restored(request: HttpRequest, version: Any, present: Any, form: RestoreForm) -> bool:
    """Whether it was restored; if not, the user is told why."""
    user: Any = request.user
    said = {"when": _when(version), "why": form.cleaned_data["reason"]}
    try:
        if present is None:
            reason = _("Put back after it was deleted: %(why)s") % said
            done = recover(version, reason=reason)
        else:
            reason = _("Restored the version of %(when)s: %(why)s") % said
            seen, may = form.cleaned_data["seen"], user.has_perm(PUBLISH)
            done = restore(version, seen=seen, reason=reason, may_publish=may)
    except StaleVersionError:
        changed = _("Somebody changed it meanwhile. Nothing was restored: look again.")
        messages.error(request, changed)
        return False
    except ValidationError as error:
        tell_problems(request, version.instance_type, error)
        return False
    tell_restored(request, done)
    return True


def tell_problems(request: HttpRequest, model: Any, error: ValidationError) -> None:
    """Say what is wrong, each with the name of its field."""
    messages.error(request, _("Nothing was changed. This stands in the way:"))
    problems = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, found in problems.items():
        label = ""
        if name and name != "__all__":
            label = f"{model._meta.get_field(name).verbose_name}: "
        for problem in found:
            messages.error(request, f"{label}{problem}")


def tell_restored(request: HttpRequest, done: Restored) -> None:
    messages.success(request, _("“%(name)s” was restored.") % {"name": done.row})
    if done.left_out:
        gone = ", ".join(done.left_out)
        messages.warning(request, _("Left out: %(gone)s.") % {"gone": gone})


def _when(version: Any) -> str:
    return date_format(localtime(version.history_date), "j F Y, H:i")
