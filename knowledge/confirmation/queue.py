"""Which contact details an editor should check now, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from knowledge.models import ContactDetail, ContactProposal
from knowledge.models.contact import ContactDetailQuerySet
from knowledge.values.confirmation import Confirmation, State

TRY_AGAIN_AFTER = timedelta(days=1)
"""How long a detail that could not be reached is left alone."""

_ORDER = (State.UNREACHABLE, "waiting", State.OVERDUE, State.NEVER, State.DUE_SOON, State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Due:
    """A detail in the queue; `waiting`: somebody proposed something about it."""

    detail: ContactDetail
    confirmation: Confirmation
    waiting: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the queue: the key of what is shown, its number, what comes after."""

    number: int
    total: int
    shown: int | None
    after: int | None

    def after_showing(self, key: int) -> int | None:
        """What comes after the detail `key`, which may stand outside the queue."""
        return self.after if key == self.shown else self.shown


def queue(details: ContactDetailQuerySet, by: Any, *, at: datetime, state: str = "") -> list[Due]:
    """`details` that the editor `by` should check, the most urgent first, in one query.

    With a `state` exactly those in that state. What he proposed himself waits for another.
    """
    proposals = ContactProposal.objects.waiting().filter(contact=OuterRef("pk"))
    rows: Any = (
        details.with_checks()
        .filter(~Exists(proposals.filter(made_by=by)))
        .annotate(has_proposals=Exists(proposals))
        .select_related("service__organisation")
    )
    found = [Due(row, row.confirmation(at), row.has_proposals) for row in rows]
    if state:
        kept = [due for due in found if due.confirmation.state == state]
    else:
        kept = [due for due in found if _is_work(due, at)]
    return sorted(kept, key=_urgency)


def place(waiting: Sequence[Due], chosen: int | None) -> Place:
    """Where the detail with the key `chosen` is in the queue; the first when it is not there."""
    keys = [due.detail.pk for due in waiting]
    at = keys.index(chosen) if chosen in keys else 0
    shown = keys[at] if keys else None
    after = keys[at + 1] if at + 1 < len(keys) else None
    return Place(at + 1, len(keys), shown, after)


def _is_work(due: Due, at: datetime) -> bool:
    tried = due.confirmation.unreachable_at
    if due.waiting or tried is None:
        return due.waiting or due.confirmation.is_due
    return tried <= at - TRY_AGAIN_AFTER


def _urgency(due: Due) -> tuple[Any, ...]:
    """Within a state, what stands most prominently on the site comes first."""
    state = due.confirmation.state
    first = state if state == State.UNREACHABLE or not due.waiting else "waiting"
    desk = due.detail.service
    on_home = (desk.home_position is None, desk.home_position or 0)
    own = (due.detail.position, due.detail.slug)
    return (_ORDER.index(first), *on_home, desk.position, desk.slug, *own)
