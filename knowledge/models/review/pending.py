"""A change that waits for a publisher: what was typed, kept whole, while visitors see the old."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.review.decided import Decided, DecidedQuerySet


class PendingEditQuerySet(DecidedQuerySet):
    def about(self, row: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)


class PendingEdit(Decided):
    """A filled-in editing page of one record, parts included, that somebody else has to save.

    `typed` is the form as it was sent: field name -> list of values. It holds the versions of
    the rows that its author saw, so that a later change by another is noticed on saving.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    typed = models.JSONField(_("what was filled in"))
    changed = models.JSONField(_("fields"), default=list)
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    objects = PendingEditQuerySet.as_manager()

    class Meta(Decided.Meta):
        ordering = ["made_at"]
        verbose_name = _("change that waits for a publisher")
        verbose_name_plural = _("changes that wait for a publisher")

    def __str__(self) -> str:
        return f"{self.record}, {self.made_at:%Y-%m-%d}"
