"""Records imported from another publisher, to tell their changes from those of our editors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedRecord(models.Model):
    """Link between a record of another publisher and our record.

    `loaded` is what was written into our record, by column; `theirs` is what the publisher says
    now. They differ while an update waits for an editor. `claim` is the day on which the
    publisher says to have checked it; it does not count as a confirmation. `hours_problem` is the
    reason why opening hours were not taken over, with what was given; empty when they were.
    """

    kind = models.CharField(max_length=30)
    their_id = models.UUIDField(_("publisher's identifier"))
    slug = models.SlugField(max_length=80)
    source = models.ForeignKey(
        "knowledge.Source",
        on_delete=models.PROTECT,
        related_name="imported_records",
        verbose_name=_("source"),
    )
    loaded = models.JSONField()
    theirs = models.JSONField()
    hours_problem = models.JSONField(default=dict, blank=True)
    their_status = models.CharField(max_length=20, default="active")
    claim = models.DateField(_("checked, according to the publisher"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("record from another publisher")
        verbose_name_plural = _("records from other publishers")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "their_id"], name="knowledge_importedrecord_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"], name="knowledge_importedrecord_one_of_ours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
