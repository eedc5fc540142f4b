"""Counts in the database: JSON under a seal, never a pickle."""

import base64
import pickle

import pytest
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty():
    cache.clear()


@pytest.mark.parametrize("value", [1, "text", [1.5, 2.5], True])
def test_a_value_is_there_until_its_time_is_up(value):
    cache.set("a", value, 60)
    assert cache.get("a") == value
    cache.set("a", value, -5)
    assert cache.get("a") is None


def test_many_values_are_one_query(django_assert_num_queries):
    cache.set_many({"a": 1, "b": 2, "late": 3}, 60)
    cache.set("late", 3, -5)
    with django_assert_num_queries(1):
        assert cache.get_many(["a", "b", "late", "never"]) == {"a": 1, "b": 2}
    with django_assert_num_queries(0):
        assert cache.get_many([]) == {}


def test_add_counts_the_first_only():
    assert cache.add("a", 1, 60)
    assert not cache.add("a", 2, 60)
    assert cache.incr("a") == 2
    assert cache.touch("a", -5)
    assert cache.add("a", 7, 60)
    assert cache.get("a") == 7


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache")
        return cursor.fetchone()[0]


class Evil:
    def __reduce__(self):
        return pytest.fail, ("it ran",)


@pytest.mark.parametrize("found", [pickle.dumps(Evil()), b"", b"1"])
def test_what_somebody_else_wrote_is_not_there_and_never_runs(found):
    cache.set("a", 1, 60)
    assert base64.b64decode(stored()).startswith(b"verwijswijzer-")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = %s", [base64.b64encode(found).decode()])
    assert cache.get("a") is None


def test_a_value_cannot_be_put_under_another_key():
    cache.set("a", 1, 60)
    first = stored()
    cache.clear()
    cache.set("b", 2, 60)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = %s", [first])
    assert cache.get("b") is None
