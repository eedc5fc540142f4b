"""Sources that a document cites, for the list at its end."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.models import Source
from knowledge.pdf.document import Marks, SourceLine


class CitedSources:
    """Collects sources in the order of their first citation.

    Lines carry no number: on a sheet a mark on every line is in the way of reading it. With
    `listed=False` nothing is collected: a wall card has no room for a list.
    """

    def __init__(self, *, listed: bool = True) -> None:
        self._listed = listed
        self._sources: dict[int, Source] = {}

    def marks(self, sources: Iterable[Source], *, restricted: bool = False) -> Marks:
        """Marks for a text that cites `sources`."""
        self.cite(sources)
        return Marks(restricted)

    def cite(self, sources: Iterable[Source]) -> None:
        if self._listed:
            for source in sources:
                self._sources.setdefault(source.pk, source)

    def lines(self) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(number, _described(source), source.url, source.restricted, source.language)
            for number, source in enumerate(self._sources.values(), start=1)
        )


def _described(source: Source) -> str:
    if not source.publisher:
        return f"{source.dated_title} ({source.publisher_name})"
    names_itself = source.title.lower().startswith(source.publisher.lower())
    return source.dated_title if names_itself else f"{source.publisher}: {source.dated_title}"
