from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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


def test_an_hour_that_the_clock_repeats_is_told_from_the_next():
    nights = [datetime(2026, 10, 25, 2, 30, tzinfo=ZONE, fold=fold) for fold in (0, 1)]
    ahead = [hours_at("24/7", night).at.utcoffset() for night in nights]
    assert ahead == [timedelta(hours=2), timedelta(hours=1)]


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


OPEN, UNKNOWN = OpenState.OPEN, OpenState.UNKNOWN
MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("value", "stretches"),
    [
        ("Mo 09:00-12:00,13:00-17:00", [(540, 720, OPEN), (780, 1020, OPEN)]),
        ("24/7", [(0, 1440, OPEN)]),
        ("24/7; Mo off", []),
        ("Tu 09:00-12:00", []),
        # Nights: what is left of Sunday comes first.
        ("Su 20:00-02:00", [(0, 120, OPEN)]),
        ("Su-Mo 20:00-02:00", [(0, 120, OPEN), (1200, 1440, OPEN)]),
        ("Su 20:00-02:00; Mo 09:00-12:00", [(540, 720, OPEN)]),
        ("Su 20:00-02:00; Mo off", []),
        ("Su 20:00-02:00; Mo 01:00-03:00 off", [(0, 60, OPEN)]),
        ("Mo 01:00-03:00; Su 20:00-02:00", [(0, 120, OPEN), (120, 180, OPEN)]),
        ("Su 20:00-02:00, Mo 09:00-12:00", [(0, 120, OPEN), (540, 720, OPEN)]),
        (
            "Mo 09:00-17:00, Mo 12:00-13:00 unknown",
            [
                (540, 720, OPEN),
                (720, 780, UNKNOWN),
                (780, 1020, OPEN),
            ],
        ),
        # Open ends.
        ("Mo 09:00+", [(540, 1440, UNKNOWN)]),
        ("Mo 16:59+", [(1019, 1440, UNKNOWN)]),
        ("Mo 17:00+", [(1020, 1440, UNKNOWN)]),
        ("Su 17:00+", [(0, 180, UNKNOWN)]),
        ("Su 21:59+", [(0, 479, UNKNOWN)]),
        ("Su 22:00+", [(0, 360, UNKNOWN)]),
        ("Su 20:00-23:00+", [(0, 420, UNKNOWN)]),
        ("Su 22:00-24:00+", [(0, 480, UNKNOWN)]),
        ("Su 22:00-06:00+", [(0, 360, OPEN), (360, 840, UNKNOWN)]),
        ("Mo 09:00-12:00+", [(540, 720, OPEN), (720, 1440, UNKNOWN)]),
        ("Mo 09:00+,12:00-13:00", [(540, 720, UNKNOWN), (720, 780, OPEN)]),
        # What holds at other times.
        ("Mo 09:00-12:00 || unknown", [(0, 540, UNKNOWN), (540, 720, OPEN), (720, 1440, UNKNOWN)]),
        ("24/7; Mo off || unknown", [(0, 1440, UNKNOWN)]),
        ("Mo 09:00-12:00 || off", [(540, 720, OPEN)]),
        ("2025 Mo 09:00-17:00", [(0, 1440, UNKNOWN)]),
    ],
)
def test_a_day_consists_of_stretches(value, stretches):
    found = parse_hours(value).stretches(MONDAY)
    assert [(one.start, one.end, one.state) for one in found] == stretches


def test_the_last_day_of_a_period_is_known_and_the_next_is_not():
    hours = parse_hours("2026 Nov 01-2026 Nov 30 Mo-Tu 09:00-17:00")
    assert hours.week(MONDAY)[0].spans == ((time(9), time(17)),)
    assert not hours.week(MONDAY)[1].known


def test_a_night_belongs_to_the_day_on_which_it_starts():
    week = week_of("Su-Mo 20:00-02:00; We 09:00-12:30,13:00-13:30 unknown", MONDAY)
    assert [day.spans for day in week[:2]] == [((time(20), time(2)),), ()]
    assert [day.known for day in week] == [True, True, False, True, True, True, True]
    assert week_of("Mo 12:15-13:45", MONDAY)[0].spans == ((time(12, 15), time(13, 45)),)


def test_a_day_and_a_night_in_one_span_stay_whole():
    week = week_of("Mo 09:00-08:00", MONDAY)
    assert week[0].spans == ((time(9), time(8)),)
    assert week[1].spans == ()


@pytest.mark.parametrize(
    ("value", "crosses"),
    [("Mo 20:00-24:00", False), ("Mo 20:00-00:01", True), ("24/7", False), ("Mo 17:00+", False)],
)
def test_a_span_over_midnight_is_noticed(value, crosses):
    assert parse_hours(value).crosses_midnight == crosses


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [
        ("Mo-Fr 09:00-17:00", "Mo-Fr 09:00-12:00,12:00-17:00", True),
        ("Mo,We 09:00-17:00", "Mo 09:00-17:00; We 09:00-17:00", True),
        ("Mo 09:00-17:00", "Mo 09:00-17:00; 2029 Nov 26 off", False),
        ("Mo 09:00-17:00", "Mo 09:00-17:00; 2030 Nov 25 off", True),
        ("Mo 09:00-17:00", "Mo 09:00-17:01", False),
    ],
)
def test_two_values_mean_the_same_when_each_minute_of_three_years_does(value, other, same):
    assert parse_hours(value).same_meaning(parse_hours(other), MONDAY) == same


@pytest.mark.parametrize(
    ("moment", "changes"),
    [("2026-12-10 09:59", None), ("2026-12-10 10:00", "2026-12-24 10:00")],
)
def test_a_change_is_told_two_weeks_ahead(moment, changes):
    at = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    now = hours_at("Dec 24 10:00-12:00", at)
    expected = datetime.fromisoformat(changes).replace(tzinfo=ZONE) if changes else None
    assert (now.changes_at, now.opens_at) == (expected, expected)


def test_a_moment_says_the_comment_of_its_hours():
    monday_ten = datetime(2026, 11, 30, 10, 0, tzinfo=ZONE)
    now = hours_at('Mo 09:00-12:00 open "met een tolk"; Tu 09:00-12:00', monday_ten)
    assert (now.state, now.comment) == (OPEN, "met een tolk")
    assert hours_at("Tu 09:00-12:00", monday_ten).comment == ""


def test_unknown_hours_are_told_in_dutch_time():
    assert hours_at("", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)).at.hour == 9
    at = datetime(2026, 11, 20, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert hours_at("24/7", at).at.utcoffset() == timedelta(hours=1)


def test_the_first_and_last_minute():
    value = "Mo 09:00-17:00"
    at = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)
    assert hours_at(value, at).is_open
    assert hours_at(value, at.replace(hour=8, minute=59)).changes_at == at
    assert hours_at(value, at.replace(hour=17)).is_closed
    assert hours_at(value, at.replace(hour=17)).changes_at == datetime(2026, 12, 7, 9, tzinfo=ZONE)
