"""Numbered source citations of a document."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.models import Source
from knowledge.pdf.document import Marks, SourceLine


class NumberedSources:
    """Numbers sources in the order of their first citation.

    With `listed=False` nothing is numbered: a wall card has no room for a source list.
    """

    def __init__(self, *, listed: bool = True) -> None:
        self._listed = listed
        self._numbers: dict[int, int] = {}
        self._sources: list[Source] = []

    def marks(self, sources: Iterable[Source], *, restricted: bool = False) -> Marks:
        """Marks for a text that cites `sources`."""
        if not self._listed:
            return Marks(restricted=restricted)
        return Marks(tuple(sorted({self._number(source) for source in sources})), restricted)

    def lines(self) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(number, _described(source), source.url, source.restricted, source.language)
            for number, source in enumerate(self._sources, start=1)
        )

    def _number(self, source: Source) -> int:
        if source.pk not in self._numbers:
            self._sources.append(source)
            self._numbers[source.pk] = len(self._sources)
        return self._numbers[source.pk]


def _described(source: Source) -> str:
    if not source.publisher:
        return f"{source.dated_title} ({source.publisher_name})"
    names_itself = source.title.lower().startswith(source.publisher.lower())
    return source.dated_title if names_itself else f"{source.publisher}: {source.dated_title}"
