"""The progress on a question page ("of at most 5"), checked over every path of the guide."""

import pytest

from referrals.flow.checks.structure import MAX_QUESTIONS
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
        asked = path.position.answers
        lengths.append(len(asked))
        for taken in range(len(asked) + 1):
            begun = tuple(asked[:taken])
            longest[begun] = max(longest.get(begun, 0), len(asked))
    assert len(lengths) > 100
    assert max(lengths) <= MAX_QUESTIONS
    wrong = []
    for begun, most in longest.items():
        position = resolve(flow, {name: [value] for name, value in begun})
        if position.question:
            at_most = len(position.steps) + position.ahead
            if at_most != most:
                wrong.append((begun, at_most, most))
    assert wrong == []
    assert resolve(flow, {}).ahead == max(lengths)
