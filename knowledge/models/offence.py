from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.constraints import valid_choice
from knowledge.models.entry import Versioned, refuse_untranslated
from knowledge.models.legal_article import LegalArticle


class Act(models.TextChoices):
    """What happened to his body, where the article says so."""

    UNKNOWN = "", _("not known: its wording was not read")
    WITHOUT = "without", _("without penetration")
    WITH = "with", _("with penetration")
    EITHER = "either", _("with or without penetration")
    NONE = "none", _("plays no part")


class Offence(Versioned):
    """What an article punishes at one age: a row of the table of sexual offences.

    An article has several where its penalty depends on the age of the victim, and none where it is
    not an offence. A penalty that nobody read stays empty.
    """

    article = models.ForeignKey(
        LegalArticle,
        on_delete=models.CASCADE,
        related_name="offences",
        verbose_name=_("legal article"),
    )
    description = models.CharField(_("what is punished"), max_length=160)
    min_age = models.PositiveSmallIntegerField(_("victim's age from"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(
        _("victim's age up to and including"), null=True, blank=True
    )
    act = models.CharField(
        _("penetration"), max_length=10, choices=Act.choices, default=Act.UNKNOWN, blank=True
    )
    maximum_months = models.PositiveSmallIntegerField(
        _("maximum penalty in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Imprisonment. Leave empty if you have not seen it: the table then says so."),
    )
    aggravated_months = models.PositiveSmallIntegerField(
        _("aggravated maximum in months"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    aggravated_by = models.CharField(
        _("aggravated by"), max_length=120, blank=True, help_text=_("Follows the penalty.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("row of the table of offences")
        verbose_name_plural = _("rows of the table of offences")
        constraints = [
            valid_choice("act", Act),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=models.F("max_age")),
                name="knowledge_offence_ages_in_order",
                violation_error_message=_("The lowest age is above the highest."),
            ),
            models.CheckConstraint(
                condition=Q(aggravated_months=None)
                | Q(maximum_months__isnull=False, aggravated_months__gt=models.F("maximum_months")),
                name="knowledge_offence_aggravated_is_more",
                violation_error_message=_("An aggravated penalty is higher than the ordinary one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article.citation}: {self.description}"

    def clean(self) -> None:
        super().clean()
        refuse_untranslated(self)

    @property
    def entry(self) -> LegalArticle:
        """The entry this row is part of; permissions on it apply to this row."""
        return self.article
