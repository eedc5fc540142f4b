"""Optimistic locking in the admin: nobody saves over a change they have not seen."""

from __future__ import annotations

from typing import Any

from concurrency.exceptions import RecordModifiedError
from concurrency.forms import VersionFieldSigner
from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from knowledge.editing.conflicts import EditConflict, edit_conflict
from knowledge.editing.texts import show_notes
from knowledge.editing.widgets import SafeAutocompleteMixin
from knowledge.models import Status


class VersionedForm(forms.ModelForm):
    """A model form with the version it was made from, in a hidden signed field.

    If the record is newer by now, the form is refused once and `conflict` says what changed. It
    then carries the newest version, so that saving again is a decision.
    """

    conflict: EditConflict | None = None

    still_right = forms.MultipleChoiceField(
        label=_("Still right?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick a text if it still says the same as the text that was changed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_notes(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen_version = cleaned.pop("version", None)
        if self.instance.pk and seen_version not in (None, self.instance.version):
            self.conflict = edit_conflict(self, seen_version)
            if self.conflict:
                self.add_error(
                    None, _("Someone else has changed this in the meantime. Compare both versions.")
                )
                self._carry_newest_version()
        return cleaned

    def _post_clean(self) -> None:
        """Django saves the sources after the record: tell its rules what they will be."""
        sources = self.cleaned_data.get("sources")
        if sources is not None:
            self.instance.will_have_source = any(one.status != Status.ARCHIVED for one in sources)
        super()._post_clean()  # type: ignore[misc]  # unknown to the stubs of Django

    def _carry_newest_version(self) -> None:
        newest = VersionFieldSigner().sign(self.instance.version)
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("version")] = newest  # type: ignore[index]


class LockedFormMixin(SafeAutocompleteMixin):
    """For an admin or an inline of a model with a version: its form carries that version."""

    form: Any = VersionedForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_fields(request, obj), "version"]


class OptimisticLockMixin(LockedFormMixin, admin.ModelAdmin):
    """For the page of a record: rows are locked while saving, and conflicts are shown."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None or not transaction.get_connection().in_atomic_block:
            return row
        # In the transaction of a save: another save of the same record waits here for the lock.
        return self.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save again if another save changed a part between reading and writing.

        The second attempt reads the part anew, so its form shows the conflict.
        """
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except RecordModifiedError:
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        forms_shown = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms_shown.extend(inline.formset.forms)
        conflicts = [getattr(form, "conflict", None) for form in forms_shown]
        context["conflicts"] = [conflict for conflict in conflicts if conflict]
        return super().render_change_form(request, context, *args, **kwargs)
