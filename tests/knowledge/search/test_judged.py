"""What tired professionals type is found: the share that must be among the first three."""

from collections import Counter

import pytest

from portal.search.indexes import INDEXES
from tools.search_relevance import finder, questions, score

pytestmark = pytest.mark.django_db

KINDS = {"name", "situation", "typing", "compound", "abbreviation", "law"}


def test_the_set_is_large_enough_and_has_every_kind():
    asked = questions()
    by_language = Counter(question.language for question in asked)
    assert by_language["nl"] >= 80
    assert by_language["en"] >= 40
    assert len(asked) == len({(one.language, one.text) for one in asked})
    for language in ("nl", "en"):
        assert {one.kind for one in asked if one.language == language} == KINDS


def test_what_is_wanted_is_found():
    find = finder(INDEXES)
    missed = [
        f"{one.text}: {find(one.text)[:3]} in place of {sorted(one.wants)}"
        for one in questions()
        if one.wants.isdisjoint(find(one.text)[:3])
    ]
    whole = score(questions(), find)
    assert whole.in_three / whole.asked >= 0.95, missed
    assert whole.first / whole.asked >= 0.80


@pytest.mark.parametrize("part", ["aside", "fresh"])
def test_what_nobody_tuned_on_is_found_as_well(part):
    asked = [one for one in questions() if one.part == part]
    found = score(asked, finder(INDEXES))
    assert len(asked) >= 30
    assert found.in_three / found.asked >= 0.85
    assert found.first / found.asked >= 0.60
