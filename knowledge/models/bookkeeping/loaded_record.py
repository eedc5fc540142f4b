from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """A record as it was loaded from the starting content, to recognize changes by editors.

    `entry` is the serialized record right after loading. A record that differs was changed by an
    editor, a missing one was deleted by an editor. Fields added to the model since are ignored.
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
