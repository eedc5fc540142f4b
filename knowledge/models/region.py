import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.constraints import valid_choice
from knowledge.models.entry import Versioned


class RegionKind(models.TextChoices):
    """Divisions of the country that regional desks are organised by."""

    POLICE_UNIT = "police_unit", _("police unit")
    VEILIG_THUIS = "veilig_thuis", _("Veilig Thuis region")
    CARE_COORDINATION = "care_coordination", _("region of a care coordinator")


class Region(Versioned):
    """One part of the country in one of its divisions.

    `code` is the one of Statistics Netherlands, by which its yearly table is recognised. Regions
    of care coordinators are not in that table and have none: we know only a few.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=RegionKind.choices)
    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(
        _("CBS code"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(re.compile(r"\A[A-Z]{2}[0-9]{2}\Z"))],
        help_text=_(
            "RE followed by two digits for a police unit, VT followed by two digits for "
            "Veilig Thuis."
        ),
    )

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            valid_choice("kind", RegionKind),
            models.CheckConstraint(
                condition=models.Q(code="") | models.Q(code__regex=r"^[A-Z]{2}[0-9]{2}$"),
                name="knowledge_region_code_valid",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="knowledge_region_code_unique",
                violation_error_message=_("Another region already has this code."),
            ),
            models.UniqueConstraint(fields=["kind", "name"], name="knowledge_region_name_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"
