from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=400)
LONGEST_WORD = 40


class SearchCountQuerySet(models.QuerySet[Any]):
    def add(self, words: Mapping[str, int], *, on: date) -> None:
        """Count `words` as often as it says; "" stands for a search without any result."""
        for word, times in sorted(words.items()):  # always in one order: two never wait in a circle
            row = self.filter(day=on, word=word)
            if row.update(times=F("times") + times):
                continue
            try:
                with transaction.atomic():
                    self.create(day=on, word=word, times=times)
            except IntegrityError:  # another process was first
                row.update(times=F("times") + times)

    def too_old(self, *, on: date) -> models.QuerySet[Any]:
        return self.filter(day__lt=on - KEPT_FOR)

    def since(self, day: date) -> models.QuerySet[Any]:
        """Words with how often they were missed since `day`, the most missed first."""
        counted = self.filter(day__gte=day).values("word").annotate(total=models.Sum("times"))
        return counted.order_by("-total", "word")


class SearchCount(models.Model):
    """How often a word of our own texts was asked for on a day without an exact answer.

    Only words that we have ourselves: what somebody typed is never kept.
    """

    day = models.DateField(_("day"))
    word = models.CharField(_("word"), max_length=LONGEST_WORD, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "word"]
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        constraints = [
            models.UniqueConstraint(fields=["day", "word"], name="knowledge_searchcount_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.word or '-'}: {self.times}"
