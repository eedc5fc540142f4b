from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.entry import SourcedEntry


class ExploitationForm(SourcedEntry):
    """A form that sexual exploitation takes, such as sextortion or grooming."""

    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"))
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("form of exploitation")
        verbose_name_plural = _("forms of exploitation")

    def __str__(self) -> str:
        return self.name or self.slug
