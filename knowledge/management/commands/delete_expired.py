from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from knowledge.caching.content_version import delete_old_changes
from knowledge.models import CorrectionReport, ImportDraft, OutgoingMail, SearchCount, SentenceCount


class Command(BaseCommand):
    help = (
        "Deletes expired data: visitor reports after 90 days, search counts after 400 days, "
        "spreadsheets that were never applied, and old change markers. Meant to run every day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        deleted = CorrectionReport.objects.delete_expired(at=now)
        self.stdout.write(f"{deleted} old reports deleted.")
        for counts in (SearchCount, SentenceCount):
            counts.objects.expired(on=timezone.localdate(now)).delete()
        ImportDraft.objects.expired(at=now).delete()
        OutgoingMail.objects.give_up_expired(at=now)
        delete_old_changes(at=now)
