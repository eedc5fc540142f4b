from datetime import date, timedelta

import pytest

from knowledge.values.hours.calendar import (
    applies_on,
    holidays_of_year,
    is_public_holiday,
    ordinary_week,
)
from knowledge.values.hours.notation.grammar import parse_rules
from knowledge.values.hours.opening_hours import parse_hours

YEAR = [date(2028, 1, 1) + timedelta(days=ahead) for ahead in range(366)]
IN_2028 = [
    "2028-01-01",
    "2028-04-16",
    "2028-04-17",
    "2028-04-27",
    "2028-05-25",
    "2028-06-04",
    "2028-06-05",
    "2028-12-25",
    "2028-12-26",
]


def days_of(notation: str, days: list[date]) -> list[str]:
    rule = parse_rules(notation)[0]
    return [f"{day:%m-%d}" for day in days if applies_on(rule, day)]


def test_dutch_public_holidays():
    assert [str(day) for day in YEAR if is_public_holiday(day)] == IN_2028
    assert [year for year in range(2025, 2036) if is_public_holiday(date(year, 5, 5))] == [
        2025,
        2030,
        2035,
    ]


def test_the_holidays_of_a_year_from_a_day_on():
    holidays = holidays_of_year(date(2027, 12, 26))
    assert holidays == [date(2027, 12, 26), *map(date.fromisoformat, IN_2028[:-1])]


@pytest.mark.parametrize(
    ("notation", "days"),
    [
        ("Dec 31 off", ["12-31"]),
        ("Jan 01 off", ["01-01"]),
        ("Feb 29 off", ["02-29"]),
        ("Dec 30-Jan 02 off", ["01-01", "01-02", "12-30", "12-31"]),
        ("easter +1 day off", ["04-17"]),
        ("Mo[1] off", [f"{day:%m-%d}" for day in YEAR if day.weekday() == 0 and day.day <= 7]),
        ("Jun PH off", ["06-04", "06-05"]),
        ("Jun Mo,Su[-1] off", ["06-05", "06-12", "06-19", "06-25", "06-26"]),
        ("Jan Sa-Su off", [f"{d:%m-%d}" for d in YEAR if d.month == 1 and d.weekday() > 4]),
        ("week 02 We,PH off", ["01-12"]),
        ("2028 Dec Su off", ["12-03", "12-10", "12-17", "12-24", "12-31"]),
        ("2027 off", []),
        ("unknown", [f"{day:%m-%d}" for day in YEAR]),
    ],
)
def test_the_days_of_a_rule(notation, days):
    assert days_of(notation, YEAR) == days


def test_an_ordinary_week_has_each_weekday_once_and_no_public_holidays():
    assert ordinary_week(date(2026, 11, 30)) == [
        date(2026, 11, 30) + timedelta(n) for n in range(7)
    ]
    christmas = ordinary_week(date(2026, 12, 25))
    assert christmas == [
        date(2026, 12, 27),
        date(2026, 12, 28),
        date(2026, 12, 29),
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 2),
        date(2027, 1, 8),
    ]


@pytest.mark.parametrize(
    ("notation", "last"),
    [
        ("Mo 09:00-17:00", None),
        ("2027+ Mo 09:00-17:00", None),
        ("Apr-Sep Mo 09:00-17:00", None),
        ("2027 Oct 01+ Mo 09:00-17:00", None),
        ("2027 easter 09:00-17:00", None),
        ("2027,2029 Mo 09:00-17:00", date(2029, 12, 31)),
        ("2027-2028 Mo 09:00-17:00", date(2028, 12, 31)),
        ("2027,2029+ Mo 09:00-17:00", None),
        ("2027 Apr Mo 09:00-17:00", date(2027, 4, 30)),
        ("2027 Apr 01,2027 Jun 01 09:00-17:00", date(2027, 6, 1)),
        ("2027 Apr 01,Jun 01 09:00-17:00", None),
        ("2027 Mo 09:00-17:00; 2028 Apr Mo 09:00-12:00", date(2028, 4, 30)),
        ("2027 Mo 09:00-17:00; 2028 Apr Mo off", date(2027, 12, 31)),
        ("2027 Mo 09:00-17:00; Tu 09:00-12:00", None),
    ],
)
def test_the_last_day_that_hours_are_about(notation, last):
    assert parse_hours(notation).known_until == last
