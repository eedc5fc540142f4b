"""One thing that is wrong with a flow. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from referrals.flow.model import Text


class Level(StrEnum):
    """An error refuses publication; a warning is shown and recorded."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """`id` names the check, `culprit` the question or outcome, `words` say it to an editor.

    `option` is the answer of the culprit that is at fault, where one is.
    """

    id: str
    culprit: str
    words: Text
    level: Level = Level.ERROR
    option: str = ""


def errors(problems: list[Problem]) -> list[Problem]:
    """Those that refuse publication."""
    return [problem for problem in problems if problem.level == Level.ERROR]
