"""The marks that views and desks make."""

from datetime import UTC, datetime

from django.http import HttpResponse

from knowledge.caching.public_pages import is_public_page, noting_moments, public_page, true_until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_forgotten_mark_means_not_kept():
    def view(_request):
        return HttpResponse()

    assert not is_public_page(view(None))
    assert is_public_page(public_page(view)(None))
    assert public_page(view).__name__ == "view"


def test_moments_are_noted_for_the_page_that_is_being_made():
    true_until(NOON)  # nobody asks: nothing happens
    with noting_moments() as outer:
        true_until(None)
        with noting_moments() as inner:
            true_until(NOON)
    assert (outer, inner) == ([], [NOON])
