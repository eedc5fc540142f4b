"""Base of records that await a decision."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.constraints import valid_choice


class Decision(models.TextChoices):
    OPEN = "open", _("waiting for an editor")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")


class DecidedQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(decision=Decision.OPEN)


class Decided(models.Model):
    """Open, or decided by a user at a moment: a constraint rules out anything in between."""

    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.OPEN
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        abstract = True
        constraints = [
            valid_choice("decision", Decision),
            models.CheckConstraint(
                condition=Q(decision=Decision.OPEN, decided_by=None, decided_at=None)
                | (
                    ~Q(decision=Decision.OPEN)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="%(app_label)s_%(class)s_decided_by_someone",
            ),
        ]
