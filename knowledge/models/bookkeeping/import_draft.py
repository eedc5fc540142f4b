"""Uploaded spreadsheets that are not applied yet, in the database for all processes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice

RETENTION = timedelta(days=1)
OFFERED_RETENTION = timedelta(days=14)


class RecordType(models.TextChoices):
    ORGANISATION = "organisation", _("organisations")
    SERVICE = "service", _("desks")
    CONTACT_DETAIL = "contactdetail", _("contact details")
    CASE = "case", _("cases")


class ImportDraftQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        """Offered to a second person and not applied yet."""
        return self.filter(done_at=None).exclude(offered_at=None)

    def expired(self, *, at: datetime) -> Self:
        """Older than a day, or than two weeks when offered to a second person."""
        alone = Q(offered_at=None) | Q(done_at__isnull=False)
        return self.filter(
            alone & Q(made_at__lte=at - RETENTION) | Q(made_at__lte=at - OFFERED_RETENTION)
        )


class ImportDraft(models.Model):
    """The parsed rows of one file: `rows` is a list of [row number, {column: text}]."""

    noun = models.CharField(_("what"), max_length=16, choices=RecordType.choices)
    file_name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField()
    ignored = models.JSONField(default=list)  # unknown column headers
    reason = BoundedTextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    offered_at = models.DateTimeField(_("sent to a second person"), null=True, blank=True)
    done_at = models.DateTimeField(_("applied"), null=True, blank=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [valid_choice("noun", RecordType)]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.made_at:%Y-%m-%d %H:%M}"
