"""Random opening hours: what is exported is what holds, and is read back as it was given."""

from datetime import date, timedelta

from hypothesis import given, settings

from knowledge.models import ContactDetail
from knowledge.open_data.hsds.schedules import schedules
from knowledge.open_data.importing.hours.given import open_on, read_schedule, united
from knowledge.open_data.importing.hours.problems import Reason
from knowledge.open_data.importing.hours.reading import hours_of_notation, hours_of_schedules
from knowledge.values.hours.calendar import is_public_holiday
from knowledge.values.hours.opening_hours import parse_hours
from knowledge.values.hours.problems import HoursError
from tests.knowledge.values.hours.strategies import values

TODAY = date(2026, 11, 30)
DAYS = [TODAY + timedelta(days=ahead) for ahead in range(400)]


def exported(value: str) -> list:
    """The schedules with times that `value` is exported as."""
    try:
        parse_hours(value)
    except HoursError:
        return []
    detail = ContactDetail(slug="een", kind="phone", value="112", opening_hours=value)
    return [row for row in schedules(detail, TODAY) if "byday" in row]


@settings(max_examples=100, deadline=None)
@given(values())
def test_schedules_are_open_when_the_hours_are(value):
    rows = exported(value)
    if not rows:
        return
    hours, given_rows = parse_hours(value), [read_schedule(row) for row in rows]
    names_holidays = any(rule.holidays for rule in hours.rules)
    last = max(one.last or date.max for one in given_rows)
    for day in DAYS:
        near = is_public_holiday(day) or is_public_holiday(day - timedelta(days=1))
        if day > last or (names_holidays and near):
            continue
        expected = united([(one.start, one.end, one.state) for one in hours.stretches(day)])
        assert open_on(given_rows, day) == expected, (value, day)
    assert hours_of_notation(value, rows, TODAY).value == hours.notation, value


@settings(max_examples=100, deadline=None)
@given(values())
def test_schedules_are_read_back(value):
    rows = [{**row, "attributes": []} for row in exported(value)]
    read = hours_of_schedules(rows, TODAY)
    if not all(any(read_schedule(row).opens_on(day) for day in DAYS) for row in rows):
        return  # the fifth Friday of a closed month, for example
    assert read.problem is None or read.problem.reason == Reason.TOO_LONG, (value, read)
