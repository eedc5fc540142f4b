from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from knowledge.caching.content_version import delete_old_changes
from knowledge.models import CorrectionReport, ImportDraft, SearchCount


class Command(BaseCommand):
    help = (
        "Deletes what has been kept long enough: reports of visitors after 90 days, counts of "
        "searches after 400, spreadsheets that nobody applied, and what was only kept to "
        "notice changes. Meant to run every day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        deleted = CorrectionReport.objects.delete_too_old(at=now)
        self.stdout.write(f"{deleted} old reports deleted.")
        SearchCount.objects.too_old(on=timezone.localdate(now)).delete()
        ImportDraft.objects.too_old(at=now).delete()
        delete_old_changes(at=now)
