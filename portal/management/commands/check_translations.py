from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from modeltranslation.translator import translator

from knowledge.introspection import missing_translations
from knowledge.models import Entry, Status


class Command(BaseCommand):
    help = "Lists published texts that lack a language (exit status 1 if there are any)."

    def handle(self, *args: Any, **options: Any) -> None:
        incomplete = [
            f"{record._meta.label} {record}: {', '.join(missing)}"
            for record in _published()
            if (missing := missing_translations(record))
        ]
        for line in incomplete:
            self.stdout.write(line)
        if incomplete:
            raise CommandError(f"{len(incomplete)} published records lack a translation.")
        self.stdout.write("Every published text exists in every language.")


def _published() -> Iterator[Model]:
    """Published entries, and the parts of the guide, which have no status of their own."""
    for model in translator.get_registered_models(abstract=False):
        rows = model._default_manager.all()
        if issubclass(model, Entry):
            rows = rows.filter(status=Status.PUBLISHED)
        yield from rows
