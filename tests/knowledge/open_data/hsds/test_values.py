"""Identifiers never change, and a timestamp is never later than the change."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from knowledge.open_data.hsds import values


def test_an_identifier_follows_from_the_key_alone():
    """A literal: a changed namespace or key would break identifiers that others have stored."""
    assert values.uid("service", "veilig-thuis") == "daff04dc-7c5e-53cb-ac2b-4f6c23ee0e46"
    assert UUID(values.uid("service", "x")).version == 5


def test_different_things_have_different_identifiers():
    identifiers = {
        values.uid(kind, "veilig-thuis") for kind in ("service", "organisation", "location")
    }
    assert len(identifiers) == 3
    assert values.uid("attribute", "a", "b") != values.uid("attribute", "a:", "b")


def test_a_timestamp_is_truncated_to_milliseconds():
    at = datetime(2026, 7, 1, 12, 0, 0, 123_999, tzinfo=UTC)
    assert values.timestamp(at) == "2026-07-01T12:00:00.123Z"


def test_days_are_those_of_the_netherlands():
    assert values.day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert values.midnight(date(2026, 7, 1)).astimezone(UTC).hour == 22


@pytest.mark.parametrize(("value", "is_kept"), [("", False), (None, False), ([], False), (0, True)])
def test_what_says_nothing_is_left_out(value, is_kept):
    assert ("field" in values.without_empty(field=value)) is is_kept


def test_a_web_address_is_plain_ascii():
    assert values.web_address("https://voorbeeld.example/één") == (
        "https://voorbeeld.example/%C3%A9%C3%A9n"
    )
