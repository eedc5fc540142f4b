from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.models.entry import ForAudiences, SourcedEntry
from knowledge.models.leads_to_desks import LeadsToDesks


class SignalCategory(models.TextChoices):
    BEHAVIOUR = "behaviour", _("Behaviour in general")
    POSSESSIONS = "possessions", _("Money and possessions")
    RELATIONSHIPS = "relationships", _("Contact with others")
    APPEARANCE = "appearance", _("Looks and physical condition")
    SELF_IMAGE = "self_image", _("How he sees himself")
    SEXUAL_BEHAVIOUR = "sexual_behaviour", _("Sexual behaviour")
    HEALTH = "health", _("Body and health")
    SURROUNDINGS = "surroundings", _("What people around him notice")
    VULNERABILITY = "vulnerability", _("What makes a boy vulnerable")


class SignalSubject(models.TextChoices):
    BOYS = "boys", _("boys")
    YOUNG_PEOPLE = "young_people", _("young people in general")


class Signal(LeadsToDesks, SourcedEntry, ForAudiences):
    """A sign that may point to exploitation, always with other explanations."""

    name = models.CharField(_("name"), max_length=160)
    description = BoundedTextField(_("description"))
    caveat = BoundedTextField(_("may also mean"))
    category = models.CharField(_("category"), max_length=20, choices=SignalCategory.choices)
    about = models.CharField(
        _("the source refers to"), max_length=20, choices=SignalSubject.choices
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("sign")
        verbose_name_plural = _("signs")
        indexes = [models.Index(fields=["position", "slug"], name="knowledge_signal_in_order")]
        constraints = [
            *SourcedEntry.Meta.constraints,
            valid_choice("category", SignalCategory),
            valid_choice("about", SignalSubject),
        ]

    def __str__(self) -> str:
        return self.name or self.slug
