"""What counts as a change of a record."""

import pytest

from knowledge.content_shape import digest


@pytest.mark.parametrize("empty", [None, "", [], {"nl": "", "en": ""}])
def test_a_field_that_is_new_and_empty_is_no_change(empty):
    entry = {"slug": "a", "free": False, "options": [{"slug": "b"}]}
    grown = {**entry, "added": empty, "options": [{"slug": "b", "added": empty}]}
    assert digest(grown) == digest(entry)


@pytest.mark.parametrize(
    "changed", [{"free": None}, {"free": True}, {"number": 1}, {"options": [{"slug": "c"}]}]
)
def test_any_other_difference_is_a_change(changed):
    entry = {"slug": "a", "free": False, "number": 0, "options": [{"slug": "b"}]}
    assert digest({**entry, **changed}) != digest(entry)
