"""The progress on a question page ("of at most 7"), checked over every path of the guide."""

import pytest

from referrals.flow.model import NONE, Kind
from referrals.flow.paths import all_paths
from referrals.flow.resolving import resolve
from referrals.models import Flow as FlowRow
from referrals.releases.draft import GUIDE_SLUG, build_flow

pytestmark = pytest.mark.django_db


def test_at_most_is_the_longest_way_on_from_every_question():
    """Compares with a list of all paths; requests use `questions_ahead`, computed once per flow."""
    flow = build_flow(FlowRow.objects.get(slug=GUIDE_SLUG))
    longest: dict[tuple[tuple[str, str], ...], int] = {}
    lengths = []
    for path in all_paths(flow):
        asked = [*path.position.answers, *_unasked(flow, path)]
        lengths.append(len(asked))
        for taken in range(len(asked) + 1):
            begun = tuple(asked[:taken])
            longest[begun] = max(longest.get(begun, 0), len(asked))
    assert len(lengths) > 100
    wrong = []
    for begun, most in longest.items():
        answers: dict[str, list[str]] = {}
        for name, value in begun:
            answers.setdefault(name, []).append(value)
        position = resolve(flow, answers)
        if len(position.steps) == len(begun) and position.question:
            at_most = len(position.steps) + position.ahead
            if at_most != most:
                wrong.append((begun, at_most, most))
    assert wrong == []
    assert resolve(flow, {}).ahead == max(lengths)


def _unasked(flow, path):
    """Answers "none" to the multiple-choice side questions, which a path leaves open."""
    sides = [flow.questions[slug] for slug in path.outcome.side_questions]
    return [(side.name, NONE) for side in sides if side.kind == Kind.SIDE_MANY]
