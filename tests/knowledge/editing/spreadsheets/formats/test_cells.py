"""No text of ours is ever run by a spreadsheet, and all of it comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.editing.spreadsheets.formats.cells import (
    escape_formula,
    has_control_characters,
    looks_like_formula,
    normalise,
    unescape_formula,
)

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("start", DANGEROUS)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(start):
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"


def test_spaces_before_a_formula_hide_nothing():
    assert escape_formula("  =1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "Overdag", "'s-Hertogenbosch", "033 448 11 86", "1-2"])
def test_other_texts_stay_as_they_are(text):
    assert escape_formula(text) == text
    assert unescape_formula(text) == text


@given(st.text(alphabet="'=+-@ab \t\r\n1", max_size=8))
def test_every_text_comes_back(text):
    assert unescape_formula(escape_formula(text)) == text


@given(st.text(max_size=8))
def test_nothing_dangerous_stands_in_front(text):
    assert not escape_formula(text).lstrip(" ").startswith(tuple(DANGEROUS))


def test_line_ends_and_spaces_around_are_no_change():
    assert normalise(" een\r\ntwee\rdrie \n") == "een\ntwee\ndrie"


def test_control_signs_are_seen_and_left_out():
    assert has_control_characters("a\x00b")
    assert normalise("a\x00b\x07") == "ab"


def test_an_equals_sign_begins_a_formula_a_plus_does_not():
    assert looks_like_formula("=SUM(A1)")
    assert not looks_like_formula("+31 33 448 11 86")
    assert not looks_like_formula("'=SUM(A1)")
