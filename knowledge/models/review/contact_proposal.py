"""Proposed contact details, and the requests that ask for them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.constraints import valid_choice
from knowledge.models.review.decided import Decided, DecidedQuerySet
from knowledge.models.verification import Method, Result


class ConfirmationRequest(models.Model):
    """A one-time link for an organisation to confirm or correct its contact details."""

    organisation = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        related_name="confirmation_requests",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("sent to"))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty if sent by the daily command."),
    )
    expires_at = models.DateTimeField(_("valid until"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("request to an organisation")
        verbose_name_plural = _("requests to organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("sent_at")),
                name="knowledge_confirmationrequest_works_for_a_while",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.sent_at:%Y-%m-%d}"

    def is_open(self, *, at: datetime) -> bool:
        return self.answered_at is None and at < self.expires_at


class ContactProposal(Decided):
    """A proposal for a contact detail, by an organisation or by an editor under four eyes.

    Takes effect when someone else accepts it. `contact_version` is the version of the detail
    that was reviewed; `value`, `extension` and `opening_hours` are what is proposed or confirmed.
    """

    request = models.ForeignKey(
        ConfirmationRequest,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("request"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("The editor; empty if the organisation answered."),
    )
    method = models.CharField(
        _("how"), max_length=12, choices=Method.choices, default=Method.ORGANISATION
    )
    contact = models.ForeignKey(
        "knowledge.ContactDetail",
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("contact detail"),
    )
    contact_version = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(_("received"), auto_now_add=True)
    result = models.CharField(_("answer"), max_length=12, choices=Result.choices)
    value = models.CharField(_("value"), max_length=250, blank=True)
    extension = models.CharField(_("menu choice or extension"), max_length=8, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=250, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = DecidedQuerySet.as_manager()

    class Meta(Decided.Meta):
        ordering = ["made_at"]
        verbose_name = _("proposed contact detail")
        verbose_name_plural = _("proposed contact details")
        constraints = [
            *Decided.Meta.constraints,
            valid_choice("result", Result),
            valid_choice("method", Method),
            models.CheckConstraint(
                condition=Q(request__isnull=False, made_by=None)
                | Q(request=None, made_by__isnull=False),
                name="knowledge_contactproposal_by_one",
            ),
            models.UniqueConstraint(
                fields=["request", "contact"], name="knowledge_contactproposal_once_a_request"
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.CHANGED) | ~Q(value=""),
                name="knowledge_contactproposal_changed_to_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.get_result_display()}"
