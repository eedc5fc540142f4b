"""Which differences count as a change of a record."""

import pytest

from knowledge.loading.entries import is_unchanged

ENTRY = {"slug": "a", "free": False, "number": 0, "options": [{"slug": "b", "label": {"nl": "x"}}]}


@pytest.mark.parametrize("value", [None, "", [], "filled in by a new version"])
def test_a_field_that_came_or_went_since_is_no_change(value):
    grown = {**ENTRY, "added": value, "options": [{**ENTRY["options"][0], "added": value}]}
    assert is_unchanged(ENTRY, grown)
    assert is_unchanged(grown, ENTRY)


@pytest.mark.parametrize(
    "changed",
    [
        {"free": None},
        {"free": True},
        {"number": 1},
        {"options": []},
        {"options": [{"slug": "c", "label": {"nl": "x"}}]},
        {"options": [{"slug": "b", "label": {"nl": "y"}}]},
    ],
)
def test_any_other_difference_is_a_change(changed):
    assert not is_unchanged(ENTRY, {**ENTRY, **changed})
