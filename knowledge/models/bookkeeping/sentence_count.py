from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.bookkeeping.daily_count import DailyCountQuerySet


class SentenceCertainty(models.TextChoices):
    """How a sentence was answered; the guide decides which of these it was."""

    CERTAIN = "certain", _("one desk")
    ASKED = "asked", _("one question")
    NONE = "none", _("no answer, only results")


class SentenceCountQuerySet(DailyCountQuerySet):
    counted = "certainty"

    def totals(self, *, since: date) -> dict[str, int]:
        """The number of sentences by certainty since a day."""
        rows = self.filter(day__gte=since).values_list("certainty")
        return dict(rows.annotate(models.Sum("times")).order_by("certainty"))


class SentenceCount(models.Model):
    """Daily count of the sentences that visitors typed, by how they were answered: no words."""

    day = models.DateField(_("day"))
    certainty = models.CharField(_("answered with"), max_length=10, choices=SentenceCertainty)
    times = models.PositiveIntegerField(_("number of sentences"), default=0)

    objects = SentenceCountQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "certainty"]
        verbose_name = _("sentence count")
        verbose_name_plural = _("sentence counts")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "certainty"], name="knowledge_sentencecount_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=SentenceCertainty.values),
                name="knowledge_sentencecount_known_certainty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.certainty}: {self.times}"
