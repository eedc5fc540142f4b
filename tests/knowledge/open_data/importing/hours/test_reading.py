"""Schedules of HSDS to opening hours: read back they say what was given, or there are none."""

from datetime import date, datetime, timedelta

import pytest

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.recurrences import recurrences
from knowledge.open_data.hsds.schedules import schedules
from knowledge.open_data.importing.hours import reading
from knowledge.open_data.importing.hours.given import given_on, read_schedule, united
from knowledge.open_data.importing.hours.problems import Reason
from knowledge.open_data.importing.hours.reading import hours_of_notation, hours_of_schedules
from knowledge.values.hours.calendar import is_public_holiday
from knowledge.values.hours.opening_hours import ZONE, hours_at, parse_hours
from tests.knowledge.open_data.importing.feeds import a_schedule

TODAY = date(2026, 11, 30)

WEEKLY = [
    "24/7",
    "Mo-Fr 09:00-17:00",
    "Mo-We,Fr 09:00-17:00; Th 09:00-21:00",
    "Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-12:00",
    "Tu 22:00-24:00",
    "08:00-24:00",
    "Su 00:00-08:00",
    "Mo-Th 20:00-02:00, Fr-Su 18:00-04:00",
    "Su 22:00-06:00",
    "week 01-53/2 Mo 09:00-17:00",
    "Tu[1,3] 09:00-12:00",
    "2026 Oct 01+ Mo-Fr 09:00-17:00",
    "2026 Jan 01-2026 Dec 31 00:00-24:00",
    "2026 Jun 01-2026 Dec 31 Mo-Th 09:00-17:00; 2026 Jun 01-2026 Dec 31 Fr 09:00-12:00",
]


def exported(value: str, on: date = TODAY) -> list:
    """Schedules of ours without the attribute in the notation of OpenStreetMap."""
    detail = ContactDetail(slug="een", kind="phone", value="112", opening_hours=value)
    return [{**schedule, "attributes": []} for schedule in schedules(detail, on)]


@pytest.mark.parametrize("value", WEEKLY)
def test_what_we_give_is_what_we_read(value):
    read = hours_of_schedules(exported(value), TODAY)
    assert read.problem is None
    assert read.value == parse_hours(value).notation


@pytest.mark.parametrize(
    "value",
    [
        *WEEKLY,
        "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off",
        "Mo-Fr 09:00-17:00; PH off; Dec 25-26 off",
        "Apr-Sep Mo-Fr 09:00-17:00; Oct-Mar Mo-Fr 10:00-16:00",
        "Mo-Fr 09:00-17:00; 2027 Jul 01-2027 Aug 31 Mo-Fr 10:00-14:00",
        "Mo 09:00-17:00; week 01-53/2 Mo 09:00-12:00",
        "Mo-Fr 09:00-17:00, Tu[1] 19:00-21:00",
        "Fr-Sa 20:00-02:00; PH off",
        "Fr-Sa 20:00-02:00; Su off",
        "Mo-Th 20:00-02:00; Fr-Su 18:00-04:00",
        "Mo-Fr 09:00-17:00; Mo-Fr 12:00-13:00 off",
    ],
)
def test_what_we_export_is_true_on_each_day(value):
    """Apart from public holidays, which HSDS cannot say, and what comes after the last period."""
    hours = parse_hours(value)
    given = [read_schedule(row) for row in exported(value)]
    assert recurrences(hours, TODAY)
    last = max(one.last or date.max for one in given)
    for ahead in range(500):
        day = TODAY + timedelta(days=ahead)
        near_holiday = is_public_holiday(day) or is_public_holiday(day - timedelta(days=1))
        if day > last or ("PH" in value and near_holiday):
            continue
        expected = united([(one.start, one.end, one.state) for one in hours.stretches(day)])
        if not any(one.is_valid_on(day) for one in given):
            assert expected == (), day
        else:
            assert given_on(given, day) == expected, day
    assert hours_of_notation(value, exported(value), TODAY).value == hours.notation


