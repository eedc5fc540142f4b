"""Sends the outbox: a thread in each worker, woken by new mail."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import close_old_connections
from django.utils import timezone

from knowledge.models import OutgoingMail

logger = logging.getLogger(__name__)

PAUSE = 15.0  # seconds between looks at the outbox, which other processes fill too

_new_mail = threading.Event()


def wake() -> None:
    """Have the outbox sent now."""
    _new_mail.set()


def start_if_enabled() -> None:
    """Start the sending thread; it ends with the process."""
    if settings.EMAIL_BACKEND == settings.OUTBOX:
        threading.Thread(target=_keep_sending, name="mail", daemon=True).start()


def _keep_sending() -> None:
    while True:
        _new_mail.wait(PAUSE)
        _new_mail.clear()
        close_old_connections()
        try:
            send_due(timezone.now())
        except Exception as error:  # this thread must survive every error
            logger.warning("the outbox was not sent: %s", type(error).__name__)
        close_old_connections()


def send_due(at: datetime) -> None:
    """Send what is due. After a failure the others wait too: the server may be away."""
    OutgoingMail.objects.give_up_expired(at=at)
    for mail in OutgoingMail.objects.due(at=at)[:50]:
        if mail.take(at=at) and not _send(mail):
            return


def _send(mail: OutgoingMail) -> bool:
    connection = get_connection(settings.MAIL_TRANSPORT)
    message = EmailMessage(mail.subject, mail.body, mail.sender, mail.recipients)
    try:
        connection.send_messages([message])
    except Exception as error:  # of the server, the network, or an address
        logger.warning("a mail was not sent: %s", type(error).__name__)
        mail.put_off(type(error).__name__, at=timezone.now())
        return False
    mail.delete()
    return True
