"""How sure the contact details on a result are together: one line instead of a mark at each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.desks.desk import Contact
from referrals.outcomes.regional import OutcomeDesk


@dataclass(frozen=True, slots=True)
class Sureness:
    """`total` details are shown, emergency numbers apart; `latest` is the last confirmation."""

    total: int
    confirmed: int
    latest: datetime | None

    @property
    def is_complete(self) -> bool:
        return self.confirmed == self.total


def sureness(first: OutcomeDesk | None, others: Iterable[OutcomeDesk]) -> Sureness:
    """Of what a result shows: every detail of its first desk, and one of each other desk."""
    shown = [*_shown_first(first), *_shown(others)]
    confirmations = list({contact.detail.pk: contact.confirmation for contact in shown}.values())
    dates = [one.confirmed_at for one in confirmations if one.is_confirmed and one.confirmed_at]
    return Sureness(len(confirmations), len(dates), max(dates, default=None))


def _shown_first(item: OutcomeDesk | None) -> Iterator[Contact]:
    if item:
        if not item.is_emergency:
            yield from item.desk.contacts
        yield from _national(item)


def _shown(items: Iterable[OutcomeDesk]) -> Iterator[Contact]:
    for item in items:
        if item.desk.primary and not item.is_emergency:
            yield item.desk.primary
        yield from _national(item)


def _national(item: OutcomeDesk) -> Iterator[Contact]:
    if item.national and item.national.primary:
        yield item.national.primary
