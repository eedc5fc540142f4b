"""A spreadsheet that was sent in and is not applied yet: kept here, so that any process has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.constraints import valid_choice

KEPT_FOR = timedelta(days=1)
OFFERED_FOR = timedelta(days=14)


class SheetNoun(models.TextChoices):
    ORGANISATION = "organisation", _("organisations")
    SERVICE = "service", _("desks")
    CONTACT_DETAIL = "contactdetail", _("contact details")


class ImportDraftQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        """Offered to a second person who has not applied it."""
        return self.filter(done_at=None).exclude(offered_at=None)

    def too_old(self, *, at: datetime) -> Self:
        """A day after it came in; two weeks when it waits for somebody else."""
        alone = Q(offered_at=None) | Q(done_at__isnull=False)
        return self.filter(alone & Q(made_at__lte=at - KEPT_FOR) | Q(made_at__lte=at - OFFERED_FOR))


class ImportDraft(models.Model):
    """The rows of one file, as read: `rows` is a list of [row number, {column: text}]."""

    noun = models.CharField(_("what"), max_length=16, choices=SheetNoun.choices)
    file_name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField()
    ignored = models.JSONField(default=list)  # headers of columns that are not ours
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("sent in"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    offered_at = models.DateTimeField(_("offered to a second person"), null=True, blank=True)
    done_at = models.DateTimeField(_("applied"), null=True, blank=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [valid_choice("noun", SheetNoun)]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.made_at:%Y-%m-%d %H:%M}"
