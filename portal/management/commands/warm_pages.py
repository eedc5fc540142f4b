import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.page_cache.warming import warm_pages


class Command(BaseCommand):
    help = "Makes every public page now, so that it can be shown when the database is away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--leisurely", action="store_true", help="Rest in between.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["leisurely"]:
            os.nice(10)
        done = warm_pages(leisurely=options["leisurely"])
        self.stdout.write(f"{done.made} pages made, {done.current} were there.")
        if done.failed:
            raise CommandError(f"{done.failed} pages could not be made; the log says why.")
