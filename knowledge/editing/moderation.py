"""Editing pages on which some changes wait until a publisher saves them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import PermissionDenied
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.editing.change_reasons import REASON
from knowledge.editing.conflicts import differences
from knowledge.models import PendingEdit
from knowledge.models.review.decided import Decision
from knowledge.permissions import entry_of, may_publish, needs_review

_OF_THE_PAGE = ("csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_refuse", "_preview")


class _NeedsReviewError(Exception):
    """Raised while saving, so that everything saved so far is taken back."""

    def __init__(self, changed: list[str]) -> None:
        super().__init__()
        self.changed = changed


class ModerationMixin(BaseModelAdmin):
    """For an admin of entries. What has to wait is kept as it was typed, parts included."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_pending"
        view = self.admin_site.admin_view(self.pending_view)
        return [path("<int:pk>/wacht/<int:pending>/", view, name=name), *super().get_urls()]

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool
    ) -> None:
        rows = [form, *(row for formset in formsets for row in _rows(formset))]
        if any(_waits(request, row) for row in rows):
            labels = [str(row.fields[name].label) for row in rows for name in _changed(row)]
            raise _NeedsReviewError(list(dict.fromkeys(labels)))
        super().save_related(request, form, formsets, change)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except _NeedsReviewError as waits:
            if object_id is None:
                return self._ask_for_draft(request, *args, **kwargs)
            return self._keep(request, int(object_id), waits.changed)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if "reviewed" in context:
            context["proposed"] = _proposed(context)
            if not _mistakes(context):
                context["errors"] = None  # the note that it waits stands above the form already
        elif row := context["original"]:
            waiting: Any = PendingEdit.objects.waiting().about(row).select_related("made_by")
            context["waiting"] = [(edit, self._address(edit)) for edit in waiting]
        return super().render_change_form(request, context, *args, **kwargs)

    def pending_view(self, request: HttpRequest, pk: int, pending: int) -> HttpResponse:
        """The editing page with what waits filled in; saving it is accepting it."""
        about = PendingEdit.objects.about(get_object_or_404(self.model, pk=pk))
        edit: Any = get_object_or_404(about.waiting().select_related("made_by"), pk=pending)
        if not self.has_change_permission(request):
            raise PermissionDenied
        may_decide = may_publish(request.user) and edit.made_by != request.user
        extra = {"reviewed": edit, "may_decide": may_decide, "show_save": may_decide}
        extra |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        if request.method != "POST":
            return self.changeform_view(_as_typed(request, edit), str(pk), extra_context=extra)
        if "_refuse" in request.POST and (may_decide or edit.made_by == request.user):
            return self._refused(request, edit)
        if not may_decide:
            raise PermissionDenied
        return self._accepted(request, edit, extra)

    def _accepted(self, request: Any, edit: Any, extra: dict[str, Any]) -> HttpResponse:
        """Saved by the publisher. Under four eyes, what he changed himself waits in its place."""
        request.saves_at_once = _same(_typed(request.POST), edit.typed)
        request.POST = request.POST.copy()
        request.POST[REASON] = _("%(why)s (proposed by %(by)s)") % {
            "why": request.POST.get(REASON, ""),
            "by": edit.made_by,
        }
        response = self.changeform_view(request, str(edit.object_id), extra_context=extra)
        if not isinstance(response, HttpResponseRedirect):
            return response
        kept = getattr(request, "kept", False)
        _decide(edit, request, Decision.REFUSED if kept else Decision.ACCEPTED)
        return redirect(_record_address(edit))

    def _refused(self, request: HttpRequest, edit: Any) -> HttpResponse:
        _decide(edit, request, Decision.REFUSED)
        messages.success(request, _("The change was not accepted. Nothing of it is shown."))
        return redirect(_record_address(edit))

    def _keep(self, request: Any, pk: int, changed: list[str]) -> HttpResponse:
        edit = PendingEdit.objects.create(
            record=self.model._default_manager.get(pk=pk),
            typed=_typed(request.POST),
            changed=changed,
            reason=request.POST.get(REASON, ""),
            made_by=request.user,
        )
        request.kept = True
        messages.success(
            request,
            _("Your change is kept and waits for a publisher. Visitors see what was there."),
        )
        return redirect(_record_address(edit))

    def _ask_for_draft(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A new entry cannot be published at once by who may not: it comes back as typed."""
        again: Any = copy.copy(request)
        again.only_show = ("status", _("Only a publisher publishes. Save it as a draft."))
        return self.changeform_view(again, None, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        note = getattr(request, "only_show", None)
        return _shown(form, *note) if note else form

    def _address(self, edit: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_pending"
        return reverse(name, args=[edit.object_id, edit.pk])


def _proposed(context: Any) -> list[tuple[str, Any]]:
    """Of each record on the page that would change: its name, and what would change."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms.extend(inline.formset.forms)
    return [(str(form.instance), found) for form in forms if (found := differences(form))]


def _mistakes(context: Any) -> bool:
    """Whether something on the page has to be corrected before it can be saved."""
    in_parts = any(
        inline.formset.total_error_count() for inline in context["inline_admin_formsets"]
    )
    return in_parts or set(context["adminform"].form.errors) != {"__all__"}


def _rows(formset: BaseModelFormSet[Any, Any]) -> list[Any]:
    return [row for row in formset.forms if row.has_changed()]


def _changed(form: ModelForm[Any]) -> list[str]:
    return [name for name in form.changed_data if name not in ("version", REASON)]


def _waits(request: Any, form: ModelForm[Any]) -> bool:
    """Whether what `form` changed has to be saved by somebody else."""
    entry = entry_of(form.instance)
    if entry is None or getattr(request, "saves_at_once", False):
        return False
    if entry is not form.instance:  # of a part the entry is the same before and after
        return needs_review(request.user, entry, entry.status, _changed(form), None)
    was = form.initial.get("status", "") if form.initial.get("version") else ""
    last_by = _last_editor(entry) if settings.FOUR_EYES else None
    return needs_review(request.user, entry, was, _changed(form), last_by)


def _last_editor(entry: Any) -> Any:
    newest = type(entry).history.filter(id=entry.pk, version__lt=entry.version).first()
    return newest.history_user if newest else None


def _shown(form: Any, field: str | None, note: str) -> Any:
    """A form that is shown filled in, with `note`, and never saved."""

    class Shown(form):
        def clean(self) -> Any:
            cleaned = super().clean()
            if not self.conflict:
                self.add_error(field, note)
            return cleaned

    return Shown


def _typed(sent: QueryDict) -> dict[str, list[str]]:
    return {name: values for name, values in sent.lists() if name not in _OF_THE_PAGE}


def _same(one: dict[str, list[str]], other: dict[str, list[str]]) -> bool:
    """Whether both say the same of everything but the versions of the rows."""
    names = {name for name in one.keys() | other.keys() if name.split("-")[-1] != "version"}
    return all(one.get(name) == other.get(name) for name in names)


def _as_typed(request: HttpRequest, edit: Any) -> HttpRequest:
    """The request that its author would send now."""
    again: Any = copy.copy(request)
    sent = QueryDict(mutable=True)
    for name, values in edit.typed.items():
        sent.setlist(name, values)
    again.method, again.POST = "POST", sent
    again.only_show = (None, _("This change waits. Look at it before you save it."))
    return again


def _decide(edit: Any, request: Any, decision: Decision) -> None:
    edit.decision, edit.decided_by, edit.decided_at = decision, request.user, timezone.now()
    edit.save()


def _record_address(edit: Any) -> str:
    kind = edit.content_type
    return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[edit.object_id])
