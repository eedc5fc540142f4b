"""Judged queries: the share of right answers that must be among the first three."""

from collections import Counter

import pytest

from portal.search.indexes import INDEXES
from tools.search_relevance import finder, questions, score

pytestmark = pytest.mark.django_db

KINDS = {"name", "situation", "typing", "compound", "abbreviation", "law"}


def test_the_set_is_large_enough_and_has_every_kind():
    queries = questions()
    by_language = Counter(question.language for question in queries)
    assert by_language["nl"] >= 80
    assert by_language["en"] >= 40
    assert len(queries) == len({(query.language, query.text) for query in queries})
    for language in ("nl", "en"):
        assert {query.kind for query in queries if query.language == language} == KINDS


def test_what_is_wanted_is_found():
    find = finder(INDEXES)
    missed = [
        f"{query.text}: {find(query.text)[:3]} in place of {sorted(query.wants)}"
        for query in questions()
        if query.wants.isdisjoint(find(query.text)[:3])
    ]
    whole = score(questions(), find)
    assert whole.in_three / whole.asked >= 0.95, missed
    assert whole.first / whole.asked >= 0.80


@pytest.mark.parametrize("part", ["aside", "fresh"])
def test_what_nobody_tuned_on_is_found_as_well(part):
    queries = [query for query in questions() if query.part == part]
    result = score(queries, finder(INDEXES))
    assert len(queries) >= 30
    assert result.in_three / result.asked >= 0.85
    assert result.first / result.asked >= 0.60
