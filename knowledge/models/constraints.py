"""Constraints and indexes shared by several models."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


def valid_choice(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Constraint: `field` holds one of `choices`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_valid",
    )


def schedule_indexes(table: str) -> list[models.Index]:
    """Partial indexes for rows with a scheduled publication or withdrawal."""
    return [
        models.Index(fields=[day], name=f"{table}_{day}", condition=Q(**{f"{day}__isnull": False}))
        for day in ("publish_on", "withdraw_on")
    ]
