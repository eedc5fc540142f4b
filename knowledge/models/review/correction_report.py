"""Correction reports by visitors. They hold nothing about a person or a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.constraints import valid_choice
from knowledge.models.contact_detail import ContactDetail

RETENTION = timedelta(days=90)


class Part(models.TextChoices):
    """The part of a desk or contact detail that is wrong."""

    VALUE = "value", _("the number or the address")
    OPENING_HOURS = "opening_hours", _("the opening hours")
    NAME = "name", _("the name")
    FOR_WHOM = "for_whom", _("who it is for")
    AFTER_CONTACT = "after_contact", _("what happens after contact")
    GONE = "gone", _("it no longer exists")
    OTHER = "other", _("something else")


_OF_ANY_CONTACT = (Part.VALUE, Part.GONE, Part.OTHER)


def parts_of(contact: ContactDetail | None) -> list[tuple[str, Any]]:
    """Form choices: parts of `contact`, or of a desk as a whole when None."""
    if contact is None:
        return Part.choices
    fitting = {*_OF_ANY_CONTACT, *([Part.OPENING_HOURS] if contact.has_hours else [])}
    return [(part.value, part.label) for part in Part if part in fitting]


class CorrectionReportQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(handled_at=None)

    def within_retention(self, *, at: datetime) -> Self:
        """Reports within the retention period."""
        return self.filter(received_at__gt=at - RETENTION)

    def expired(self, *, at: datetime) -> Self:
        return self.filter(received_at__lte=at - RETENTION)

    def delete_expired(self, *, at: datetime) -> int:
        """Delete reports past the retention period; returns the number of rows."""
        return self.expired(at=at).delete()[0]

    def receive(self, report: CorrectionReport) -> None:
        """Save `report`, unless this very submission was saved already."""
        try:
            with transaction.atomic():
                report.save(force_insert=True)
        except IntegrityError:
            if not self.received(report):
                raise

    def received(self, report: CorrectionReport) -> bool:
        """Whether the submission of `report` was saved already."""
        return self.filter(submission=report.submission).exists()

    def mark_handled(self, *, by: AbstractBaseUser, at: datetime) -> int:
        """Mark the unhandled reports as handled; returns the number of rows."""
        return self.waiting().update(handled_by=by, handled_at=at)


class CorrectionReport(models.Model):
    """A report about a desk or one of its contact details. Deleted after 90 days at most."""

    service = models.ForeignKey(
        "knowledge.Service",
        on_delete=models.CASCADE,
        related_name="reports",
        verbose_name=_("desk"),
    )
    contact = models.ForeignKey(
        "knowledge.ContactDetail",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("contact detail"),
    )
    part = models.CharField(_("what is wrong"), max_length=16, choices=Part.choices)
    message = models.CharField(_("what it should be"), max_length=500)
    reply_to = models.EmailField(_("where to answer"), blank=True)
    looks_automatic = models.BooleanField(
        _("perhaps sent by a program"),
        default=False,
        help_text=_("A hidden field was filled in. A browser can do that too: read it as usual."),
    )
    submission = models.UUIDField(
        unique=True,
        null=True,
        editable=False,
        help_text="Equal when the same page of the form sent the same text again.",
    )
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )

    objects = CorrectionReportQuerySet.as_manager()

    class Meta:
        ordering = ["received_at"]
        verbose_name = _("visitor report")
        verbose_name_plural = _("visitor reports")
        constraints = [
            valid_choice("part", Part),
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="knowledge_correctionreport_handled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_part_display()}"
