"""Rate limits that store no IP address."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory, override_settings

from knowledge.confirmation.reports.rate_limit import (
    client_address,
    client_network,
    limit,
    retry_after,
)
from knowledge.values.hours.opening_hours import ZONE

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


def send(subject, at, maximum=2):
    return retry_after([limit("tests", subject, maximum, at=at)], at=at)


def test_the_limit_holds_for_an_hour_and_says_how_long():
    assert send("a", NOON) == 0
    assert send("a", NOON + timedelta(minutes=10)) == 0
    assert send("a", NOON + timedelta(minutes=20)) == 40 * 60
    assert send("a", NOON + timedelta(minutes=61)) == 0


def test_others_do_not_wait():
    assert [send("a", NOON), send("a", NOON), send("b", NOON)] == [0, 0, 0]
    assert send("a", NOON) > 0


def test_a_refused_submission_counts_for_none_of_the_limits():
    def both():
        full, wide = limit("x", "a", 1, at=NOON), limit("x", "b", 2, at=NOON)
        return retry_after([full, wide], at=NOON)

    assert both() == 0
    assert both() > 0
    assert both() > 0
    assert retry_after([limit("x", "b", 2, at=NOON)], at=NOON) == 0


def test_the_key_hides_the_address_and_differs_every_day():
    today = limit("x", "192.0.2.7", 1, at=NOON).key
    assert "192.0.2.7" not in today
    assert today == limit("x", "192.0.2.7", 1, at=NOON + timedelta(hours=2)).key
    assert today != limit("x", "192.0.2.7", 1, at=NOON + timedelta(days=1)).key
    with override_settings(SECRET_KEY="another"):
        assert today != limit("x", "192.0.2.7", 1, at=NOON).key


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (2, "203.0.113.9", "192.0.2.1"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "10.0.0.1,\x00niets", "\x00niets"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "2001:db8:1:2::9", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(proxies, forwarded, address):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": "192.0.2.1"}
    with override_settings(TRUSTED_PROXIES=proxies):
        assert client_address(RequestFactory().get("/", **headers)) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0"),
        ("::ffff:203.0.113.9", "203.0.113.0"),
        ("2001:db8:1:2::9", "2001:db8:1::"),
        ("unix:", "unix:"),
    ],
)
def test_a_network_is_what_one_customer_may_have(address, network):
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_two_at_the_same_moment_do_not_both_get_the_last_place(monkeypatch):
    """Both saw that it was free; the second is told that it is not."""
    seen_free: dict[str, float] = {}
    assert send("a", NOON) == 0
    assert send("a", NOON) == 0
    monkeypatch.setattr(cache, "get_many", lambda _keys: seen_free)
    assert send("a", NOON) > 0
