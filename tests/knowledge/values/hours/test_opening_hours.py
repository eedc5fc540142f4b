from datetime import UTC, date, datetime, time

import pytest

from knowledge.values.hours.opening_hours import ZONE, OpenState, hours_at, parse_hours, week_of

OFFICE = "Mo-Fr 09:00-17:00; PH off"
FRIDAY_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)
SATURDAY_NIGHT = datetime(2026, 11, 21, 23, 0, tzinfo=ZONE)


def test_open_says_until_when():
    now = hours_at(OFFICE, FRIDAY_NOON)
    assert now.is_open
    assert not now.always
    assert now.changes_at == datetime(2026, 11, 20, 17, 0, tzinfo=ZONE)
    assert now.opens_at is None


def test_closed_says_when_it_opens():
    now = hours_at(OFFICE, SATURDAY_NIGHT)
    assert now.is_closed
    assert now.changes_at == datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
    assert now.opens_at == now.changes_at
    assert not now.opens_same_day
    assert hours_at(OFFICE, datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)).opens_same_day


def test_a_desk_that_may_be_open_later_says_when_it_certainly_opens():
    now = hours_at("Mo-Fr 09:00-17:00; Su 10:00-12:00 unknown", SATURDAY_NIGHT)
    assert now.is_closed
    assert now.changes_at == datetime(2026, 11, 22, 10, 0, tzinfo=ZONE)
    assert now.opens_at == datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
    later = hours_at('Mo-Fr 09:00-17:00 || "op afspraak"', SATURDAY_NIGHT)
    assert later.state == OpenState.UNKNOWN
    assert later.comment == "op afspraak"
    assert later.opens_at == datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def test_day_and_night_never_changes():
    now = hours_at("24/7", SATURDAY_NIGHT)
    assert now.always


def test_unknown_is_neither_open_nor_closed():
    now = hours_at("", FRIDAY_NOON)
    assert now.state == OpenState.UNKNOWN
    assert not now.is_open
    assert not now.is_closed


def test_a_moment_in_another_zone_is_read_in_dutch_time():
    now = hours_at(OFFICE, datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    assert now.is_open
    assert now.at.hour == 9


def test_dutch_public_holidays_count():
    christmas = datetime(2026, 12, 25, 12, 0, tzinfo=ZONE)
    assert hours_at(OFFICE, christmas).is_closed


def test_the_clock_going_back_is_survived():
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE, fold=1)
    assert hours_at("24/7", night).is_open


def test_the_week_is_a_table_of_seven_days():
    week = week_of("Mo-Fr 09:00-12:00,13:00-17:00", date(2026, 11, 20))
    assert [day.day.weekday() for day in week] == [4, 5, 6, 0, 1, 2, 3]
    assert week[0].spans == ((time(9), time(12)), (time(13), time(17)))
    assert week[1].spans == ()
    assert week[1].known


def test_a_week_knows_all_day_past_midnight_and_what_it_does_not_know():
    assert all(day.all_day for day in week_of("24/7", date(2026, 11, 20)))
    night = week_of("22:00-02:00", date(2026, 11, 20))
    assert night[0].spans == ((time(22), time(2)),)
    assert not week_of("Mo 09:00-17:00 unknown", date(2026, 11, 23))[0].known
    assert week_of("", date(2026, 11, 20)) == ()


@pytest.mark.parametrize("value", ["ma-vr", "Mo-Fr 25:00-26:00x", "24/7 always", "\x00", "9-5"])
def test_hours_that_cannot_be_read_are_refused(value):
    with pytest.raises(ValueError):
        parse_hours(value)


@pytest.mark.parametrize("value", ["24/7", OFFICE, "Mo-Su 08:00-22:00", "Mo[1] 10:00-12:00"])
def test_hours_that_can_be_read_are_accepted(value):
    parse_hours(value)
