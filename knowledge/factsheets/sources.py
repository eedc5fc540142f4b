"""The numbers by which a sheet of paper names its sources."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.models import Source
from knowledge.paper.document import Marks, SourceLine


class NumberedSources:
    """Gives each source a number when it is first named, and lists them in that order."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._sources: list[Source] = []

    def marks(self, sources: Iterable[Source], *, restricted: bool = False) -> Marks:
        """The marks of something that `sources` state."""
        return Marks(tuple(sorted({self._number(source) for source in sources})), restricted)

    def lines(self) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(number, _described(source), source.url, source.restricted)
            for number, source in enumerate(self._sources, start=1)
        )

    def _number(self, source: Source) -> int:
        if source.pk not in self._numbers:
            self._sources.append(source)
            self._numbers[source.pk] = len(self._sources)
        return self._numbers[source.pk]


def _described(source: Source) -> str:
    year = f" ({source.year})" if source.year else ""
    return f"{source.publisher}: {source.title}{year}"
