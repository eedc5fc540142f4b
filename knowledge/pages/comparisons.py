"""Key figures that one source makes comparable, as bars."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter

from django.utils.translation import gettext as _

from knowledge.models import KeyFigure
from knowledge.pdf.document import Bar, Bars, Marks

Mark = Callable[[Iterable[KeyFigure]], Marks]
"""The numbers of the sources of figures, where a document lists sources."""


def _restriction(figures: Iterable[KeyFigure]) -> Marks:
    return Marks(restricted=any(figure.restricted for figure in figures))


def compared(figures: Iterable[KeyFigure]) -> dict[str, list[KeyFigure]]:
    """Figures by comparison, as far as at least two of them are here."""
    groups: dict[str, list[KeyFigure]] = {}
    for figure in figures:
        if figure.comparison and figure.value is not None:
            groups.setdefault(figure.comparison, []).append(figure)
    return {key: group for key, group in groups.items() if len(group) > 1}


def comparison_bars(figures: Iterable[KeyFigure], mark: Mark = _restriction) -> tuple[Bars, ...]:
    """Bars for each comparison, longest first, with what limits it."""
    return tuple(_bars(group, mark) for group in compared(figures).values())


def _bars(group: list[KeyFigure], mark: Mark) -> Bars:
    highest = max(figure.value or 0 for figure in group) or 1
    ordered = sorted(group, key=attrgetter("value"), reverse=True)
    bars = tuple(
        Bar(figure.short_name or figure.counts, figure.figure, (figure.value or 0) / highest)
        for figure in ordered
    )
    names = _(" and ").join(bar.name for bar in bars)
    return Bars(
        title=_("Compared in one source: %(names)s") % {"names": names},
        bars=bars,
        text=group[0].period,
        caveats=tuple(f"{figure.figure}: {figure.caveat}" for figure in group),
        marks=mark(group),
    )
