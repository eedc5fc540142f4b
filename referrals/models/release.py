from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField


class FlowReleaseQuerySet(models.QuerySet[Any]):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def update(self, **values: Any) -> int:
        raise ValidationError(_("A release cannot be changed."))

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("A release cannot be deleted."))


class FlowRelease(models.Model):
    """A numbered, immutable snapshot of a whole guide that passed its checks.

    `snapshot` is written by `referrals.flow.snapshot`; `digest` reveals any later change to it.
    Contact details are not part of it: they are always read live.
    """

    flow = models.ForeignKey(
        "referrals.Flow", on_delete=models.PROTECT, related_name="releases", verbose_name=_("guide")
    )
    number = models.PositiveIntegerField(_("number"))
    snapshot = models.JSONField(_("snapshot"))
    digest = models.CharField(_("digest"), max_length=64)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: it came with the software."),
    )
    reason = BoundedTextField(_("reason"))
    software_version = models.CharField(_("software version"), max_length=20)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    restored_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("restored from"),
    )

    objects = FlowReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="referrals_flowrelease_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="referrals_flowrelease_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flow} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError(_("A release cannot be changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("A release cannot be deleted."))
