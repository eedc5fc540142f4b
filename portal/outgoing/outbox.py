"""Mail backends: into the outbox, which is sent outside the request, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from knowledge.models import OutgoingMail
from portal.outgoing import sending

KEEP = timedelta(days=1)
KEEP_SECRETS = timedelta(hours=1)
LIMIT = 1000
"""The most mails that wait at a time: strangers can ask for them."""


class MailNotSentError(OSError):
    """No mail can be sent, or too many mails wait already."""


class OutboxBackend(BaseEmailBackend):
    """Keeps each mail in the database, within the transaction of who sends it."""

    def __init__(self, keep: timedelta = KEEP, **options: Any) -> None:
        super().__init__(**options)
        self._keep = keep

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if OutgoingMail.objects.waiting().count() + len(email_messages) > LIMIT:
            raise MailNotSentError("too many mails wait")
        now = timezone.now()
        for message in email_messages:
            OutgoingMail.objects.create(
                sender=message.from_email,
                recipients=message.recipients(),
                subject=str(message.subject)[:300],
                body=str(message.body),
                made_at=now,
                until=now + self._keep,
                next_try=now,
            )
        transaction.on_commit(sending.wake)
        return len(email_messages)


class NoMailBackend(BaseEmailBackend):
    """For a portal that was set to send no mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise MailNotSentError("this portal sends no mail")


def for_secrets() -> Any:
    """The connection for mail with a link that opens an account."""
    return get_connection(keep=KEEP_SECRETS)
