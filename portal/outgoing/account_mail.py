"""Mail of django-allauth: through the outbox, and the same answer when there is none."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage

from portal.outgoing.outbox import MailNotSentError, for_secrets

logger = logging.getLogger(__name__)


class MailOfAccounts(DefaultAccountAdapter):
    def render_mail(self, *arguments: Any, **more: Any) -> EmailMessage:
        message: EmailMessage = super().render_mail(*arguments, **more)
        message.connection = for_secrets()
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Who asked is told the same either way: the answer must not show which addresses exist."""
        try:
            super().send_mail(template_prefix, email, context)
        except MailNotSentError as error:
            logger.warning("a mail of an account was not sent: %s", error)
