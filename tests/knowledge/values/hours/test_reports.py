"""Faults that users of comparable products reported, each with the right value."""

from datetime import date, datetime

import pytest

from knowledge.values.hours.opening_hours import ZONE, OpenState, hours_at, parse_hours
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.words import hours_in_words

OPEN, CLOSED, UNKNOWN = OpenState.OPEN, OpenState.CLOSED, OpenState.UNKNOWN
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("value", "moment", "state"),
    [
        # A space after a comma is not a new rule.
        ("Mo, We, Fr 09:00-12:00", "2026-11-30 03:00", CLOSED),
        ("Mo, We, Fr 09:00-12:00", "2026-12-02 11:59", OPEN),
        ("Mo-Th, Fr 09:00-17:00", "2026-12-01 03:00", CLOSED),
        ("Mo, Tu, We, Th, Fr, Su 11:00-01:00; Sa 11:00-02:00", "2026-11-30 03:00", CLOSED),
        # What is by appointment is not known.
        ('Mo-Fr 09:00-17:00 || "op afspraak"', "2026-11-29 17:10", UNKNOWN),
        ('Mo-Fr 09:00-17:00 || "op afspraak"', "2026-11-30 12:00", OPEN),
        ('Tu, Th 09:00-11:00, 14:00-16:00 || "by appointment"', "2026-12-01 12:00", UNKNOWN),
        ('Tu, Th 09:00-11:00, 14:00-16:00 || "by appointment"', "2026-12-01 15:00", OPEN),
        ('"op afspraak"', "2026-11-29 17:10", UNKNOWN),
        ('Sa "op afspraak"', "2026-11-28 12:00", UNKNOWN),
        ('Mo-Fr 09:00-17:00; Sa "op afspraak"', "2026-11-28 12:00", UNKNOWN),
        ('Mo-Fr 09:00-17:00; Sa "op afspraak"', "2026-11-29 12:00", CLOSED),
        # A start date.
        ("2026 Oct 01+ Mo-Fr 09:00-17:00", "2026-11-29 12:00", CLOSED),
        ("2026 Oct 01+ Mo-Fr 09:00-17:00", "2026-11-30 12:00", OPEN),
        # Nights.
        ("Su-Th 18:00-01:00; Fr-Sa 18:00-03:00", "2026-12-06 02:00", OPEN),
        ("Su-Th 18:00-01:00, Fr-Sa 18:00-03:00", "2026-12-04 00:30", OPEN),
        ("Mo-Th 20:00-02:00; Fr-Su 18:00-04:00", "2026-12-07 02:00", OPEN),
        ("Mo-Fr 17:00-25:00", "2026-12-05 00:59", OPEN),
        ("Mo-Fr 17:00-25:00", "2026-12-05 01:00", CLOSED),
        # Open ends.
        ("17:00+", "2026-11-30 17:00", UNKNOWN),
        ("17:00+", "2026-11-30 16:59", CLOSED),
        ("17:00+", "2026-12-01 02:59", UNKNOWN),
        ("17:00+", "2026-12-01 03:00", CLOSED),
        ("Mo-Fr 09:00-17:00+", "2026-11-30 12:00", OPEN),
        ("Mo-Fr 09:00-17:00+", "2026-11-30 18:00", UNKNOWN),
        ("07:00+,12:00-16:00", "2026-11-30 11:00", UNKNOWN),
        ("07:00+,12:00-16:00", "2026-11-30 12:00", OPEN),
        # A period that has passed says nothing about today.
        ("2025 Jan 01-2025 Dec 31 Mo-Fr 09:00-17:00", "2026-11-30 12:00", UNKNOWN),
        # Stored before today's rules: never open.
        ("Mo-Fr 09:00-17:00; SH off", "2026-10-20 13:00", UNKNOWN),
        ("sunrise-sunset", "2026-10-20 13:00", UNKNOWN),
    ],
)
def test_states(value, moment, state):
    assert hours_at(value, datetime.fromisoformat(moment).replace(tzinfo=ZONE)).state == state


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("Mo-Fr 09:00-17:00; SH off", Problem.SCHOOL_HOLIDAYS),
        ("SH 09:00-17:00", Problem.SCHOOL_HOLIDAYS),
        ("Mo-Fr 09:00-17:00; Feb 30 off", Problem.NO_SUCH_DATE),
        ("Mo-Fr 09:00-17:00; 2027 Feb 29 off", Problem.NO_SUCH_DATE),
        ("week 54 Mo 09:00-17:00", Problem.NO_SUCH_DATE),
        ("2027 Jan 01-2026 Jan 01 Mo 09:00-17:00", Problem.NO_SUCH_DATE),
        ("easter Mo 10:00-12:00", Problem.NO_SUCH_DATE),
        ("sunrise-sunset", Problem.SUN),
        ("Mo 09:00-sunset", Problem.SUN),
        ("Mo 10:00-16:00/01:30", Problem.REPEATED),
        ("Mo 10:00", Problem.NO_END),
        ("Mo-Fr", Problem.NO_TIMES),
        ("Mo-Fr 25:00-26:00", Problem.NO_SUCH_TIME),
        ("Mo-Fr 09:60-17:00", Problem.NO_SUCH_TIME),
        ("Mo-Fr 09:00-49:00", Problem.NO_SUCH_TIME),
        ("Mo-Fr 09:00-09:00", Problem.WHOLE_DAY),
        ("Mo-Fr 09:00-34:00", Problem.TOO_LONG),
        ("Mo-Fr 09:00-17:00; 10:00-12:00", Problem.NO_DAYS),
        ("PH off; Mo-Fr 09:00-17:00", Problem.EXCEPTION_FIRST),
        ("Mo 09:00-12:00; Mo 13:00-17:00", Problem.EXCEPTION_FIRST),
        ("Dec 24 08:00-12:00; Dec 24-26 off", Problem.EXCEPTION_FIRST),
        ("Apr-Sep Mo-Fr 09:00-17:00; Jul-Oct Mo-Fr 10:00-12:00", Problem.EXCEPTION_FIRST),
        ("Mo-Fr 09:00-17:00 || Sa 10:00-12:00", Problem.FALLBACK),
        ('Mo-Fr 09:00-17:00 || "op afspraak"; PH off', Problem.FALLBACK),
        ('Mo-Fr 09:00-17:00 "bel 0800 1234"', Problem.COMMENT),
        ("ma-vr 9-17", Problem.UNREADABLE),
        ("\x00", Problem.UNREADABLE),
        ("", Problem.NO_TIMES),
    ],
)
def test_what_cannot_be_known_is_refused(value, problem):
    with pytest.raises(HoursError) as refusal:
        parse_hours(value)
    assert refusal.value.problem == problem


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026 Oct 01+ Mo-Fr 09:00-17:00", "maandag t/m vrijdag 09:00–17:00"),
        (
            "2027 Feb 01+ Mo-Fr 09:00-17:00",
            "vanaf 1 februari 2027: maandag t/m vrijdag 09:00–17:00",
        ),
        (
            "week 01-53/2 Mo 09:00-17:00",
            "niet elke week hetzelfde: in oneven weken: maandag 09:00–17:00",
        ),
        (
            "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off",
            "maandag t/m vrijdag 09:00–17:00; gesloten van 24 december 2026 t/m 3 januari 2027",
        ),
        (
            "Mo-Fr 09:00-17:00; 2025 Dec 24-2026 Jan 03 off",
            "maandag t/m vrijdag 09:00–17:00",
        ),
        (
            'Mo-Fr 09:00-17:00 || "op afspraak"',
            ("maandag t/m vrijdag 09:00–17:00; verder niet bekend (op afspraak)"),
        ),
        ("Mo-Fr 17:00-09:00", "maandag t/m vrijdag 17:00–09:00 (de volgende dag)"),
        ("2025 Jan 01-2025 Dec 31 Mo-Fr 09:00-17:00", "openingstijden niet bekend"),
        ("Mo-Fr 09:00-17:00; SH off", "openingstijden niet bekend"),
    ],
)
def test_words(value, words):
    assert hours_in_words(value, TODAY) == words


def test_liberation_day_is_a_public_holiday_every_five_years():
    value = "Mo-Su 09:00-17:00; PH off"
    days = {
        year: hours_at(value, datetime(year, 5, 5, 12, tzinfo=ZONE)) for year in range(2025, 2031)
    }
    assert [year for year, now in days.items() if now.is_closed] == [2025, 2030]
