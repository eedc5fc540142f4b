"""Editing pages that never overwrite what somebody else saved meanwhile."""

from __future__ import annotations

from typing import Any

from concurrency.exceptions import RecordModifiedError
from concurrency.forms import VersionFieldSigner
from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from knowledge.editing.conflicts import Collision, collision
from knowledge.editing.widgets import FindsByTyping


class VersionedForm(forms.ModelForm):
    """Knows which version of the record it was made from, in a hidden signed field.

    When the record is newer by now the form is refused once, with `collision` to show. It then
    carries the newest version, so that saving again is a decision.
    """

    collision: Collision | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = cleaned.pop("version", None)
        if self.instance.pk and seen is not None and seen != self.instance.version:
            self.collision = collision(self, seen)
            if self.collision:
                self.add_error(None, _("Somebody else changed this meanwhile. Look at both."))
                self._carry_newest_version()
        return cleaned

    def _carry_newest_version(self) -> None:
        newest = VersionFieldSigner().sign(self.instance.version)
        sent: Any = self.data
        self.data = sent.copy()
        self.data[self.add_prefix("version")] = newest  # type: ignore[index]


class VersionedAdmin(FindsByTyping):
    """For an admin or an inline of a model that counts its changes."""

    form: Any = VersionedForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_fields(request, obj), "version"]


class RefusesOverwriting(VersionedAdmin, admin.ModelAdmin):
    """The page itself: rows are locked while they are saved, and collisions are shown."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None or not transaction.get_connection().in_atomic_block:
            return row
        # Within the transaction of a page that saves: who saves at the same moment waits here.
        return self.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A part saved by another between reading and saving is a collision too: look again."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except RecordModifiedError:
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        rows = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            rows.extend(inline.formset.forms)
        found = [getattr(form, "collision", None) for form in rows]
        context["collisions"] = [one for one in found if one]
        return super().render_change_form(request, context, *args, **kwargs)
