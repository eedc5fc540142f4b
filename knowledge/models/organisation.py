from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import schedule_indexes, valid_choice
from knowledge.models.entry import SourcedEntry


class OrganisationKind(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency services")
    POLICE = "police", _("Police")
    ADVICE_AND_REPORTING = "advice_and_reporting", _("Advice and reporting")
    COORDINATION = "coordination", _("Coordination of help")
    CARE = "care", _("Care and support")
    ONLINE_HELP = "online_help", _("Help online")
    EXPERTISE = "expertise", _("Knowledge and research")
    GOVERNMENT = "government", _("Government")


class Organisation(SourcedEntry):
    """The organisation that runs one or more desks."""

    name = models.CharField(_("name"), max_length=160)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=OrganisationKind.choices)
    summary = BoundedTextField(_("summary"))
    description = BoundedTextField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta(SourcedEntry.Meta):
        ordering = ["slug"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = schedule_indexes("organisation")
        constraints = [*SourcedEntry.Meta.constraints, valid_choice("kind", OrganisationKind)]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])
