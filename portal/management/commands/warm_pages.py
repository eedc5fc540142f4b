import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.page_cache.warming import warm_pages


class Command(BaseCommand):
    help = (
        "Renders and caches every public page, so that it can be shown while the database is down."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--leisurely", action="store_true", help="pause between pages")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["leisurely"]:
            os.nice(10)
        done = warm_pages(leisurely=options["leisurely"])
        self.stdout.write(f"{done.made} pages cached, {done.current} already current.")
        if done.failed:
            raise CommandError(f"{done.failed} pages could not be rendered; see the log.")
