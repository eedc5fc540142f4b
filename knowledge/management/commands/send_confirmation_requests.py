"""Asks organisations to confirm their contact details; meant to run daily."""

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator
from django.utils import timezone

from knowledge.confirmation.requests import sending


class Command(BaseCommand):
    help = (
        "Sends a link to each organisation with a contact detail that is due for a check, so that "
        "it can confirm its own details. Skips organisations that were asked in the last 30 days "
        "or have an answer waiting for an editor, so it can be run again at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only show what would be sent")
        parser.add_argument(
            "--base-url", default=settings.SITE_URL, help="base URL of the site, for the links"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base = options["base_url"].rstrip("/")
        try:
            URLValidator(schemes=["https", "http"])(base)
        except ValidationError as error:
            raise CommandError(f"{base!r} is not the URL of a site, such as https://...") from error
        now = timezone.now()
        recipients = sending.recipients_due(at=now)
        sent = failed = 0
        for recipient in recipients:
            name = recipient.organisation
            if not recipient.email:
                self.stdout.write(f"{name}: no email address known, not asked.")
            elif options["dry_run"]:
                count = len(recipient.details)
                self.stdout.write(f"{name}: would ask {recipient.email} about {count}.")
            elif self._send(recipient, base):
                sent += 1
            else:
                failed += 1
        self.stdout.write(f"{sent} sent." if recipients else "No organisation needs to be asked.")
        if failed:
            raise CommandError(f"{failed} could not be sent; nothing was recorded for those.")

    def _send(self, recipient: sending.Recipient, base: str) -> bool:
        newest = sending.newest_request(recipient.organisation)
        try:
            sending.send(
                recipient.organisation,
                recipient.email,
                sending.Sender(None, lambda path: base + path),
                at=timezone.now(),
                newest_seen=newest.pk if newest else 0,
            )
        except (OSError, SMTPException) as error:
            self.stderr.write(f"{recipient.organisation}: {error}")
            return False
        self.stdout.write(f"{recipient.organisation}: asked {recipient.email}.")
        return True
