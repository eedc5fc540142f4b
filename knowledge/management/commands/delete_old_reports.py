from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from knowledge.models import CorrectionReport


class Command(BaseCommand):
    help = "Deletes reports of visitors that are older than 90 days. Meant to run every day."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = CorrectionReport.objects.delete_too_old(at=timezone.now())
        self.stdout.write(f"{deleted} old reports deleted.")
