from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.models.entry import SourcedEntry
from knowledge.models.leads_to_desks import LeadsToDesks


class PlaceSetting(models.TextChoices):
    OFFLINE = "offline", _("Offline")
    ONLINE = "online", _("Online")


class PlaceRole(models.TextChoices):
    HAPPENS = "happens", _("it happens here")
    APPROACH = "approach", _("boys are approached here")
    BOTH = "both", _("boys are approached here and it happens here")
    NOT_STATED = "not_stated", _("the source does not say what happens there")


class RiskPlace(LeadsToDesks, SourcedEntry):
    """A place, offline or online, where exploitation happens or boys are approached."""

    name = models.CharField(_("name"), max_length=160)
    description = BoundedTextField(_("description"))
    setting = models.CharField(_("setting"), max_length=10, choices=PlaceSetting.choices)
    role = models.CharField(_("what happens there"), max_length=12, choices=PlaceRole.choices)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("risk place")
        verbose_name_plural = _("risk places")
        constraints = [
            *SourcedEntry.Meta.constraints,
            valid_choice("setting", PlaceSetting),
            valid_choice("role", PlaceRole),
        ]

    def __str__(self) -> str:
        return self.name or self.slug
