"""Saving in the admin: one history entry for each record that changed, with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.editing.locking import VersionedForm
from knowledge.history.forms import why_field
from knowledge.history.recording import (
    defer_history,
    models_with_history,
    record_history,
    same_deletion_moment,
)
from knowledge.models import ContactDetail, Status

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
            return changed(self)
        formset: ContactFormSet | None = getattr(self.instance, "contact_formset", None)
        if formset is None:
            return False
        # Of rows that the user may only view, nothing is sent: only has_changed() knows that.
        return any(form.has_changed() and changed(form) for form in formset.initial_forms)


def changed(form: forms.ModelForm) -> bool:
    """Whether any field of the record itself changed."""
    return any(name not in (REASON, "version") for name in form.changed_data)


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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with same_deletion_moment(timezone.now(), _reason(form)):
            super().save_related(request, form, formsets, change)
        if form.history_kind:
            record_history(form.instance, form.history_kind, _reason(form))

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
        for row, kind in history_kinds:
            record_history(row, kind, _reason(form))

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


def _reason(form: Any) -> str:
    return str(form.cleaned_data.get(REASON) or "")
