from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.introspection import missing_translations
from portal.editors.all_texts import published_rows


class Command(BaseCommand):
    help = "Lists published texts that lack a language (exit status 1 if there are any)."

    def handle(self, *args: Any, **options: Any) -> None:
        incomplete = [
            f"{record._meta.label} {record}: {', '.join(missing)}"
            for record in published_rows()
            if (missing := missing_translations(record))
        ]
        for line in incomplete:
            self.stdout.write(line)
        if incomplete:
            raise CommandError(f"{len(incomplete)} published records lack a translation.")
        self.stdout.write("Every published text exists in every language.")
