"""The work queue: contact details that an editor should check now, most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from knowledge.models import ContactDetail, ContactProposal
from knowledge.models.contact_detail import ContactDetailQuerySet
from knowledge.values.confirmation import Confirmation, State

RETRY_AFTER = timedelta(days=1)
"""How long a detail that could not be reached stays out of the queue."""

_ORDER = (
    State.UNREACHABLE,
    "proposed",
    State.OVERDUE,
    State.NEVER,
    State.DUE_SOON,
    State.CONFIRMED,
)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A detail in the queue; `has_proposals`: a proposal about it is pending."""

    detail: ContactDetail
    confirmation: Confirmation
    has_proposals: bool


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """A position in the queue: its number from 1; primary keys of the current and next detail."""

    number: int
    total: int
    current: int | None
    following: int | None

    def following_after(self, pk: int) -> int | None:
        """The detail to show after `pk`, which may be outside the queue."""
        return self.following if pk == self.current else self.current


def build_queue(
    details: ContactDetailQuerySet, editor: Any, *, at: datetime, state: str = ""
) -> list[QueueItem]:
    """Those of `details` that `editor` (a user) should check, most urgent first, in one query.

    With a `state`, exactly the details in that state. Details on which the editor has a pending
    proposal are left to someone else.
    """
    proposals = ContactProposal.objects.waiting().filter(contact=OuterRef("pk"))
    rows: QuerySet[Any] = (
        details.with_checks()
        .filter(~Exists(proposals.filter(made_by=editor)))
        .annotate(has_proposals=Exists(proposals))
        .select_related("service__organisation")
    )
    items = [QueueItem(row, row.confirmation(at), row.has_proposals) for row in rows]
    if state:
        selected = [item for item in items if item.confirmation.state == state]
    else:
        selected = [item for item in items if _needs_check(item, at)]
    return sorted(selected, key=_urgency)


def position_in(items: Sequence[QueueItem], pk: int | None) -> QueuePosition:
    """The position of the detail `pk` in the queue; the first when it is not in it."""
    pks = [item.detail.pk for item in items]
    index = pks.index(pk) if pk in pks else 0
    current = pks[index] if pks else None
    following = pks[index + 1] if index + 1 < len(pks) else None
    return QueuePosition(index + 1, len(pks), current, following)


def _needs_check(item: QueueItem, at: datetime) -> bool:
    failed_at = item.confirmation.unreachable_at
    if item.has_proposals or failed_at is None:
        return item.has_proposals or item.confirmation.is_due
    return failed_at <= at - RETRY_AFTER


def _urgency(item: QueueItem) -> tuple[Any, ...]:
    """Sort key: by state, then by how prominent the desk is on the site."""
    state = item.confirmation.state
    rank = state if state == State.UNREACHABLE or not item.has_proposals else "proposed"
    desk = item.detail.service
    on_home = (desk.home_position is None, desk.home_position or 0)
    own = (item.detail.position, item.detail.slug)
    return (_ORDER.index(rank), *on_home, desk.position, desk.slug, *own)
