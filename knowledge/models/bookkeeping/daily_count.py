from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F

RETENTION = timedelta(days=400)


class DailyCountQuerySet(models.QuerySet[Any]):
    """Rows that count per day how often each value of the field `counted` occurred."""

    counted: str

    def add(self, counts: Mapping[str, int], *, on: date) -> None:
        for value, times in sorted(counts.items()):  # one lock order: no deadlocks
            key = {"day": on, self.counted: value}
            row = self.filter(**key)
            if row.update(times=F("times") + times):
                continue
            try:
                with transaction.atomic():
                    self.create(**key, times=times)
            except IntegrityError:  # another process was first
                row.update(times=F("times") + times)

    def expired(self, *, on: date) -> models.QuerySet[Any]:
        return self.filter(day__lt=on - RETENTION)
