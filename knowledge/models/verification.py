"""Checks of contact details. Append-only."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.models.normalised import NormalisedValueField
from knowledge.values.phones_text import menu_choice


class Result(models.TextChoices):
    CONFIRMED = "confirmed", _("still right")
    CHANGED = "changed", _("changed")
    UNREACHABLE = "unreachable", _("cannot be reached")


class Method(models.TextChoices):
    CALLED = "called", _("called or tried")
    WEBSITE = "website", _("looked at the organisation's own website")
    ORGANISATION = "organisation", _("the organisation says so")
    OTHER = "other", _("in another way")


class VerificationQuerySet(models.QuerySet[Any]):
    def good(self) -> Self:
        """Checks after which the detail is right."""
        return self.filter(result__in=[Result.CONFIRMED, Result.CHANGED])

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def update(self, **values: Any) -> int:
        raise ValidationError(_("A check cannot be changed."))

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("A check cannot be deleted."))


class Verification(models.Model):
    """One check of one contact detail.

    `value`, `extension` and `opening_hours` are the values that were checked: a later edit of the
    detail is not covered by the check, unless it only writes the same number in another way.
    """

    contact = models.ForeignKey(
        "knowledge.ContactDetail",
        on_delete=models.PROTECT,
        related_name="verifications",
        verbose_name=_("contact detail"),
    )
    at = models.DateTimeField(_("checked"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    result = models.CharField(_("result"), max_length=12, choices=Result.choices)
    method = models.CharField(_("how"), max_length=12, choices=Method.choices)
    value = models.CharField(_("value"), max_length=250)
    value_normalised = NormalisedValueField(kind_of="contact.kind")
    extension = models.CharField(_("menu choice or extension"), max_length=8, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=250, blank=True)
    note = BoundedTextField(_("note"), blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [valid_choice("result", Result), valid_choice("method", Method)]
        indexes = [models.Index(fields=["contact", "-at"], name="knowledge_verification_newest")]

    def __str__(self) -> str:
        return f"{self.contact}: {self.get_result_display()}, {self.at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError(_("A check cannot be changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("A check cannot be deleted."))

    @property
    def menu_choice(self) -> str:
        return menu_choice(self.extension)
