"""Gives a span over midnight back to the day on which it starts."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.values.hours.rules import DAY
from knowledge.values.hours.timeline import Stretch

Stretches = Sequence[Stretch]


def whole_stretches(before: Stretches, today: Stretches, after: Stretches) -> tuple[Stretch, ...]:
    """The stretches that start today, from three days that are each cut at midnight.

    The last one ends after 1440 minutes when it goes on into the next day.
    """
    own = [one for one in today if not _ends_a_night(one, before)]
    if own and after and own[-1].end == DAY and _ends_a_night(after[0], own):
        own[-1] = replace(own[-1], end=DAY + after[0].end)
    return tuple(own)


def _ends_a_night(stretch: Stretch, before: Stretches) -> bool:
    """True for the rest of a night that started the day before, of at most a day in all."""
    if stretch.start or not before:
        return False
    night = before[-1]
    same = (night.state, night.comment) == (stretch.state, stretch.comment)
    return same and night.end == DAY and night.start >= stretch.end
