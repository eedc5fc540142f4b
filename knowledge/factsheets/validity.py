"""Until when a printed copy may be relied on. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta


def check_after(on: date, changes: Iterable[date], *, days: int) -> date:
    """The last day on which a copy of `on` may be used without a look at the current one.

    That is the day before the first known change of anything on it, and never more than `days`
    days away. A change that has come already says nothing about this copy.
    """
    coming = [change - timedelta(days=1) for change in changes if change > on]
    return min([on + timedelta(days=days), *coming])
