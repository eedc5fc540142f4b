"""Marks on pages that may be cached, and the moments at which they expire."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.test import RequestFactory

from knowledge.caching.public_pages import collect_expiries, expires_at, is_public_page, public_page

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_page_without_the_mark_is_not_public():
    def view(_request):
        return HttpResponse()

    assert not is_public_page(view(None))
    assert is_public_page(public_page(view)(RequestFactory().get("/")))
    assert public_page(view).__name__ == "view"


def test_expiries_are_collected_for_the_page_that_is_being_made():
    expires_at(NOON)  # outside of collect_expiries nothing happens
    with collect_expiries() as outer:
        expires_at(None)
        with collect_expiries() as inner:
            expires_at(NOON)
    assert (outer, inner) == ([], [NOON])
