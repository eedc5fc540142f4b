"""Confirmation states: the rule in Python and the one in the database agree."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from knowledge.models import ContactDetail, Verification
from knowledge.models.verification import Method, Result
from knowledge.values.confirmation import Confirmation, State, confirmation
from knowledge.values.hours.opening_hours import ZONE

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZONE)
DAYS, SOON = 180, 30


def after(days: int) -> Confirmation:
    return confirmation(NOW - timedelta(days=days), None, at=NOW, days=DAYS, soon=SOON)


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [
        (0, State.CONFIRMED),
        (149, State.CONFIRMED),
        (150, State.DUE_SOON),
        (179, State.DUE_SOON),
        (180, State.OVERDUE),
        (900, State.OVERDUE),
    ],
)
def test_the_state_follows_from_the_days_since_it_was_right(days_ago, state):
    assert after(days_ago).state == state


def test_never_checked_is_never_confirmed():
    never = confirmation(None, None, at=NOW, days=DAYS, soon=SOON)
    assert never.state == State.NEVER
    assert never.due_at is None
    assert not never.is_confirmed


def test_the_newest_check_decides_whether_it_can_be_reached():
    right, tried = NOW - timedelta(days=10), NOW - timedelta(days=1)
    state = confirmation(right, tried, at=NOW, days=DAYS, soon=SOON)
    assert state.state == State.UNREACHABLE
    assert state.unreachable_at == tried
    assert state.confirmed_at == right
    assert not state.is_confirmed


def test_due_soon_still_counts_as_confirmed():
    state = after(160)
    assert state.is_confirmed
    assert state.is_due
    assert state.due_at == NOW + timedelta(days=20)


@pytest.fixture
def checked(db) -> ContactDetail:
    return ContactDetail.objects.get(slug="comensha-telefoon")


def check(detail: ContactDetail, days_ago: float, result: str = Result.CONFIRMED, **values: str):
    by = get_user_model().objects.get_or_create(username="redactie")[0]
    seen = {"value": detail.value, "opening_hours": detail.opening_hours, **values}
    Verification.objects.create(
        contact=detail,
        at=NOW - timedelta(days=days_ago),
        by=by,
        result=result,
        method=Method.CALLED,
        **seen,
    )


@pytest.mark.parametrize("days_ago", [0, 149.9, 150, 150.1, 179.9, 180, 180.1, 400])
def test_the_database_and_the_screens_agree(checked, settings, days_ago):
    settings.CONFIRMED_FOR_DAYS, settings.DUE_SOON_DAYS = DAYS, SOON
    check(checked, days_ago)
    other = ContactDetail.objects.get(slug="veilig-thuis-telefoon")
    check(other, 3)
    check(other, 2, Result.UNREACHABLE)
    everything = ContactDetail.objects.with_checks()
    for state in State:
        by_database = set(ContactDetail.objects.in_state(state, at=NOW))
        assert by_database == {
            detail for detail in everything if detail.confirmation(NOW).state == state
        }
    assert list(ContactDetail.objects.unreachable()) == [other]


def test_a_value_that_was_edited_since_is_not_confirmed(checked):
    check(checked, 1, value="0800 0000")
    assert checked in ContactDetail.objects.never_confirmed()


def test_other_hours_are_not_confirmed_either(checked):
    check(checked, 1, opening_hours="Mo 09:00-10:00")
    assert checked in ContactDetail.objects.never_confirmed()


def test_a_new_number_is_not_blamed_for_the_old_one(checked):
    check(checked, 1, Result.UNREACHABLE, value="0800 0000")
    assert checked not in ContactDetail.objects.unreachable()


def test_a_detail_read_without_its_checks_claims_nothing():
    assert ContactDetail().confirmation(NOW).state == State.NEVER
