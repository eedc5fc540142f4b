from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.entry import SourcedEntry


class KeyFigure(SourcedEntry):
    """A figure exactly as its source states it, with what it counts and its period."""

    figure = models.CharField(_("figure"), max_length=80)
    counts = models.TextField(_("what it counts"))
    period = models.CharField(_("period"), max_length=200)
    caveat = models.TextField(_("how to read it"))
    is_estimate = models.BooleanField(_("estimate"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")

    def __str__(self) -> str:
        return f"{self.figure}: {self.slug}"
