import re

from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import Entry

_SEPARATOR = re.compile(r"[,;\n]")


def split_words(text: str) -> list[str]:
    """Split `text` on commas, semicolons and line breaks."""
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


class Synonym(Entry):
    """Words that people type in the search box, and the words our own texts use instead."""

    words = BoundedTextField(
        _("what people type"), help_text=_("Words or abbreviations, separated by commas.")
    )
    stands_for = BoundedTextField(
        _("stands for"),
        help_text=_("Words that appear in our texts, with a comma between different meanings."),
    )

    without_tokens = any_numbers = frozenset({"words", "stands_for"})

    class Meta(Entry.Meta):
        ordering = ["slug"]
        verbose_name = _("search word")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return f"{self.words}: {self.stands_for}"
