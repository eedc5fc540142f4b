"""One value of hours, read as schedules: nothing more certain than it is."""

import pytest
from django.utils import translation

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.schedules import HOLIDAYS, MONDAYS, schedules
from knowledge.values.hours import week_of


def made(value: str, kind: str = "phone") -> list:
    with translation.override("en"):
        return schedules(
            ContactDetail(slug="proef", kind=kind, value="0800-2000", opening_hours=value)
        )


def weekly(value: str) -> list[tuple[str, str, str]]:
    return [(one["byday"], one["opens_at"], one["closes_at"]) for one in made(value)]


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
def test_a_week_that_returns(value, weeks):
    assert weekly(value) == weeks
    assert {one["freq"] for one in made(value)} == {"WEEKLY"}


@pytest.mark.parametrize(
    ("value", "said"),
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
def test_public_holidays_in_words(value, said):
    assert {one["description"] for one in made(value)} == {said}


@pytest.mark.parametrize(
    "value", ["Apr-Sep: Mo-Fr 09:00-17:00", "week 1-53/2 Mo 09:00-12:00", "Mo[1] 09:00-12:00"]
)
def test_hours_that_differ_from_week_to_week_promise_no_week(value):
    (one,) = made(value)
    assert not {"freq", "byday", "opens_at", "closes_at"} & set(one)
    assert one["attributes"][0]["value"] == value
    assert "Not the same every week" in one["description"]


def test_hours_that_are_not_known_are_no_schedule():
    assert made("") == []
    assert made("24/7", kind="website") == []


def test_the_value_itself_goes_along():
    (one,) = made("24/7")
    assert one["attributes"][0]["value"] == "24/7"
    assert one["attributes"][0]["taxonomy_term"]["code"] == "opening_hours"


def test_each_schedule_has_an_identifier_of_its_own_that_stays():
    several = [one["id"] for one in made("Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-16:00")]
    assert len(set(several)) == 3
    assert several == [
        one["id"] for one in made("Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-16:00; PH off")
    ]


def test_the_sample_weeks_have_no_holiday_and_the_holidays_are_holidays():
    """Held to what the library knows: a sample that is wrong would make wrong words."""
    for monday in MONDAYS:
        assert monday.weekday() == 0
        assert not any(day.spans for day in week_of("PH 10:00-11:00", monday))
    for holiday in HOLIDAYS:
        assert week_of("PH 10:00-11:00", holiday)[0].spans
