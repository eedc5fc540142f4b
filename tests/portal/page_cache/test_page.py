"""What is cached of a response, and until when."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse

from knowledge.values.hours.opening_hours import ZONE
from portal.page_cache.page import NOTE_CLOSES, NOTE_OPENS, cached_page, next_midnight

NOON = datetime(2026, 3, 2, 12, tzinfo=ZONE)
NOTE = b"<p>This is a copy</p>"
OPEN = b'<span class="hours open">\nOpen now, until 17:00\n</span>'
ALWAYS = b'<span class="hours open always">Open now, day and night</span>'
HTML = b"<html>" + NOTE_OPENS + NOTE + NOTE_CLOSES + OPEN + ALWAYS + b"word " * 200 + b"</html>"


def page(content=HTML, *, expiries=(), withdrawn_on=None, **headers):
    response = HttpResponse(content, headers=headers)
    return cached_page(
        response, content_version=7, made_at=NOON, expiries=expiries, withdrawn_on=withdrawn_on
    )


def test_a_page_expires_when_what_it_shows_changes_and_at_midnight_at_the_latest():
    assert page().expires_at == next_midnight(NOON)
    assert page(expiries=[NOON + timedelta(hours=5)]).expires_at == NOON + timedelta(hours=5)
    assert page(expiries=[NOON + timedelta(days=5)]).expires_at == next_midnight(NOON)


def test_a_page_is_current_for_its_own_content_until_it_expires():
    made = page(expiries=[NOON + timedelta(hours=5)])
    assert made.is_current(7, NOON)
    assert not made.is_current(8, NOON)
    assert not made.is_current(7, NOON + timedelta(hours=5))
    assert not made.is_current(7, NOON - timedelta(seconds=1))


def test_a_copy_shows_nothing_that_was_withdrawn():
    made = page(withdrawn_on=date(2026, 3, 5))
    assert made.may_be_copied(7, date(2026, 3, 4))
    assert not made.may_be_copied(7, date(2026, 3, 5))
    assert not made.may_be_copied(8, date(2026, 3, 4))
    assert not made.may_be_copied(None, date(2026, 3, 4))


def test_a_copy_says_that_it_is_one_and_is_not_stored():
    copy = page().as_copy()
    assert copy.content == b"<html>" + NOTE + ALWAYS + b"word " * 200 + b"</html>"
    assert copy["Content-Length"] == str(len(copy.content))
    assert copy["Cache-Control"] == "no-store"
    assert "ETag" not in copy


def test_midnight_is_that_of_the_netherlands_also_when_the_clock_changes():
    night_of_change = datetime(2026, 3, 28, 23, 30, tzinfo=ZONE)
    assert next_midnight(night_of_change).isoformat() == "2026-03-29T00:00:00+01:00"
    assert next_midnight(night_of_change + timedelta(hours=1)).isoformat().endswith("+02:00")
