from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutdatedTextQuerySet(models.QuerySet["OutdatedText"]):
    def about(self, row: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(type(row))
        return self.filter(content_type=kind, object_id=row.pk)

    def of_model(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class OutdatedText(models.Model):
    """A text that is older than the same text in another language.

    `column` is behind: summary_en. `newer` is the column that was changed, and `was` what that one
    said when both were in step.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    column = models.CharField(_("text"), max_length=80)
    newer = models.CharField(_("changed text"), max_length=80)
    was = models.TextField(_("what the changed text said before"))
    since = models.DateTimeField(_("since"))

    objects = OutdatedTextQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("text that is behind")
        verbose_name_plural = _("texts that are behind")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "column"], name="knowledge_outdatedtext_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type.model} {self.object_id}: {self.column}"
