"""How sure a contact detail is: confirmed, due or never confirmed, and since when. Pure.

Every screen, list and export uses this one function, so that they cannot contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """In the order in which an editor should look at them."""

    UNREACHABLE = "unreachable"
    OVERDUE = "overdue"
    NEVER = "never"
    DUE_SOON = "due_soon"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Confirmation of a contact detail at one moment.

    `confirmed_at`: the last check that found its current value right, None if never. `due_at`:
    when that expires. `unreachable_at`: the check that could not reach it, None if reachable.
    """

    state: State
    confirmed_at: datetime | None = None
    due_at: datetime | None = None
    unreachable_at: datetime | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.state in (State.CONFIRMED, State.DUE_SOON)

    @property
    def is_due(self) -> bool:
        """Whether an editor should check it about now."""
        return self.state != State.CONFIRMED


def confirmation(
    confirmed_at: datetime | None,
    unreachable_at: datetime | None,
    *,
    at: datetime,
    days: int,
    soon: int,
) -> Confirmation:
    """Confirmation at the aware moment `at`, when a check is valid for `days` days.

    Due soon in the last `soon` of those days. `unreachable_at` is None unless the newest check
    could not reach it.
    """
    due_at = confirmed_at + timedelta(days=days) if confirmed_at else None
    if unreachable_at:
        return Confirmation(State.UNREACHABLE, confirmed_at, due_at, unreachable_at)
    if due_at is None:
        return Confirmation(State.NEVER)
    if due_at <= at:
        state = State.OVERDUE
    elif due_at <= at + timedelta(days=soon):
        state = State.DUE_SOON
    else:
        state = State.CONFIRMED
    return Confirmation(state, confirmed_at, due_at)
