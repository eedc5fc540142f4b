"""A page that is kept never tells the time at which it was made: it is read later than that."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.urls import resolve
from django.utils import timezone
from django.utils.html import strip_tags

from knowledge.caching.public_pages import kept_as
from knowledge.values.hours.opening_hours import ZONE
from tests.portal.addresses import dutch_addresses

pytestmark = pytest.mark.django_db

MADE = datetime(2026, 3, 2, 16, 53, 7, tzinfo=ZONE)
CLOCK = re.compile(r"\b(16|4)[:.]53")
COMMENT = re.compile("<!--.*?-->", re.DOTALL)
"""The note that this is a copy, and of when, is one on a page that is not."""


def one_of_each_kind() -> Iterator[str]:
    """The first address of every view, with answers and without."""
    kinds = {}
    for address in dutch_addresses():
        kind = (resolve(address.partition("?")[0]).url_name, "?" in address)
        kinds.setdefault(kind, address)
    return iter(kinds.values())


def test_no_kept_page_tells_the_time(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MADE)
    states = set()
    for address in one_of_each_kind():
        for prefix in ("", "/en"):
            response = client.get(prefix + address)
            if kept_as(response) is None:
                continue
            html = COMMENT.sub("", response.content.decode())
            states.update(re.findall(r'class="hours (\w+)', html))
            told = strip_tags(html) if may_be_stored(response) else hours_of(html)
            assert not CLOCK.search(told), prefix + address
    assert states >= {"open", "unknown"}


def may_be_stored(response):
    """A page with answers may not, and says as of when it knows the desks."""
    return "no-store" not in response.get("Cache-Control", "")


def hours_of(html):
    return " ".join(re.findall(r'<span class="hours[^>]*>([^<]*)', html))
