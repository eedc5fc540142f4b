from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from knowledge.introspection import LANGUAGES, localized
from knowledge.texts.glossary import as_markdown, never_used
from knowledge.texts.readability import NOT_PROSE
from portal.editors.all_texts import all_texts

PAGE = settings.BASE_DIR / "docs" / "glossary.md"


class Command(BaseCommand):
    help = "Lists published texts with words that the glossary replaces (exit status 1 if any)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="Write docs/glossary.md.")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        if write:
            PAGE.write_text(as_markdown(), encoding="utf-8")
        found = list(_found())
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} words that we do not use: see docs/glossary.md.")
        self.stdout.write("Every published text uses the words of the glossary.")


def _found() -> Iterator[str]:
    for record, field in all_texts():
        if field in NOT_PROSE:
            continue
        for code in LANGUAGES:
            column = localized(field, code)
            slug = str(getattr(record, "slug", ""))
            for word, instead in never_used(getattr(record, column) or "", code, slug):
                yield f"{record._meta.label} {record}, {column}: “{word}”; write “{instead}”"
