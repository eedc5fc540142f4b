"""What is wrong with a file of another publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Where it stands in what was read, in which field of theirs, and what is wrong with it."""

    place: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.field, self.message) if part)


class RefusedError(Exception):
    """Nothing was brought in; `problems` names all that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def refused(place: str, message: str) -> RefusedError:
    return RefusedError([Problem(place, "", message)])
