"""What will change by itself on a day that an editor planned."""

from datetime import date
from typing import Any

from django.apps import apps
from django.utils import timezone

from knowledge.caching.derived import Standing
from knowledge.models.entry import Entry
from knowledge.models.querysets import EntryQuerySet


def withdrawals(*, after: date) -> list[date]:
    """The days after `after` on which something public goes away, the first one first."""
    models: list[Any] = [
        model
        for model in apps.get_models()
        if issubclass(model, Entry) and model._meta.app_label == "knowledge"
    ]
    rows = [model.objects.published(on=after) for model in models]
    days: list[EntryQuerySet] = [
        found.filter(withdraw_on__gt=after).order_by().values_list("withdraw_on", flat=True)
        for found in rows
    ]
    return sorted(days[0].union(*days[1:]))


_WITHDRAWALS = Standing("planned-withdrawals", lambda: withdrawals(after=timezone.localdate()))


def next_withdrawal() -> date | None:
    """The first day after today on which something public goes away."""
    return next(iter(_WITHDRAWALS.value()), None)
