"""The query parameters of a public page: which there are, and where the page may be kept with them.

The canonical address and the key of the page in every store come from this one declaration.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qsl

from django.http import QueryDict

Pairs = list[tuple[str, str]]

_NUMBER = re.compile(r"0*([1-9][0-9]{0,8})[0-9]*", re.ASCII)
_shared_names: set[str] = set()


class Scope(Enum):
    """Where a page may be kept: in every store, in the memory of this process, or nowhere."""

    ALL = "all"
    PROCESS = "process"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Parameters:
    """`pages` are page numbers and `options` have a few fixed values: with those alone, a page says
    nothing about who asks. What is `chosen` or typed by a visitor is kept nowhere.

    With `are_answers` all other parameters are answers of the guide, which brings them in their
    canonical form itself.
    """

    pages: tuple[str, ...] = ()
    options: Mapping[str, Collection[str]] = field(default_factory=dict)
    chosen: Collection[str] = ()
    are_answers: bool = False

    def __post_init__(self) -> None:
        _shared_names.update(self.pages, self.options)

    def canonical(self, query: QueryDict) -> Pairs:
        """The parameters that mean something, once each, in a fixed order."""
        if self.are_answers:
            return sent(query)
        names = [*self.pages, *self.options, *self.chosen]
        values = [(name, self._value(name, query.get(name, ""))) for name in names]
        return [(name, value) for name, value in values if value]

    def scope(self, pairs: Pairs) -> Scope:
        names = {name for name, _value in pairs}
        if names & set(self.chosen):
            return Scope.NONE
        return Scope.PROCESS if self.are_answers else Scope.ALL

    def _value(self, name: str, value: str) -> str:
        if name in self.pages:
            number = _NUMBER.fullmatch(value)
            return number[1] if number and number[1] != "1" else ""
        if name in self.options:
            return value if value in self.options[name] else ""
        return value


def sent(query: QueryDict) -> Pairs:
    """All parameters as they were sent."""
    return [(name, value) for name, values in query.lists() for value in values]


def may_be_shared(query: str) -> bool:
    """Whether a page with this query string may be in a store outside the process at all."""
    return not query or all(name in _shared_names for name, _value in parse_qsl(query))
