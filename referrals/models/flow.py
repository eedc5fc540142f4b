from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Entry


class Flow(Entry):
    """A referral guide: where it starts; its questions and outcomes point back to it."""

    title = models.CharField(_("title"), max_length=160)
    start = models.ForeignKey(
        "referrals.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first question"),
    )

    class Meta(Entry.Meta):
        ordering = ["slug"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.title or self.slug
