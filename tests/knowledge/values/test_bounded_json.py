"""JSON is refused before it is parsed when it is too long or too deep."""

import pytest

from knowledge.values.bounded_json import DEEPEST, TooLargeError, bounded_json


def nested(depth: int) -> str:
    return '[{"a":' * (depth // 2) + "1" + "}]" * (depth // 2)


def test_what_keeps_within_the_bounds_is_read():
    assert bounded_json(b'\xef\xbb\xbf{"a": [1, "}{]["]}', longest=40) == {"a": [1, "}{]["]}
    assert bounded_json(nested(DEEPEST), longest=1_000)
    assert bounded_json("[" * 3 + "]" * 3, longest=6, deepest=3) == [[[]]]


@pytest.mark.parametrize(
    "text",
    [nested(DEEPEST + 2), "[" * 1_000_000, '{"a":' * 300_000, '"' + "[" * 50 + '"' + "[" * 50],
)
def test_what_nests_too_deeply_is_refused(text):
    with pytest.raises(TooLargeError, match="nested too deeply"):
        bounded_json(text, longest=10_000_000)


@pytest.mark.parametrize("text", ['"' + "x" * 100 + '"', b"[" + b"1," * 100 + b"1]"])
def test_what_is_too_long_is_refused(text):
    with pytest.raises(TooLargeError, match="longer than 100"):
        bounded_json(text, longest=100)


@pytest.mark.parametrize("text", ["", "{", '"open', "nul", b"\xff"])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError):
        bounded_json(text, longest=100)


def test_brackets_in_texts_do_not_count():
    assert bounded_json('"' + "[" * 1_000 + '\\"' + '"', longest=2_000)
