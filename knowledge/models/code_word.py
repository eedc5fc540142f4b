from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import SourcedEntry


class CodeWord(SourcedEntry):
    """A word used to seek contact. Always restricted: a database constraint enforces it."""

    term = models.CharField(_("term"), max_length=80)
    context = BoundedTextField(_("use"))
    meaning = BoundedTextField(
        _("meaning"), blank=True, help_text=_("Only what a source states; otherwise empty.")
    )

    class Meta(SourcedEntry.Meta):
        ordering = ["term"]
        verbose_name = _("code word")
        verbose_name_plural = _("code words")
        constraints = [
            *SourcedEntry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(restricted=True),
                name="knowledge_codeword_always_restricted",
                violation_error_message=_("A code word is always restricted."),
            ),
        ]

    def __str__(self) -> str:
        return self.term
