"""HSDS schedules to opening hours, and back through our own mapping."""

from datetime import date, timedelta

import pytest

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.schedules import schedules
from knowledge.open_data.importing.schedules import hours_from
from knowledge.values.hours.opening_hours import parse_hours, week_of
from tests.knowledge.open_data.importing.feeds import a_schedule

WEEKDAYS = "MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    "value",
    [
        "24/7",
        "Mo-Fr 09:00-17:00",
        "Mo-We,Fr 09:00-17:00; Th 09:00-21:00",
        "Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-12:00",
        "Tu 22:00-24:00",
        "Mo-Su 08:00-24:00",
        "Su 00:00-08:00",
    ],
)
def test_what_we_give_is_what_we_read(value):
    """From days and times alone, without the attribute in the notation of OpenStreetMap."""
    detail = ContactDetail(slug="een", kind="phone", value="112", opening_hours=value)
    rows = [{**schedule, "attributes": []} for schedule in schedules(detail, date(2026, 11, 30))]
    hours = hours_from(rows)
    assert hours == value
    for week in range(0, 53, 4):
        monday = date(2026, 1, 5) + timedelta(weeks=week)
        assert week_of(hours, monday) == week_of(value, monday)


@pytest.mark.parametrize(
    ("rows", "hours"),
    [
        ([], ""),
        ([a_schedule()], "Mo-Fr 09:00-17:00"),
        ([a_schedule(opens_at="09:00:00", closes_at="24:00")], "Mo-Fr 09:00-24:00"),
        ([a_schedule(byday="FR, MO")], "Mo,Fr 09:00-17:00"),
        ([a_schedule(closes_at="02:00")], "Mo-Fr 09:00-02:00"),
        (
            [a_schedule(), a_schedule(byday="MO", opens_at="19:00", closes_at="21:00")],
            "Mo 09:00-17:00,19:00-21:00; Tu-Fr 09:00-17:00",
        ),
        (
            [
                a_schedule(valid_from="2026-01-01", valid_to="2026-06-30"),
                a_schedule(valid_from="2026-07-01", opens_at="10:00"),
            ],
            "2026 Jan 01-2026 Jun 30 Mo-Fr 09:00-17:00; 2026 Jul 01+ Mo-Fr 10:00-17:00",
        ),
    ],
)
def test_weeks_that_return_are_hours(rows, hours):
    assert hours_from(rows) == hours
    if hours:
        parse_hours(hours)


@pytest.mark.parametrize(
    "schedule",
    [
        a_schedule(freq="MONTHLY", byday="1MO"),
        a_schedule(interval=2),
        a_schedule(byweekno="41,42"),
        a_schedule(count=3),
        a_schedule(byday=""),
        a_schedule(opens_at=""),
        a_schedule(opens_at="09:00+03:00"),
        a_schedule(valid_from="2026-12-01", valid_to="2026-01-01"),
    ],
)
def test_what_is_uncertain_is_left_out(schedule):
    assert hours_from([schedule]) is None


def test_overlapping_seasons_are_left_out():
    rows = [a_schedule(), a_schedule(valid_from="2026-07-01", opens_at="10:00")]
    assert hours_from(rows) is None
