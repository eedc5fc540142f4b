"""Planned withdrawals: days on which something public goes away without an edit."""

from datetime import date
from typing import Any

from django.apps import apps
from django.utils import timezone

from knowledge.caching.derived import DerivedContent
from knowledge.models.entry import Entry
from knowledge.models.querysets import EntryQuerySet


def withdrawals(*, after: date) -> list[date]:
    """The days later than `after` on which something public is withdrawn, earliest first."""
    models: list[Any] = [
        model
        for model in apps.get_models()
        if issubclass(model, Entry) and model._meta.app_label == "knowledge"
    ]
    published: list[EntryQuerySet] = [model.objects.published(on=after) for model in models]
    days = [
        entries.filter(withdraw_on__gt=after).order_by().values_list("withdraw_on", flat=True)
        for entries in published
    ]
    return sorted(days[0].union(*days[1:]))


_WITHDRAWALS = DerivedContent(
    "planned-withdrawals", lambda: withdrawals(after=timezone.localdate())
)


def next_withdrawal() -> date | None:
    """The first day after today on which something public is withdrawn."""
    return next(iter(_WITHDRAWALS.get()), None)
