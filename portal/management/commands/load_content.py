from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.loading.files import ContentError
from knowledge.loading.loader import load
from knowledge.loading.registry import ENTRIES as KNOWLEDGE
from knowledge.loading.report import LoadReport
from referrals.registry import ENTRIES as REFERRALS
from referrals.releases.publishing import (
    PublicationRefusedError,
    current_guide,
    publish_shipped,
)


class Command(BaseCommand):
    help = (
        "Loads the starting content and the guide. Can be run again at any time: "
        "records that editors changed or deleted are left alone and listed in the report."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load([*KNOWLEDGE, *REFERRALS])
        except ContentError as error:
            lines = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"Nothing was loaded. Fix these {len(error.problems)} errors first:\n{lines}"
            ) from error
        self._print(report)
        self._publish(report)

    def _publish(self, report: LoadReport) -> None:
        """Publish a release of the shipped guide, unless editors have made one.

        What editors changed may not fit what is new. Then a release that visitors have stays, and
        the portal starts.
        """
        try:
            release = publish_shipped()
        except PublicationRefusedError as error:
            for problem in error.problems:
                self.stdout.write(f"  {problem.message['en']}")
            refused = "The guide has these errors, so it was not published."
            guide = current_guide() if report.has_edits else None
            if guide is None:
                raise CommandError(refused) from error
            self.stdout.write(f"{refused} Visitors keep release {guide.number}.")
            return
        if release:
            self.stdout.write(f"The guide is published as release {release.number}.")

    def _print(self, report: LoadReport) -> None:
        self.stdout.write(
            f"Content: {report.added} added, {report.updated} updated, "
            f"{report.unchanged} unchanged, {report.withdrawn} withdrawn."
        )
        for names, what in (
            (report.changed_by_editor, "not updated, changed by an editor"),
            (report.deleted_by_editor, "not restored, deleted by an editor"),
            (report.kept, "not withdrawn, an editor changed it or what refers to it"),
        ):
            for name in names:
                self.stdout.write(f"  {name}: {what}")
