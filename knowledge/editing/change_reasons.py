"""Saving in the admin: one history entry for each record that changed, with its reason."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.editing.locking import VersionedForm
from knowledge.editing.texts import STILL_RIGHT, still_right_note
from knowledge.history.forms import why_field
from knowledge.history.recording import (
    defer_history,
    models_with_history,
    record_history,
    same_deletion_moment,
)
from knowledge.models import ContactDetail, Status
from knowledge.texts.in_step import declare_right

REASON = "change_reason"


class ChangeReasonModelForm(VersionedForm):
    """A form that asks why the record changes.

    An answer is required when contact details change: on their own page or on that of their desk.
    """

    change_reason = why_field(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get(REASON) and self._is_needed():
            error = _(
                "Say why you are changing this contact detail: others can read the reason in "
                "the history."
            )
            self.add_error(REASON, error)
        return cleaned

    def _is_needed(self) -> bool:
        if isinstance(self.instance, ContactDetail) and self.instance.pk:
            return changed(self, besides={STILL_RIGHT})
        formset: ContactFormSet | None = getattr(self.instance, "contact_formset", None)
        if formset is None:
            return False
        # Of rows that the user may only view, nothing is sent: only has_changed() knows that.
        return any(
            form.has_changed() and changed(form, besides={STILL_RIGHT})
            for form in formset.initial_forms
        )


def changed(form: forms.ModelForm, besides: Collection[str] = ()) -> bool:
    """Whether any field of the record itself changed; `besides`: fields that do not count."""
    return bool(set(form.changed_data) - {REASON, "version", *besides})


class ContactFormSet(forms.BaseInlineFormSet):
    """Lets the form of a desk see, while it is validated, whether contact details change.

    Django makes the formsets of a page, each with the instance of the form, before it validates
    the form.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.contact_formset = self

    def clean(self) -> None:
        """The rows of one page are not in the database yet: compare them with each other too."""
        super().clean()
        seen = set()
        for form in self.forms:
            detail = form.instance
            key = (detail.kind, *detail.checked_facts[:2])
            if detail.value and key in seen:
                message = _("This desk has %(contact)s twice.") % {"contact": detail}
                raise forms.ValidationError(message)
            seen.add(key)


class SingleHistoryEntryMixin(admin.ModelAdmin):
    """One history entry for each record that a save changes, with the reason given.

    A record or an inline row without changes is not saved.
    """

    form = ChangeReasonModelForm

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Report base classes in an order in which another mixin's form wins."""
        messages = super().check(**kwargs)
        if issubclass(self.form, ChangeReasonModelForm):
            return messages
        error = Error(
            f"The form of {type(self).__name__} does not ask why a record changes.",
            hint="List SingleHistoryEntryMixin before OptimisticLockMixin and "
            "TranslatedFieldsMixin, or derive `form` from ChangeReasonModelForm.",
            obj=type(self),
            id="knowledge.E001",
        )
        return [*messages, error]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.history_kind = ""
        if not change or changed(form):
            form.history_kind = defer_history(obj)
            super().save_model(request, obj, form, change)
            declare_right(obj, form.cleaned_data.get(STILL_RIGHT) or ())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with same_deletion_moment(timezone.now(), _reason(form)):
            super().save_related(request, form, formsets, change)
        if form.history_kind:
            record_history(form.instance, form.history_kind, _reason(form, form))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model not in models_with_history():
            super().save_formset(request, form, formset, change)
            return
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete()
        history_kinds = [(row, defer_history(row)) for row in rows]
        for row in rows:
            row.save()
        formset.save_m2m()
        of_row = {id(one.instance): one for one in formset.forms}
        for row, kind in history_kinds:
            row_form = of_row[id(row)]
            declare_right(row, row_form.cleaned_data.get(STILL_RIGHT) or ())
            record_history(row, kind, _reason(form, row_form))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with same_deletion_moment(timezone.now()):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with same_deletion_moment(timezone.now()):
            super().delete_queryset(request, queryset)


class ArchivableInlineForm(VersionedForm):
    """A checkbox that archives the row, in place of the one that deletes it."""

    archive = forms.BooleanField(label=_("archive"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk or self.instance.status == Status.ARCHIVED:
            self.fields["archive"].widget = forms.HiddenInput()
            self.fields["archive"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("archive"):
            cleaned["status"] = Status.ARCHIVED
            self.instance.status = Status.ARCHIVED
        return cleaned


class ArchivableInline(InlineModelAdmin):
    """An inline whose rows are archived, not deleted."""

    form = ArchivableInlineForm
    can_delete = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = super().get_fields(request, obj)
        return [*names, "archive"] if self.has_change_permission(request, obj) else names


def _reason(form: Any, of_row: Any = None) -> str:
    """The reason given, and what was said of the texts of a row."""
    said = still_right_note(of_row) if of_row else ""
    return f"{form.cleaned_data.get(REASON) or ''} {said}".strip()
