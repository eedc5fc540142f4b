"""Opening hours as HSDS schedules, as exported on a day."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.schedules import schedules
from tests.knowledge.open_data.hsds.standard import errors_in

TODAY = date(2026, 11, 30)
ODD_WEEKS = ",".join(map(str, range(1, 54, 2)))
EVEN_WEEKS = ",".join(map(str, range(2, 53, 2)))
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
WORKING_DAYS = "MO,TU,WE,TH,FR"
RECURRENCE = ("valid_from", "valid_to", "byweekno", "byday", "opens_at", "closes_at")


def schedules_of(value: str, kind: str = "phone", on: date = TODAY) -> list[Any]:
    detail = ContactDetail(slug="proef", kind=kind, value="0800-2000", opening_hours=value)
    with translation.override("en"):
        return schedules(detail, on)


def recurrences_of(value: str, on: date = TODAY) -> list[tuple[str, ...]]:
    """What each schedule says, without what it leaves out."""
    return [
        tuple(row[name] for name in RECURRENCE if name in row) for row in schedules_of(value, on=on)
    ]


@pytest.mark.parametrize(
    ("value", "weeks"),
    [
        ("24/7", [(EVERY_DAY, "00:00", "23:59")]),
        ("Mo-Fr 09:00-17:00", [(WORKING_DAYS, "09:00", "17:00")]),
        (
            "Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-16:00",
            [
                ("MO,WE", "09:00", "12:00"),
                ("MO,WE", "13:00", "17:00"),
                ("SA", "10:00", "16:00"),
            ],
        ),
        ("Fr 22:00-02:00", [("FR", "22:00", "02:00")]),
        ("Fr 18:00-24:00", [("FR", "18:00", "23:59")]),
        ("Fr,Sa 20:00-02:00; Su off", [("FR", "20:00", "02:00"), ("SA", "20:00", "23:59")]),
        (
            "Mo-Th 20:00-02:00, Fr-Su 18:00-04:00",
            [("MO,TU,WE,TH", "20:00", "02:00"), ("FR,SA,SU", "18:00", "04:00")],
        ),
        (
            "Mo 09:00-17:00; Mo 12:00-13:00 off",
            [("MO", "09:00", "12:00"), ("MO", "13:00", "17:00")],
        ),
        ("Mo-Fr 09:00-17:00; PH off", [(WORKING_DAYS, "09:00", "17:00")]),
        (
            "Mo-Sa 09:00-17:00; Sa 10:00-12:00; PH 09:00-17:00",
            [(WORKING_DAYS, "09:00", "17:00"), ("SA", "10:00", "12:00")],
        ),
        ("Mo 09:00-12:00,11:00-13:00", [("MO", "09:00", "13:00")]),
        ("Mo-Su 09:00-17:00; Su off", [("MO,TU,WE,TH,FR,SA", "09:00", "17:00")]),
        ("Mo 09:00-12:00, Mo 19:00-21:00", [("MO", "09:00", "12:00"), ("MO", "19:00", "21:00")]),
        ("week 01-53/2 Mo 09:00-17:00", [(ODD_WEEKS, "MO", "09:00", "17:00")]),
        (
            "Mo 09:00-17:00; week 01-53/2 Mo 09:00-12:00",
            [(ODD_WEEKS, "MO", "09:00", "12:00"), (EVEN_WEEKS, "MO", "09:00", "17:00")],
        ),
    ],
)
def test_a_weekly_schedule(value, weeks):
    assert recurrences_of(value) == weeks
    assert {row["freq"] for row in schedules_of(value)} == {"WEEKLY"}


def test_a_weekday_of_the_month():
    (schedule,) = schedules_of("Tu[1,3] 09:00-12:00")
    assert (schedule["freq"], schedule["byday"]) == ("MONTHLY", "1TU,3TU")


@pytest.mark.parametrize(
    ("value", "periods"),
    [
        ("2026 Oct 01+ Mo-Fr 09:00-17:00", [("2026-10-01", None)]),
        ("2027 Jan 01+ Mo-Fr 09:00-17:00", [("2027-01-01", None)]),
        ("2026 Jan 01-2026 Dec 31 00:00-24:00", [("2026-01-01", "2026-12-31")]),
        ("2026-2027 Mo-Fr 09:00-17:00", [("2026-01-01", "2027-12-31")]),
        (
            "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off",
            [(None, "2026-12-23"), ("2027-01-04", None)],
        ),
        ("Mo-Fr 09:00-17:00; 2025 Dec 24-2026 Jan 03 off", [(None, None)]),
        (
            "Apr-Sep Mo-Fr 09:00-17:00",
            [("2027-04-01", "2027-09-30")],
        ),
        (
            "Mo-Fr 09:00-17:00; Dec 25-26 off",
            [(None, "2026-12-24"), ("2026-12-27", "2027-12-24"), ("2027-12-27", "2027-12-31")],
        ),
        (
            "Nov-Feb Mo-Fr 09:00-17:00",
            [("2026-11-01", "2027-02-28"), ("2027-11-01", "2027-12-31")],
        ),
    ],
)
def test_seasons_start_dates_and_closures_are_periods(value, periods):
    assert [(row.get("valid_from"), row.get("valid_to")) for row in schedules_of(value)] == periods


def test_a_season_replaces_the_week_of_the_whole_year():
    assert recurrences_of("Mo-Fr 09:00-17:00; 2027 Jul 01-2027 Aug 31 Mo-Fr 10:00-14:00") == [
        ("2027-06-30", WORKING_DAYS, "09:00", "17:00"),
        ("2027-07-01", "2027-08-31", WORKING_DAYS, "10:00", "14:00"),
        ("2027-09-01", WORKING_DAYS, "09:00", "17:00"),
    ]


def test_what_came_before_the_season_of_today_is_left_out():
    value = "Mo 09:00-17:00; 2026 Oct 01-2027 Mar 31 Mo 10:00-16:00"
    assert recurrences_of(value) == [
        ("2026-10-01", "2027-03-31", "MO", "10:00", "16:00"),
        ("2027-04-01", "MO", "09:00", "17:00"),
    ]


def test_weekdays_that_are_not_in_a_short_period_are_left_out():
    """30 November is a Monday: until 3 December there is no Friday."""
    value = "Mo,Fr 09:00-17:00; 2026 Dec 01 off; 2026 Dec 04-2027 Jan 03 off"
    assert recurrences_of(value)[:2] == [
        ("2026-11-30", "MO,FR", "09:00", "17:00"),
        ("2027-01-04", "MO,FR", "09:00", "17:00"),
    ]


def test_a_year_later_a_summer_is_that_of_the_year():
    assert recurrences_of("Apr-Sep Mo 09:00-17:00", date(2027, 6, 1)) == [
        ("2027-04-01", "2027-09-30", "MO", "09:00", "17:00"),
        ("2028-04-01", "2028-09-30", "MO", "09:00", "17:00"),
    ]


@pytest.mark.parametrize(
    ("value", "description"),
    [
        ("24/7", "Day and night, also on public holidays."),
        ("24/7; PH off", "Day and night; closed on public holidays."),
        ("Mo-Fr 09:00-17:00", "Monday to Friday 09:00–17:00."),
        ("Mo-Fr 09:00-17:00; PH off", "Monday to Friday 09:00–17:00; closed on public holidays."),
        (
            "Mo-Fr 09:00-17:00; PH 10:00-12:00",
            "Monday to Friday 09:00–17:00; on public holidays 10:00–12:00.",
        ),
        (
            "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off",
            "Monday to Friday 09:00–17:00; closed from 24 December 2026 to 3 January 2027"
            " inclusive.",
        ),
        ("Mo-Fr 09:00-17:00; 2025 Dec 24-2026 Jan 03 off", "Monday to Friday 09:00–17:00."),
        ("2026 Oct 01+ Mo-Fr 09:00-17:00", "Monday to Friday 09:00–17:00."),
        ("Fr 22:00-02:00", "Friday 22:00–02:00 (the next day)."),
    ],
)
def test_the_description_is_what_holds_on_the_day_of_the_export(value, description):
    assert {row["description"] for row in schedules_of(value)} == {description}


def test_the_description_changes_with_the_day():
    value = "2026 Oct 01+ Mo-Fr 09:00-17:00"
    (before,) = schedules_of(value, on=date(2026, 9, 30))
    (after,) = schedules_of(value, on=date(2026, 10, 1))
    assert before["description"] == "From 1 October 2026: Monday to Friday 09:00–17:00."
    assert after["description"] == "Monday to Friday 09:00–17:00."


@pytest.mark.parametrize(
    "value",
    [
        'Mo-Fr 09:00-17:00 || "op afspraak"',
        "Mo-Fr 17:00-20:00+",
        "Mo-Fr 09:00-17:00; Mo[1] 10:00-12:00",
        "Mo-Fr 09:00-17:00; Mo[1] off",
        "Mo-Fr 09:00-17:00; easter -2 days off",
        "Fr 20:00-02:00; 2026 Dec 24-2027 Jan 03 off",
        "Fr 20:00-02:00; 2027 Jan 01+ Sa 10:00-12:00",
        "week 01-53/2 Mo[1] 09:00-12:00",
        "Mo[1] 09:00-12:00; Jan Mo off",
        "Jan 19 Mo-Tu 00:15-00:30,09:15-24:15",
        'Mo-Fr 09:00-17:00 unknown "op afspraak"',
    ],
)
def test_what_a_schedule_cannot_say_promises_no_times(value):
    (schedule,) = schedules_of(value)
    fields = {"freq", "byday", "opens_at", "closes_at", "valid_from", "valid_to"}
    assert not fields & set(schedule)
    assert schedule["attributes"][0]["value"] == value
    assert len(schedule["description"]) > 10


def test_hours_that_are_not_known_are_no_schedule():
    assert schedules_of("") == []
    assert schedules_of("24/7", kind="website") == []
    assert schedules_of("2025 Jan 01-2025 Dec 31 Mo-Fr 09:00-17:00") == []


def test_the_value_itself_goes_along():
    (schedule,) = schedules_of("24/7")
    assert schedule["attributes"][0]["value"] == "24/7"
    assert schedule["attributes"][0]["taxonomy_term"]["code"] == "opening_hours"


def test_each_schedule_has_an_identifier_of_its_own_that_stays():
    several = [row["id"] for row in schedules_of("Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-16:00")]
    assert len(set(several)) == 3
    assert several == [
        row["id"] for row in schedules_of("Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-16:00; PH off")
    ]
    for value in ("Apr-Sep Mo 09:00-17:00; Oct-Mar Mo 09:00-17:00", "Mo 09:00-17:00; Dec 25 off"):
        identifiers = [row["id"] for row in schedules_of(value)]
        assert len(set(identifiers)) == len(identifiers) > 1


@pytest.mark.parametrize(
    "value",
    ["Apr-Sep Mo 09:00-17:00", "Tu[1,-1] 09:00-12:00", "week 01-53/2 Fr 22:00-02:00", "24/7"],
)
def test_they_are_valid(shared, value):
    for schedule in schedules_of(value):
        assert errors_in(shared, "schedule", schedule) == []