@pytest.mark.parametrize(
    ("rows", "hours"),
    [
        ([], ""),
        ([a_schedule()], "Mo-Fr 09:00-17:00"),
        ([a_schedule(opens_at="09:00:00", closes_at="24:00")], "Mo-Fr 09:00-24:00"),
        ([a_schedule(byday="FR, MO")], "Mo,Fr 09:00-17:00"),
        ([a_schedule(closes_at="02:00")], "Mo-Fr 09:00-02:00"),
        ([a_schedule(opens_at="18:00", closes_at="00:00")], "Mo-Fr 18:00-24:00"),
        (
            [a_schedule(), a_schedule(byday="MO", opens_at="19:00", closes_at="21:00")],
            "Mo 09:00-17:00,19:00-21:00; Tu-Fr 09:00-17:00",
        ),
        (
            [a_schedule(byday="MO"), a_schedule(byday="MO", opens_at="16:00", closes_at="21:00")],
            "Mo 09:00-21:00",
        ),
        (
            [
                a_schedule(valid_from="2026-01-01", valid_to="2026-12-31"),
                a_schedule(valid_from="2027-01-01", opens_at="10:00"),
            ],
            "2026 Jan 01-2026 Dec 31 Mo-Fr 09:00-17:00; 2027 Jan 01+ Mo-Fr 10:00-17:00",
        ),
        (
            [a_schedule(valid_to="2027-08-31")],
            "2026 Jan 01-2027 Aug 31 Mo-Fr 09:00-17:00",
        ),
        ([a_schedule(dtstart="2026-10-01")], "2026 Oct 01+ Mo-Fr 09:00-17:00"),
        ([a_schedule(freq="MONTHLY", byday="1MO,-1FR")], "Mo[1] 09:00-17:00, Fr[-1] 09:00-17:00"),
        ([a_schedule(byweekno="41,42,50")], "week 41-42,50 Mo-Fr 09:00-17:00"),
    ],
)
def test_what_is_certain_is_read(rows, hours):
    read = hours_of_schedules(rows, TODAY)
    assert read.problem is None
    assert read.value == (parse_hours(hours).notation if hours else "")


@pytest.mark.parametrize(
    ("schedule", "reason"),
    [
        (a_schedule(interval=2, dtstart="2026-11-02"), Reason.NOT_WEEKLY),
        (a_schedule(freq="MONTHLY", byday="MO"), Reason.NOT_WEEKLY),
        (a_schedule(freq="MONTHLY", byday="7MO"), Reason.NOT_WEEKLY),
        (a_schedule(freq="MONTHLY", byday="", bymonthday="1"), Reason.NOT_WEEKLY),
        (a_schedule(byday="1MO"), Reason.NOT_WEEKLY),
        (a_schedule(byweekno="-5"), Reason.NOT_WEEKLY),
        (a_schedule(byweekno="54"), Reason.NOT_WEEKLY),
        (a_schedule(count=3), Reason.LIMITED),
        (a_schedule(until="2026-12-31"), Reason.LIMITED),
        (a_schedule(bysetpos="1"), Reason.OTHER_RULE),
        (a_schedule(bymonth="6"), Reason.OTHER_RULE),
        (a_schedule(exdate="2026-12-25"), Reason.OTHER_RULE),
        (a_schedule(byday=""), Reason.NO_DAYS),
        (a_schedule(opens_at=""), Reason.NO_TIMES),
        (a_schedule(closes_at="09:00"), Reason.SAME_TIME),
        (a_schedule(opens_at="09:00+03:00"), Reason.TIME_ZONE),
        (a_schedule(closes_at="17:00Z"), Reason.TIME_ZONE),
        (a_schedule(timezone=3), Reason.TIME_ZONE),
        (a_schedule(valid_from="2026-12-01", valid_to="2026-01-01"), Reason.DATES),
    ],
)
def test_what_is_uncertain_is_unknown_with_the_reason_and_what_was_given(schedule, reason):
    read = hours_of_schedules([a_schedule(byday="SA"), schedule], TODAY)
    assert read.value == ""
    assert read.problem.reason == reason
    assert (
        f"opens_at {schedule['opens_at']}".rstrip() in f"{read.problem.given},"
        or not (schedule["opens_at"])
    )
    assert read.problem.reason.label


def test_overlapping_seasons_are_unknown():
    rows = [a_schedule(), a_schedule(valid_from="2026-07-01", opens_at="10:00")]
    read = hours_of_schedules(rows, TODAY)
    assert (read.value, read.problem.reason) == ("", Reason.OVERLAP)
    assert "valid_from 2026-07-01" in read.problem.given


def state(value: str, *day: int) -> str:
    return hours_at(value, datetime(*day, 12, tzinfo=ZONE)).state.value


