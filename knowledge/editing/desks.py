"""Choosing the desks to call about an entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from knowledge.editing.base import EntryAdmin
from knowledge.editing.change_reasons import ChangeReasonModelForm
from knowledge.models import Service
from knowledge.models.contact_detail import ContactKind
from knowledge.models.querysets import is_published

FIELDS = ("first_desk", "desks")


class DesksForm(ChangeReasonModelForm):
    """A form that lets the record check the desks that were submitted with it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "desks" in cleaned:
            self.instance.submitted_desks = list(cleaned["desks"])
            chosen = {*cleaned["desks"], cleaned.get("first_desk")} - {None}
            if chosen and not _has_phone(chosen):
                message = _("None of these desks has a phone number. Add one that has.")
                self.add_error("desks", message)
        return cleaned


def _has_phone(desks: set[Service]) -> bool:
    """Whether a visitor finds a phone number at any of `desks`."""
    published = is_published(on=localdate(), of="contact_details__")
    rows = Service.objects.published().filter(pk__in=[desk.pk for desk in desks])
    return rows.filter(
        published,
        contact_details__kind=ContactKind.PHONE,
        contact_details__restricted=False,
    ).exists()


class DesksAdmin(EntryAdmin):
    """An entry with desks of its own."""

    form = DesksForm

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        return (*super().get_autocomplete_fields(request), *FIELDS)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        own, *others = super().get_fieldsets(request, obj)
        return [own, (_("Who to call"), {"fields": FIELDS}), *others]
