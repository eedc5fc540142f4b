"""Problems of a feed of another publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """File and line or record number, the HSDS field, and what is wrong."""

    origin: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.origin, self.field, self.message) if part)


class InvalidFeedError(Exception):
    """The feed is invalid and nothing was imported; `problems` lists every problem."""

    def __init__(self, problems: Sequence[FeedProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def feed_error(origin: str, message: str) -> InvalidFeedError:
    return InvalidFeedError([FeedProblem(origin, "", message)])
