import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.entry import Entry

_BETWEEN = re.compile(r"[,;\n]")


def listed(text: str) -> list[str]:
    """What stands in `text` with commas, or on lines of its own."""
    return [one.strip() for one in _BETWEEN.split(text) if one.strip()]


class Synonym(Entry):
    """What people type in the search box, and the words that our own texts have for it."""

    words = models.TextField(
        _("what people type"), help_text=_("Words or abbreviations, with a comma between them.")
    )
    stands_for = models.TextField(
        _("stands for"),
        help_text=_("Words that stand in our texts, with a comma between two meanings."),
    )

    class Meta(Entry.Meta):
        ordering = ["slug"]
        verbose_name = _("search word")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return f"{self.words}: {self.stands_for}"
