"""Mail that waits to be sent. A mail holds links that open an account: it is deleted as soon as it
was sent, and at the latest when its time is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=5)
"""For how long a mail is left to the process that took it, which may have died since."""
_WAITS = (10, 30, 60, 120, 300, 600)  # seconds until the next attempt
SHOWN_FOR = timedelta(days=7)
"""For how long editors see that a mail was given up; nothing of the mail is kept."""


class OutgoingMailQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(given_up_at=None)

    def given_up(self) -> Self:
        return self.exclude(given_up_at=None)

    def due(self, *, at: datetime) -> Self:
        return self.waiting().filter(next_try__lte=at, until__gt=at).order_by("next_try", "pk")

    def give_up_expired(self, *, at: datetime) -> None:
        """Forget mail whose time is over; editors see for a while that there was one."""
        expired = self.waiting().filter(until__lte=at)
        if expired.exists():
            expired.update(given_up_at=at, sender="", recipients=[], subject="", body="")
        forgotten = self.filter(given_up_at__lte=at - SHOWN_FOR)
        if forgotten.exists():
            forgotten.delete()


class OutgoingMail(models.Model):
    """A mail in plain text."""

    sender = models.CharField(max_length=320)
    recipients: Any = models.JSONField(default=list)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    next_try = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=80, blank=True)  # the name of its class
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"

    def take(self, *, at: datetime) -> bool:
        """Whether this process may send it: no other one took it meanwhile."""
        own = OutgoingMail.objects.filter(pk=self.pk, next_try=self.next_try, given_up_at=None)
        return bool(own.update(next_try=at + LEASE))

    def put_off(self, error: str, *, at: datetime) -> None:
        """Record a failed attempt, and wait longer after each."""
        wait = timedelta(seconds=_WAITS[min(self.attempts, len(_WAITS) - 1)])
        OutgoingMail.objects.filter(pk=self.pk).update(
            attempts=self.attempts + 1, last_error=error[:80], next_try=at + wait
        )
