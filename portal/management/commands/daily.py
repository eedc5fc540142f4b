from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.accounts.rate_limits import delete_expired_counts


class Command(BaseCommand):
    help = (
        "Deletes everything whose time is up: what `delete_expired` deletes, sessions that ended "
        "and counts of attempts. Run it every day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        call_command("delete_expired", stdout=self.stdout)
        sessions, _models = Session.objects.filter(expire_date__lt=now).delete()
        counts = delete_expired_counts(at=now)
        self.stdout.write(f"{sessions} ended sessions and {counts} counts of attempts deleted.")
