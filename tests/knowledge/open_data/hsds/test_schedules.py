"""Opening hours as HSDS schedules."""

import pytest
from django.utils import translation

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.schedules import HOLIDAYS, MONDAYS, schedules
from knowledge.values.hours.opening_hours import week_of


def schedules_of(value: str, kind: str = "phone") -> list:
    with translation.override("en"):
        return schedules(
            ContactDetail(slug="proef", kind=kind, value="0800-2000", opening_hours=value)
        )


def weekly(value: str) -> list[tuple[str, str, str]]:
    return [(row["byday"], row["opens_at"], row["closes_at"]) for row in schedules_of(value)]


@pytest.mark.parametrize(
    ("value", "weeks"),
    [
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
        ("Mo-Fr 09:00-17:00", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        (
            "Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-16:00",
            [
                ("MO,WE", "09:00", "12:00"),
                ("MO,WE", "13:00", "17:00"),
                ("SA", "10:00", "16:00"),
            ],
        ),
        ("Fr 22:00-02:00", [("FR", "22:00", "23:59"), ("SA", "00:00", "02:00")]),
        ("Mo-Fr 09:00-17:00; PH off", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
    ],
)
def test_a_weekly_schedule(value, weeks):
    assert weekly(value) == weeks
    assert {row["freq"] for row in schedules_of(value)} == {"WEEKLY"}


@pytest.mark.parametrize(
    ("value", "description"),
    [
        ("24/7", "Day and night, also on public holidays."),
        ("24/7; PH off", "Day and night. Closed on public holidays."),
        ("Mo-Fr 09:00-17:00", "Monday to Friday 09:00–17:00."),
        ("Mo-Fr 09:00-17:00; PH off", "Monday to Friday 09:00–17:00. Closed on public holidays."),
        ("Mo 09:00-17:00; PH off", "Monday 09:00–17:00. Closed on public holidays."),
        (
            "Mo-Fr 09:00-17:00; PH 10:00-12:00",
            "Monday to Friday 09:00–17:00. On public holidays 10:00–12:00.",
        ),
    ],
)
def test_public_holidays_in_words(value, description):
    assert {row["description"] for row in schedules_of(value)} == {description}


@pytest.mark.parametrize(
    "value", ["Apr-Sep: Mo-Fr 09:00-17:00", "week 1-53/2 Mo 09:00-12:00", "Mo[1] 09:00-12:00"]
)
def test_hours_that_differ_from_week_to_week_promise_no_week(value):
    (schedule,) = schedules_of(value)
    assert not {"freq", "byday", "opens_at", "closes_at"} & set(schedule)
    assert schedule["attributes"][0]["value"] == value
    assert "Not the same every week" in schedule["description"]


def test_hours_that_are_not_known_are_no_schedule():
    assert schedules_of("") == []
    assert schedules_of("24/7", kind="website") == []


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


def test_the_sample_weeks_have_no_holiday_and_the_holidays_are_holidays():
    """Checked against the library: a wrong sample would give wrong descriptions."""
    for monday in MONDAYS:
        assert monday.weekday() == 0
        assert not any(day.spans for day in week_of("PH 10:00-11:00", monday))
    for holiday in HOLIDAYS:
        assert week_of("PH 10:00-11:00", holiday)[0].spans
