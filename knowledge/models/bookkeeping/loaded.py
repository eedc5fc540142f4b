from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """What the starting content put in: so that an editor's change is recognised as one.

    `entry` is the record as it was right after loading, in the shape of a content file. A
    record that differs from it was changed by an editor; one that is gone was deleted by an
    editor. Fields that did not exist then say nothing.
    """

    model = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    entry = models.JSONField()

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        constraints = [
            models.UniqueConstraint(fields=["model", "slug"], name="knowledge_loadedrecord_once")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.slug}"
