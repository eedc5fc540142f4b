"""Serializes a flow and its cases to JSON data for a release, and back; with a digest. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from referrals.flow.case import Case
from referrals.flow.model import (
    Cue,
    CueKind,
    Flow,
    Kind,
    Option,
    Outcome,
    Question,
    Referral,
    StandIn,
)

Data = dict[str, Any]
Node = TypeVar("Node")


class SnapshotError(ValueError):
    """The data is not that of a flow; the message says why."""


def to_data(flow: Flow) -> Data:
    """The whole flow as JSON-compatible data, in the order of its questions and outcomes.

    What came later (stand-ins, cases, cues, `_LATER`) is left out where there is none, so that the
    digest of an older release stays.
    """
    stand_ins = [asdict(stand_in) for stand_in in flow.stand_ins]
    cases = [asdict(case) for case in flow.cases.values()]
    cues = [asdict(cue) for cue in flow.cues]
    data: Data = json.loads(
        json.dumps(
            {
                "start": flow.start,
                "questions": [_as_dict(question) for question in flow.questions.values()],
                "outcomes": [_as_dict(outcome) for outcome in flow.outcomes.values()],
                **({"stand_ins": stand_ins} if stand_ins else {}),
                **({"cases": cases} if cases else {}),
                **({"cues": cues} if cues else {}),
            }
        )
    )
    return data


_LATER = ("aliases", "fits_better", "phrases", "hints", "when_said")
"""Fields that releases of before they existed lack."""


def _as_dict(node: Question | Outcome) -> Data:
    return asdict(
        node,
        dict_factory=lambda items: {
            name: value for name, value in items if value or name not in _LATER
        },
    )


def digest(data: Data) -> str:
    """Hex SHA-256 of the data as canonical JSON: equal for equal flows."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def from_data(data: Data) -> Flow:
    """The flow of which `to_data` made `data`. Raises SnapshotError for anything else.

    Releases from before there were cases or cues have none.
    """
    try:
        return Flow(
            start=str(data["start"]),
            questions=_by_slug(data["questions"], _question),
            outcomes=_by_slug(data["outcomes"], _outcome),
            stand_ins=tuple(map(_stand_in, data.get("stand_ins", []))),
            cases=_by_slug(data.get("cases", []), _case),
            cues=tuple(map(_cue, data.get("cues", []))),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SnapshotError(f"this is not a flow: {error!r}") from error


def _by_slug(rows: list[Data], make: Callable[[Data], Node]) -> Mapping[str, Node]:
    return {row["slug"]: make(row) for row in rows}


def _question(row: Data) -> Question:
    options = tuple(_option(option) for option in row["options"])
    return Question(**{**row, "kind": Kind(row["kind"]), "options": options})


def _option(row: Data) -> Option:
    values = {name: tuple(row[name]) for name in ("guidance", "says")}
    values["aliases"] = tuple(row.get("aliases", ()))
    return Option(**{**row, **values, "adds": _referrals(row["adds"])})


def _outcome(row: Data) -> Outcome:
    lists = ("side_questions", "articles", "guidance", "resources")
    values = {name: tuple(row[name]) for name in lists}
    return Outcome(**{**row, **values, "referrals": _referrals(row["referrals"])})


def _stand_in(row: Data) -> StandIn:
    return StandIn(**{**row, "groups": tuple(row["groups"])})


def _cue(row: Data) -> Cue:
    return Cue(**{**row, "kind": CueKind(row["kind"])})


def _case(row: Data) -> Case:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Case(**{**row, **lists})


def _referrals(rows: list[Data]) -> tuple[Referral, ...]:
    return tuple(Referral(**{**row, "reasons": tuple(row["reasons"])}) for row in rows)
