"""Database constraints and indexes that several models share."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


def valid_choice(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """A database constraint that `field` holds one of `choices`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_valid",
    )


def planned_indexes(table: str) -> list[models.Index]:
    """Indexes of the few rows that appear or disappear by the calendar."""
    return [
        models.Index(fields=[day], name=f"{table}_{day}", condition=Q(**{f"{day}__isnull": False}))
        for day in ("publish_on", "withdraw_on")
    ]
