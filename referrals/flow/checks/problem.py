"""A problem that a check found in a flow. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from referrals.flow.model import Text


class Level(StrEnum):
    """An error refuses publication; a warning is shown and recorded."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """`id` names the check, `node` is the slug of the question or outcome at fault.

    `message` is for editors; `option` is the slug of the answer at fault, if it is one.
    """

    id: str
    node: str
    message: Text
    level: Level = Level.ERROR
    option: str = ""


def errors(problems: list[Problem]) -> list[Problem]:
    """The problems for which publication is refused."""
    return [problem for problem in problems if problem.level == Level.ERROR]
