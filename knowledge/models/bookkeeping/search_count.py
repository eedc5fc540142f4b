from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bookkeeping.daily_count import DailyCountQuerySet

LONGEST_WORD = 40


class SearchCountQuerySet(DailyCountQuerySet):
    """The word "" counts searches without any result."""

    counted = "word"

    def since(self, day: date) -> models.QuerySet[Any]:
        """Words with their totals since `day`, most frequent first."""
        totals = self.filter(day__gte=day).values("word").annotate(total=models.Sum("times"))
        return totals.order_by("-total", "word")


class SearchCount(models.Model):
    """Daily count of searches for a word without an exact match.

    Only words that occur in our own texts: typed text is never stored.
    """

    day = models.DateField(_("day"))
    word = models.CharField(_("word"), max_length=LONGEST_WORD, blank=True)
    times = models.PositiveIntegerField(_("number of searches"), default=0)

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "word"]
        verbose_name = _("search count")
        verbose_name_plural = _("search counts")
        constraints = [
            models.UniqueConstraint(fields=["day", "word"], name="knowledge_searchcount_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.word or '-'}: {self.times}"
