from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.introspection import localized
from knowledge.texts.readability import LONGEST_BOUND, MEAN_BOUND, NOT_PROSE, readability
from portal.editors.all_texts import all_texts

DUTCH = "nl"


class Command(BaseCommand):
    help = "Lists published Dutch texts with long sentences (exit status 1 if there are any)."

    def handle(self, *args: Any, **options: Any) -> None:
        hard = list(_hard_texts())
        for line in hard:
            self.stdout.write(line)
        if hard:
            raise CommandError(
                f"{len(hard)} texts have a sentence of more than {LONGEST_BOUND} words, or more "
                f"than {MEAN_BOUND} on average."
            )
        self.stdout.write("Every published Dutch text keeps its sentences short.")


def _hard_texts() -> Iterator[str]:
    for record, field in all_texts():
        found = readability(getattr(record, localized(field, DUTCH)) or "")
        if field not in NOT_PROSE and found.is_hard:
            yield (
                f"{record._meta.label} {record}, {field}: {found.mean} words a sentence, "
                f"longest {found.longest}: {found.longest_sentence}"
            )
