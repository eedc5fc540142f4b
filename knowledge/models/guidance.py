from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.models.entry import ForAudiences, SourcedEntry
from knowledge.models.leads_to_desks import LeadsToDesks


class Theme(models.TextChoices):
    RECOGNISING = "recognising", _("Recognising")
    BARRIERS = "barriers", _("What holds boys back")
    TALKING = "talking", _("Talking with him")
    REPORTING = "reporting", _("Reporting and law")
    AFTERCARE = "aftercare", _("Aftercare")
    WORKING_TOGETHER = "working_together", _("Working together")


class Guidance(LeadsToDesks, SourcedEntry, ForAudiences):
    """Guidance with dos and don'ts; `do` and `avoid` hold one item per line."""

    title = models.CharField(_("title"), max_length=160)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices)
    summary = BoundedTextField(_("summary"))
    body = BoundedTextField(_("text"), blank=True)
    do = BoundedTextField(_("do"), blank=True, help_text=_("One item per line."))
    avoid = BoundedTextField(_("avoid"), blank=True, help_text=_("One item per line."))
    articles = models.ManyToManyField(
        "knowledge.LegalArticle", verbose_name=_("legal articles"), blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("guidance entry")
        verbose_name_plural = _("guidance")
        constraints = [*SourcedEntry.Meta.constraints, valid_choice("theme", Theme)]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("guidance", args=[self.slug])
