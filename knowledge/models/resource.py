from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.models.entry import ForAudiences, SourcedEntry
from knowledge.models.leads_to_desks import LeadsToDesks


class ResourceKind(models.TextChoices):
    INSTRUMENT = "instrument", _("Instrument")
    TRAINING = "training", _("Training")
    FILM = "film", _("Film")
    PLATFORM = "platform", _("Platform")
    CAMPAIGN = "campaign", _("Campaign")
    PROGRAMME = "programme", _("Programme")
    AGREEMENT = "agreement", _("Agreement")
    TEAM = "team", _("Team")


class Resource(LeadsToDesks, SourcedEntry, ForAudiences):
    """An instrument, training, film or initiative that helps a professional."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind.choices)
    summary = BoundedTextField(_("summary"))
    description = BoundedTextField(_("description"), blank=True)
    suitable_for = BoundedTextField(_("suitable for"), blank=True)
    not_for = BoundedTextField(_("not for"), blank=True)
    how_to_get = BoundedTextField(_("how to get it"), blank=True)
    url = models.URLField(_("address"), blank=True)
    email = models.EmailField(_("email"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [*SourcedEntry.Meta.constraints, valid_choice("kind", ResourceKind)]

    def __str__(self) -> str:
        return self.name or self.slug
