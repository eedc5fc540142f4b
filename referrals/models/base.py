"""Base classes of the guide's rows. These have no status of their own: the guide has one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import Versioned, refuse_untranslated


class GuideRow(Versioned):
    """A part of the guide; every text must be present in every language."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        refuse_untranslated(self)


class NamedService(GuideRow):
    """A desk with the reason for naming it, and its order among the others."""

    service = models.ForeignKey(
        "knowledge.Service", on_delete=models.PROTECT, verbose_name=_("desk")
    )
    reason = BoundedTextField(_("why this desk"))
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        abstract = True
        ordering = ["position", "id"]
