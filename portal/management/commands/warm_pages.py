from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.page_cache.warming import warm_pages


class Command(BaseCommand):
    help = "Makes every public page now, so that it can be shown when the database is away."

    def handle(self, *args: Any, **options: Any) -> None:
        done = warm_pages()
        self.stdout.write(f"{done.made} pages made, {done.there} were there.")
        if done.failed:
            raise CommandError(f"{done.failed} pages could not be made; the log says why.")
