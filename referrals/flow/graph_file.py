"""Reads a bare graph from a JSON file, to check flows of other programs. Pure.

    {"start": "q1", "questions": {"q1": {"options": {"yes": "q2", "no": "o1"}}}, "outcomes": ["o1"]}

A goal may be null: the answer then leads nowhere, which the checks report.
"""

from __future__ import annotations

import json
from typing import Any

from knowledge.values.bounded_json import TooLargeError, bounded_json
from referrals.flow.model import Flow, Kind, Option, Outcome, Question

_LONGEST = 5_000_000  # characters


class GraphFileError(ValueError):
    """The file does not hold a graph; the message says what is wrong and where."""


def read_graph(text: str) -> Flow:
    """Parse `text` into a flow without texts. Raises GraphFileError when it is not a graph."""
    try:
        data = bounded_json(text, longest=_LONGEST, object_pairs_hook=_unique_keys)
    except json.JSONDecodeError as error:
        raise GraphFileError(f"this is not JSON: {error}") from error
    except TooLargeError as error:
        raise GraphFileError(str(error).replace("it is", "this is", 1)) from error
    questions = _field(data, "questions", dict)
    outcomes = _field(data, "outcomes", list)
    if not all(isinstance(slug, str) for slug in outcomes):
        raise GraphFileError("'outcomes' must be a list of names")
    both = sorted(set(questions) & set(outcomes))
    if both:
        raise GraphFileError(f"both a question and an outcome: {', '.join(both)}")
    return Flow(
        start=_field(data, "start", str),
        questions={slug: _question(slug, raw) for slug, raw in questions.items()},
        outcomes={slug: Outcome(slug, {}, ()) for slug in outcomes},
    )


def _question(slug: str, raw: Any) -> Question:
    options = _field(raw, "options", dict, f"question '{slug}': ")
    for answer, goal in options.items():
        if goal is not None and not isinstance(goal, str):
            raise GraphFileError(f"question '{slug}': answer '{answer}' must name one goal")
    parsed = tuple(Option(answer, {}, goal=goal) for answer, goal in options.items())
    return Question(slug, slug, {}, {}, Kind.ROUTE, parsed)


def _field(data: Any, name: str, kind: type, where: str = "") -> Any:
    if not isinstance(data, dict) or not isinstance(data.get(name), kind):
        raise GraphFileError(f"{where}'{name}' is missing or is not a {kind.__name__}")
    return data[name]


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Reject duplicate keys, of which the json module silently keeps the last."""
    unique = dict(pairs)
    if len(unique) != len(pairs):
        names = [name for name, _value in pairs]
        duplicate = next(name for name in names if names.count(name) > 1)
        raise GraphFileError(f"'{duplicate}' appears twice")
    return unique
