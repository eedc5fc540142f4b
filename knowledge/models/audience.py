from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.entry import Entry


class Audience(Entry):
    """A profession that texts are written for."""

    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Entry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.name or self.slug
