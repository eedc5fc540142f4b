"""Municipalities in query strings."""

from datetime import date

import pytest
from django.http import QueryDict

from knowledge.regions.choice import match_place, read_place

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)


def read(query: str):
    return read_place(QueryDict(query), "plaats", on=DAY)


def test_a_slug_is_that_municipality():
    place = read("plaats=tilburg")
    assert (place.municipality.name, place.typed, place.unclear) == ("Tilburg", "", False)


def test_what_was_typed_counts_before_the_slug_also_when_it_was_made_empty():
    assert read("plaats=tilburg&plaats-naam=Utrecht").municipality.name == "Utrecht"
    assert read("plaats=tilburg&plaats-naam=").municipality is None


def test_what_may_mean_several_is_a_choice():
    place = read("plaats-naam=bergen")
    assert place.unclear
    assert [choice.municipality.slug for choice in place.choices] == ["bergen-l", "bergen-nh"]
    assert place.field_value == "bergen"


@pytest.mark.parametrize("query", ["", "x=y", "plaats=", "plaats=%00", "plaats=Geen Slug"])
def test_nothing_that_can_be_read_is_no_place(query):
    place = read(query)
    assert (place.municipality, place.unclear) == (None, False)


def test_what_is_too_long_or_damaged_is_unclear_and_shown_short():
    assert read("plaats-naam=" + "a" * 500).typed == "a" * 100
    assert "\x00" not in read("plaats-naam=a%00b").typed


def test_an_address_without_a_place_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        read("x=y")


def test_meant_by_nothing_is_nothing():
    assert match_place("", "plaats", on=DAY).unclear is False
