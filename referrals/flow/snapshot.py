"""A flow as plain data and back: what a release keeps, and how it is known to be unharmed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from referrals.flow.model import Flow, Kind, Option, Outcome, Question, Referral

Data = dict[str, Any]
Made = TypeVar("Made")


class SnapshotError(ValueError):
    """The data is not that of a flow; the message says where."""


def to_data(flow: Flow) -> Data:
    """The whole flow as JSON can hold it, in the order in which it asks."""
    data: Data = json.loads(
        json.dumps(
            {
                "start": flow.start,
                "questions": [asdict(question) for question in flow.questions.values()],
                "outcomes": [asdict(outcome) for outcome in flow.outcomes.values()],
            }
        )
    )
    return data


def digest(data: Data) -> str:
    """SHA-256 of the data in one canonical writing: the same for the same flow."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def from_data(data: Data) -> Flow:
    """The flow that `to_data` wrote. SnapshotError when it is anything else."""
    try:
        return Flow(
            start=str(data["start"]),
            questions=_by_slug(data["questions"], _question),
            outcomes=_by_slug(data["outcomes"], _outcome),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SnapshotError(f"this is not a flow: {error!r}") from error


def _by_slug(rows: list[Data], make: Callable[[Data], Made]) -> Mapping[str, Made]:
    return {row["slug"]: make(row) for row in rows}


def _question(row: Data) -> Question:
    options = tuple(_option(option) for option in row["options"])
    return Question(**{**row, "kind": Kind(row["kind"]), "options": options})


def _option(row: Data) -> Option:
    values = {name: tuple(row[name]) for name in ("guidance", "says")}
    return Option(**{**row, **values, "adds": _referrals(row["adds"])})


def _outcome(row: Data) -> Outcome:
    lists = ("side_questions", "articles", "guidance", "resources")
    values = {name: tuple(row[name]) for name in lists}
    return Outcome(**{**row, **values, "referrals": _referrals(row["referrals"])})


def _referrals(rows: list[Data]) -> tuple[Referral, ...]:
    return tuple(Referral(row["service"], tuple(row["reasons"])) for row in rows)
