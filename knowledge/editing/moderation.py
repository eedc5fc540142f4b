"""Moderation: some changes wait as a `PendingEdit` until a publisher saves them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.editing.change_reasons import REASON
from knowledge.editing.conflicts import FieldConflict, differences
from knowledge.editing.intent import PREVIEW_BUTTON, EditIntent, Mode, intent_of, set_intent
from knowledge.editing.opening_hours import FIELD, NEXT_DAY, SEEN
from knowledge.editing.texts import STILL_RIGHT
from knowledge.models import PendingEdit
from knowledge.models.review.decided import Decision
from knowledge.permissions import entry_of, may_publish, needs_review, signed_in

_NOT_THE_RECORD = (
    "csrfmiddlewaretoken",
    "_save",
    "_continue",
    "_addanother",
    "_refuse",
    PREVIEW_BUTTON,
)
"""Inputs of the page that are no part of what somebody typed."""
_NOTES = ("version", FIELD + SEEN, FIELD + NEXT_DAY)
"""Inputs that say what somebody saw: a publisher may have seen something newer."""


class ModerationMixin(admin.ModelAdmin):
    """For an admin of entries: proposes changes, and shows them to a publisher who decides."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_pending"
        view = self.admin_site.admin_view(self.pending_view)
        return [path("<int:pk>/wacht/<int:pending>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if "reviewed" in context:
            context["proposed"] = _proposed(context)
            if not _has_errors(context):
                context["errors"] = None  # the page says above the form already that this waits
        elif row := context["original"]:
            waiting = PendingEdit.objects.waiting().about(row).select_related("made_by")
            context["waiting"] = [(edit, self._address(edit)) for edit in waiting]
        return super().render_change_form(request, context, *args, **kwargs)

    def propose(self, request: HttpRequest, pk: int, changed: Sequence[str]) -> HttpResponse:
        """Store the form as typed, inlines included, for a publisher to decide about."""
        edit = self._pending_edit(request, pk, changed)
        messages.success(
            request,
            _(
                "Your change has been saved and is waiting for a publisher. Visitors still "
                "see the previous version."
            ),
        )
        return redirect(_record_address(edit))

    @transaction.atomic
    def _pending_edit(self, request: HttpRequest, pk: int, changed: Sequence[str]) -> PendingEdit:
        """The edit that waits for a publisher: one, also when the form was sent twice."""
        record = self.model._default_manager.select_for_update().get(pk=pk)
        typed, author = _typed(request.POST), signed_in(request)
        waiting = PendingEdit.objects.waiting().about(record).filter(made_by=author)
        for edit in waiting:
            if edit.typed == typed:
                return edit
        return PendingEdit.objects.create(
            record=record,
            typed=typed,
            changed=list(changed),
            reason=request.POST.get(REASON, ""),
            made_by=author,
        )

    def pending_view(self, request: HttpRequest, pk: int, pending: int) -> HttpResponse:
        """The editing page filled in with a pending edit; saving it accepts the edit."""
        about = PendingEdit.objects.about(get_object_or_404(self.model, pk=pk))
        edit = get_object_or_404(about.waiting().select_related("made_by"), pk=pending)
        if not self.has_change_permission(request):
            raise PermissionDenied
        may_decide = may_publish(request.user) and edit.made_by != request.user
        extra = {"reviewed": edit, "may_decide": may_decide, "show_save": may_decide}
        extra |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        if request.method != "POST":
            return self.changeform_view(_as_proposed(request, edit), str(pk), extra_context=extra)
        if "_refuse" in request.POST and (may_decide or edit.made_by == request.user):
            return self._refused(request, edit)
        if not may_decide:
            raise PermissionDenied
        return self._accepted(request, edit, extra)

    def _accepted(
        self, request: HttpRequest, edit: PendingEdit, extra: dict[str, Any]
    ) -> HttpResponse:
        """Save as the publisher. Under four eyes, their own changes become a new proposal."""
        if intent_of(request).mode is Mode.SAVE and _same(_typed(request.POST), edit.typed):
            set_intent(request, EditIntent(Mode.REVIEW))
        sent = request.POST.copy()
        sent[REASON] = _("%(why)s (proposed by %(by)s)") % {
            "why": request.POST.get(REASON, ""),
            "by": edit.made_by,
        }
        request.POST = sent  # type: ignore[assignment]
        response = self.changeform_view(request, str(edit.object_id), extra_context=extra)
        if not isinstance(response, HttpResponseRedirect):
            return response
        replaced = intent_of(request).mode is Mode.PROPOSE
        _decide(edit, request, Decision.REFUSED if replaced else Decision.ACCEPTED)
        return redirect(_record_address(edit))

    def _refused(self, request: HttpRequest, edit: PendingEdit) -> HttpResponse:
        _decide(edit, request, Decision.REFUSED)
        messages.success(
            request, _("The change was not accepted. None of it is shown to visitors.")
        )
        return redirect(_record_address(edit))

    def _address(self, edit: PendingEdit) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_pending"
        return reverse(name, args=[edit.object_id, edit.pk])


def fields_to_review(
    user: Any, form: ModelForm[Any], formsets: Sequence[BaseModelFormSet[Any, Any]]
) -> list[str]:
    """Labels of all changed fields if somebody else has to save them; empty if nobody has to."""
    rows = [form, *(row for formset in formsets for row in formset.forms if row.has_changed())]
    if not any(_needs_review(user, row) for row in rows):
        return []
    labels = [str(row.fields[name].label) for row in rows for name in _changed(row)]
    return list(dict.fromkeys(labels))


def _needs_review(user: Any, form: ModelForm[Any]) -> bool:
    entry = entry_of(form.instance)
    if entry is None:
        return False
    if entry is not form.instance:  # a part: the entry itself does not change with it
        return needs_review(user, entry, entry.status, _changed(form), None)
    status_before = form.initial.get("status", "") if form.initial.get("version") else ""
    last_editor = _last_editor(entry) if settings.FOUR_EYES else None
    return needs_review(user, entry, status_before, _changed(form), last_editor)


def _changed(form: ModelForm[Any]) -> list[str]:
    return [name for name in form.changed_data if name not in ("version", REASON, STILL_RIGHT)]


def _last_editor(entry: Any) -> Any:
    """The user who saved the version before this one."""
    previous = type(entry).history.filter(id=entry.pk, version__lt=entry.version).first()
    return previous.history_user if previous else None


def _all_forms(context: Any) -> Iterator[ModelForm[Any]]:
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield from inline.formset.forms


def _proposed(context: Any) -> list[tuple[str, list[FieldConflict]]]:
    """Name and differences of each record on the page that the proposal would change."""
    return [
        (str(form.instance), changes)
        for form in _all_forms(context)
        if (changes := differences(form))
    ]


def _has_errors(context: Any) -> bool:
    """Whether the page has errors besides the note that it shows a proposal."""
    in_parts = any(
        inline.formset.total_error_count() for inline in context["inline_admin_formsets"]
    )
    return in_parts or set(context["adminform"].form.errors) != {"__all__"}


def _typed(sent: QueryDict) -> dict[str, list[str]]:
    return {name: values for name, values in sent.lists() if name not in _NOT_THE_RECORD}


def _same(typed: dict[str, list[str]], proposed: dict[str, list[str]]) -> bool:
    """Whether both have equal values, apart from what was seen of the rows."""
    names = {name for name in typed.keys() | proposed.keys() if name.split("-")[-1] not in _NOTES}
    return all(typed.get(name) == proposed.get(name) for name in names)


def _as_proposed(request: HttpRequest, edit: PendingEdit) -> HttpRequest:
    """A request that submits the proposal again, only to show it."""
    sent = QueryDict(mutable=True)
    for name, values in edit.typed.items():
        sent.setlist(name, values)
    again = copy.copy(request)
    again.method, again.POST = "POST", sent  # type: ignore[assignment]
    note = _("A change is pending. Review it before you save.")
    set_intent(again, EditIntent(Mode.REVIEW, note))
    return again


def _decide(edit: PendingEdit, request: HttpRequest, decision: Decision) -> None:
    edit.decision, edit.decided_at = decision, timezone.now()
    edit.decided_by = signed_in(request)
    edit.save()


def _record_address(edit: PendingEdit) -> str:
    kind = edit.content_type
    return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[edit.object_id])
