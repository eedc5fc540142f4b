"""Pending edits: submitted admin forms that await review by a publisher."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.review.decided import Decided, DecidedQuerySet


class PendingEditQuerySet(DecidedQuerySet):
    def about(self, row: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)


class PendingEdit(Decided):
    """A submitted admin form of one record, inlines included, that another user has to save.

    `typed` is the POST data: field name -> list of values. It includes the row versions that the
    author saw, so that a later change by someone else is detected on saving.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    typed = models.JSONField(_("what was entered"))
    changed = models.JSONField(_("fields"), default=list)
    reason = BoundedTextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    objects = PendingEditQuerySet.as_manager()

    class Meta(Decided.Meta):
        ordering = ["made_at"]
        verbose_name = _("change waiting for a publisher")
        verbose_name_plural = _("changes waiting for a publisher")

    def __str__(self) -> str:
        return f"{self.record}, {self.made_at:%Y-%m-%d}"
