from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

RETENTION = timedelta(days=400)
LONGEST_WORD = 40


class SearchCountQuerySet(models.QuerySet[Any]):
    def add(self, words: Mapping[str, int], *, on: date) -> None:
        """Add the counts of `words`; "" counts searches without any result."""
        for word, times in sorted(words.items()):  # one lock order: no deadlocks
            row = self.filter(day=on, word=word)
            if row.update(times=F("times") + times):
                continue
            try:
                with transaction.atomic():
                    self.create(day=on, word=word, times=times)
            except IntegrityError:  # another process was first
                row.update(times=F("times") + times)

    def expired(self, *, on: date) -> models.QuerySet[Any]:
        return self.filter(day__lt=on - RETENTION)

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