def test_outside_the_validity_hours_are_unknown_and_not_closed():
    rows = [
        a_schedule(valid_from="2027-01-04", valid_to="2027-03-31"),
        a_schedule(valid_from="2027-06-01", valid_to="2027-08-31"),
    ]
    value = hours_of_schedules(rows, TODAY).value
    assert state(value, 2026, 12, 7) == "unknown"
    assert state(value, 2027, 1, 4) == "open"
    assert state(value, 2027, 1, 9) == "closed"
    assert state(value, 2027, 4, 5) == "unknown"
    assert state(value, 2027, 6, 7) == "open"
    assert state(value, 2027, 9, 6) == "unknown"


def test_a_night_goes_on_into_the_next_period_but_not_into_the_unknown():
    """Given until a Sunday and from that Monday on; of the week after that nothing is said."""
    night = {"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "20:00", "closes_at": "02:00"}
    rows = [
        a_schedule(**night, valid_from="2026-11-01", valid_to="2026-12-06"),
        a_schedule(
            **{**night, "closes_at": "03:00"}, valid_from="2026-12-07", valid_to="2026-12-13"
        ),
        a_schedule(**night, valid_from="2026-12-21"),
    ]
    read = hours_of_schedules(rows, TODAY)
    assert read.problem is None

    def at(day: int, hour: int) -> str:
        return hours_at(read.value, datetime(2026, 12, day, hour, tzinfo=ZONE)).state.value

    assert [at(7, 1), at(7, 2), at(8, 2), at(8, 3)] == ["open", "closed", "open", "closed"]
    assert [at(13, 23), at(14, 1), at(20, 23)] == ["open", "unknown", "unknown"]
    assert [at(21, 1), at(21, 20), at(22, 1)] == ["closed", "open", "open"]


def test_a_schedule_without_a_day_takes_nothing_from_the_others():
    short = {"valid_from": "2026-12-01", "valid_to": "2026-12-04"}  # a Tuesday and a Friday
    read = hours_of_schedules([a_schedule(**short), a_schedule(**short, byday="MO")], TODAY)
    assert state(read.value, 2026, 12, 4) == "open"
    assert hours_of_schedules([a_schedule(**short, byday="MO")], TODAY).value == ""


def test_too_much_is_not_read():
    many = [a_schedule(closes_at="17:30") for _turn in range(reading.MOST_SCHEDULES + 1)]
    assert hours_of_schedules(many, TODAY).problem.reason == Reason.TOO_LONG
    days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    long = [
        a_schedule(byday=day, opens_at=f"{hour:02}:0{number}", closes_at=f"{hour:02}:3{number}")
        for number, day in enumerate(days)
        for hour in (8, 10, 12, 14)
    ]
    assert hours_of_schedules(long, TODAY).problem.reason == Reason.TOO_LONG


def test_what_reads_back_differently_is_unknown(monkeypatch):
    """Whatever goes wrong in the conversion: here it forgets the second season."""
    monkeypatch.setattr(
        reading, "notation_of", lambda _schedules, _on: "2026 Jun 01+ Mo-Th 09:00-17:00"
    )
    rows = [a_schedule(valid_from="2026-06-01")]
    read = hours_of_schedules(rows, TODAY)
    assert (read.value, read.problem.reason) == ("", Reason.DIFFERENT)
    assert "byday MO,TU,WE,TH,FR" in read.problem.given


def test_a_difference_in_a_season_that_has_passed_is_found(monkeypatch):
    monkeypatch.setattr(
        reading, "notation_of", lambda _schedules, _on: "2025 Jan 01-2025 Dec 31 Mo 09:00-17:00"
    )
    rows = [a_schedule(valid_from="2025-01-01", valid_to="2025-12-31")]
    assert hours_of_schedules(rows, TODAY).problem.reason == Reason.DIFFERENT


@pytest.mark.parametrize(
    ("notation", "rows", "reason"),
    [
        ("SH off", [], Reason.UNREADABLE),
        ("zondags", [], Reason.UNREADABLE),
        ("24/7", [a_schedule()], Reason.DIFFERENT),
        ("Mo-Fr 09:00-17:00; PH off", [a_schedule(closes_at="18:00")], Reason.DIFFERENT),
        ("Mo-Fr 09:00-17:00", [a_schedule(valid_from="2027-03-01")], Reason.DIFFERENT),
        ("Mo-Fr 09:00-17:00", [a_schedule(interval=2)], Reason.NOT_WEEKLY),
    ],
)
def test_a_notation_that_its_schedules_contradict_is_not_believed(notation, rows, reason):
    read = hours_of_notation(notation, rows, TODAY)
    assert (read.value, read.problem.reason) == ("", reason)


def test_a_notation_is_normalised():
    assert hours_of_notation("Mo, We 9:00-12:00", [], TODAY).value == "Mo,We 09:00-12:00"
