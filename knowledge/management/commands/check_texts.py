from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from knowledge.tokens.uses import rows_with_texts, wrong_texts


class Command(BaseCommand):
    help = (
        "Lists texts with a typed phone number, or with a token that shows nothing "
        "(exit status 1 if there are any)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            problems = list(self._problems())
        for line in problems:
            self.stdout.write(line)
        if problems:
            raise CommandError(f"{len(problems)} problems in texts.")
        self.stdout.write("No text holds a typed phone number; every token shows its value.")

    def _problems(self) -> Iterator[str]:
        for row in rows_with_texts():
            for column, messages in wrong_texts(row):
                for message in messages:
                    yield f"{row._meta.label} {getattr(row, 'slug', row.pk)}: {column}: {message}"
