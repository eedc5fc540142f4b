"""OpenStreetMap's notation: what is accepted, in its normal form, and what is refused."""

import pytest

from knowledge.values.hours.opening_hours import parse_hours
from knowledge.values.hours.problems import HoursError, Problem

NORMAL_FORMS = {
    "mo 9:00-17:00": "Mo 09:00-17:00",
    "Mo–Fr 09:00-17:00;": "Mo-Fr 09:00-17:00",
    "Fr-Mo 10:00-12:00": "Fr-Mo 10:00-12:00",
    "Su,Mo 10:00-12:00": "Su-Mo 10:00-12:00",
    "Mo,Tu,Th 10:00-12:00": "Mo-Tu,Th 10:00-12:00",
    "Mo,PH 10:00-12:00": "Mo,PH 10:00-12:00",
    "Mo closed; Tu 09:00-12:00": "Mo off; Tu 09:00-12:00",
    "10:00-12:00": "Mo-Su 10:00-12:00",
    "open": "24/7",
    "Mo open": "Mo 00:00-24:00",
    "Mo-Su,PH 00:00-24:00": "24/7",
    "Mo-Sa 00:00-24:00": "Mo-Sa 00:00-24:00",
    "Mo-Su unknown": "unknown",
    "Dec 24 24/7": "Dec 24 00:00-24:00",
    "Mo off; PH off": "unknown; Mo off; PH off",
    "off; Mo 09:00-12:00": "off; Mo 09:00-12:00",
    # Times.
    "Mo 13:00-17:00,09:00-12:00": "Mo 09:00-12:00,13:00-17:00",
    "Mo 09:00-12:00, Mo 13:00-17:00": "Mo 09:00-12:00,13:00-17:00",
    "Mo 09:00-12:00, Mo 11:00-17:00": "Mo 09:00-12:00, Mo 11:00-17:00",
    "Mo 09:00+, Mo 13:00-17:00": "Mo 09:00+, Mo 13:00-17:00",
    "Mo 09:00-12:00, Mo 12:00-17:00": "Mo 09:00-12:00,12:00-17:00",
    "Mo 17:00-25:00": "Mo 17:00-01:00",
    "Mo 00:00-24:00, Tu 09:00-12:00": "Mo 00:00-24:00, Tu 09:00-12:00",
    "Mo 09:00-17:00; Tu 09:00-17:00; We 09:00-17:00": "Mo-We 09:00-17:00",
    "Mo 09:00-17:00, Tu 09:00-17:00": "Mo-Tu 09:00-17:00",
    "Mo 09:00-17:00+": "Mo 09:00-17:00+",
    "Mo 09:00+": "Mo 09:00+",
    'Mo 09:00-12:00 "op afspraak"': 'Mo 09:00-12:00 unknown "op afspraak"',
    'Mo 09:00-12:00 open "op afspraak"': 'Mo 09:00-12:00 open "op afspraak"',
    'Mo " op afspraak "': 'Mo unknown "op afspraak"',
    "Mo-Fr 09:00-17:00 || off": "Mo-Fr 09:00-17:00 || off",
    # Weekdays of the month.
    "Mo[1,3] 10:00-12:00": "Mo[1,3] 10:00-12:00",
    "Mo[1-3] 10:00-12:00": "Mo[1,2,3] 10:00-12:00",
    "Mo[-1,2] 10:00-12:00": "Mo[2,-1] 10:00-12:00",
    "Mo[-5] 10:00-12:00": "Mo[-5] 10:00-12:00",
    "Mo[5] 10:00-12:00": "Mo[5] 10:00-12:00",
    "Tu[4],Th 10:00-12:00": "Th,Tu[4] 10:00-12:00",
    # Years.
    "2026 Mo 09:00-17:00": "2026 Mo 09:00-17:00",
    "2026-2028 Mo 09:00-17:00": "2026-2028 Mo 09:00-17:00",
    "2026,2028 Mo 09:00-17:00": "2026,2028 Mo 09:00-17:00",
    "2027+ Mo 09:00-17:00": "2027+ Mo 09:00-17:00",
    "2100 Mo 09:00-17:00": "2100 Mo 09:00-17:00",
    # Dates.
    "Apr-Sep Mo 09:00-17:00": "Apr-Sep Mo 09:00-17:00",
    "Apr,Jun Mo 09:00-17:00": "Apr,Jun Mo 09:00-17:00",
    "Apr: Mo 09:00-17:00": "Apr Mo 09:00-17:00",
    "2027 Apr Mo 09:00-17:00": "2027 Apr 01-2027 Apr 30 Mo 09:00-17:00",
    "2027 Apr-Sep Mo 09:00-17:00": "2027 Apr 01-2027 Sep 30 Mo 09:00-17:00",
    "2027 Oct-Mar Mo 09:00-17:00": "2027 Oct 01-2028 Mar 31 Mo 09:00-17:00",
    "2027 Feb Mo 10:00-12:00": "2027 Feb 01-2027 Feb 28 Mo 10:00-12:00",
    "2027 Dec 24-Jan 03 Mo 10:00-12:00": "2027 Dec 24-2028 Jan 03 Mo 10:00-12:00",
    "2027 Dec 24-Dec 24 10:00-12:00": "2027 Dec 24 10:00-12:00",
    "Apr 15-Sep Mo 09:00-17:00": "Apr 15-Sep 30 Mo 09:00-17:00",
    "Apr-Sep 15 Mo 09:00-17:00": "Apr 01-Sep 15 Mo 09:00-17:00",
    "Feb-Mar 15 Mo 09:00-17:00": "Feb 01-Mar 15 Mo 09:00-17:00",
    "Jan 15-Feb Mo 09:00-17:00": "Jan 15-Feb 29 Mo 09:00-17:00",
    "Dec 24-26 10:00-12:00": "Dec 24-Dec 26 10:00-12:00",
    "Dec 24,26 10:00-12:00": "Dec 24,Dec 26 10:00-12:00",
    "Dec 24-26,30-31 10:00-12:00": "Dec 24-Dec 26,Dec 30-Dec 31 10:00-12:00",
    "Dec 31-Jan 02 10:00-12:00": "Dec 31-Jan 02 10:00-12:00",
    "2027 Oct+ Mo 09:00-17:00": "2027 Oct 01+ Mo 09:00-17:00",
    "Feb 29 10:00-12:00": "Feb 29 10:00-12:00",
    "Dec 01 10:00-12:00": "Dec 01 10:00-12:00",
    "Dec 31 10:00-12:00": "Dec 31 10:00-12:00",
    # Easter.
    "easter 10:00-12:00": "easter 10:00-12:00",
    "easter -2 days 10:00-12:00": "easter -2 days 10:00-12:00",
    "easter +1 day 10:00-12:00": "easter +1 day 10:00-12:00",
    "easter +1 days 10:00-12:00": "easter +1 day 10:00-12:00",
    "easter -70 days 10:00-12:00": "easter -70 days 10:00-12:00",
    "2027 easter 10:00-12:00": "2027 easter 10:00-12:00",
    # Weeks.
    "week 5 Mo 10:00-12:00": "week 05 Mo 10:00-12:00",
    "week 05,07 Mo 10:00-12:00": "week 05,07 Mo 10:00-12:00",
    "week 10-20 Mo 10:00-12:00": "week 10-20 Mo 10:00-12:00",
    "week 10-20/2 Mo 10:00-12:00": "week 10-20/2 Mo 10:00-12:00",
    "week 02-53/52 Mo 10:00-12:00": "week 02-53/52 Mo 10:00-12:00",
    "week 1-53 Mo 10:00-12:00": "week 01-53 Mo 10:00-12:00",
    "week 48-05 Mo 10:00-12:00": "week 48-53,01-05 Mo 10:00-12:00",
    "week 02/2 Mo 10:00-12:00": "week 02 Mo 10:00-12:00",
    "week 02-2/2 Mo 10:00-12:00": "week 02 Mo 10:00-12:00",
    "Apr week 01-53/2 Mo 10:00-12:00": "Apr week 01-53/2 Mo 10:00-12:00",
}
REFUSED = {
    "Mo-Fr: 09:00-17:00": (Problem.UNREADABLE, ":"),
    "Mo 09:00-12:00 Tu 09:00-12:00": (Problem.UNREADABLE, "tu"),
    "Mo 09:00-12:00 ?": (Problem.UNREADABLE, "?"),
    "Mo 09:00-12:00 |": (Problem.UNREADABLE, "|"),
    "26 Mo 09:00-17:00": (Problem.UNREADABLE, "26"),
    "Dec 240 10:00-12:00": (Problem.UNREADABLE, "240"),
    "Mo[] 10:00-12:00": (Problem.UNREADABLE, "]"),
    "Mo[1;2] 10:00-12:00": (Problem.UNREADABLE, ";"),
    "week x Mo 10:00-12:00": (Problem.UNREADABLE, "x"),
    "week 48-05/2 Mo 10:00-12:00": (Problem.UNREADABLE, "week 48-05/2"),
    "2027 x Mo 10:00-12:00": (Problem.UNREADABLE, "x"),
    "Mo-": (Problem.UNREADABLE, "-"),
    "week": (Problem.UNREADABLE, "week"),
    ";".join(["PH off"] * 61): (Problem.UNREADABLE, ";".join(["PH off"] * 61)),
    "Mo": (Problem.NO_TIMES, ""),
    "Mo; Tu 09:00-12:00": (Problem.NO_TIMES, ""),
    "Mo 10:00": (Problem.NO_END, "10:00"),
    "Mo 10:00-": (Problem.NO_END, "10:00"),
    "Mo 24:00-25:00": (Problem.NO_SUCH_TIME, "24:00"),
    "Mo 09:60-17:00": (Problem.NO_SUCH_TIME, "09:60"),
    "Mo 09:00-48:01": (Problem.NO_SUCH_TIME, "48:01"),
    "Mo 09:00-09:00": (Problem.WHOLE_DAY, "09:00-09:00"),
    "Mo 09:00-33:00": (Problem.TOO_LONG, "09:00-33:00"),
    "Mo 09:00-33:01": (Problem.TOO_LONG, "09:00-33:01"),
    "Mo 00:00-24:01": (Problem.TOO_LONG, "00:00-24:01"),
    "Mo 10:00-16:00/01:30": (Problem.REPEATED, ""),
    "sunrise-sunset": (Problem.SUN, ""),
    "Mo 09:00-(sunset-01:00)": (Problem.SUN, ""),
    "Mo dusk-22:00": (Problem.SUN, ""),
    "SH,PH off": (Problem.SCHOOL_HOLIDAYS, ""),
    "PH,SH off": (Problem.SCHOOL_HOLIDAYS, ""),
    "Mo 09:00-12:00; 13:00-17:00": (Problem.NO_DAYS, "13:00-17:00"),
    "Mo 09:00-12:00 || open": (Problem.FALLBACK, "24/7"),
    "Mo 09:00-12:00 || Tu off": (Problem.FALLBACK, "Tu off"),
    "Mo 09:00-12:00 || 13:00-17:00 unknown": (Problem.FALLBACK, "13:00-17:00 unknown"),
    "Mo 09:00-12:00 || unknown; Tu off": (Problem.FALLBACK, "Tu off"),
    f'Mo "{"x" * 61}"': (Problem.COMMENT, "x" * 61),
    'Mo "kamer 3"': (Problem.COMMENT, "kamer 3"),
    # Dates that do not exist.
    "Mo[6] 10:00-12:00": (Problem.NO_SUCH_DATE, "[6]"),
    "Mo[0] 10:00-12:00": (Problem.NO_SUCH_DATE, "[0]"),
    "Mo[2-1] 10:00-12:00": (Problem.NO_SUCH_DATE, "[]"),
    "Mo[-6] 10:00-12:00": (Problem.NO_SUCH_DATE, "[-6]"),
    "2028-2027 Mo 09:00-17:00": (Problem.NO_SUCH_DATE, "2028-2027"),
    "1899 Mo 09:00-17:00": (Problem.NO_SUCH_DATE, "1899"),
    "2101 Mo 09:00-17:00": (Problem.NO_SUCH_DATE, "2101"),
    "Apr-2027 Sep Mo 09:00-17:00": (Problem.NO_SUCH_DATE, "Apr 01-2027 Sep 30"),
    "2028 Jan 03-2027 Dec 24 Mo 10:00-12:00": (Problem.NO_SUCH_DATE, "2028 Jan 03-2027 Dec 24"),
    "Apr 31 10:00-12:00": (Problem.NO_SUCH_DATE, "Apr 31"),
    "Apr 00 10:00-12:00": (Problem.NO_SUCH_DATE, "Apr 00"),
    "2027 Feb 29 10:00-12:00": (Problem.NO_SUCH_DATE, "2027 Feb 29"),
    "easter +71 days off": (Problem.NO_SUCH_DATE, "easter +71 days"),
    "easter -71 days off": (Problem.NO_SUCH_DATE, "easter -71 days"),
    "easter-Dec 24 off": (Problem.NO_SUCH_DATE, "easter-Dec 24"),
    "Dec 24-easter off": (Problem.NO_SUCH_DATE, "Dec 24-easter"),
    "week 0 Mo 10:00-12:00": (Problem.NO_SUCH_DATE, "week 00"),
    "week 54 Mo 10:00-12:00": (Problem.NO_SUCH_DATE, "week 54"),
    "week 1-54 Mo 10:00-12:00": (Problem.NO_SUCH_DATE, "week 01-54"),
    "week 1-53/53 Mo 10:00-12:00": (Problem.NO_SUCH_DATE, "week 01-53/53"),
    "week 1-53/0 Mo 10:00-12:00": (Problem.NO_SUCH_DATE, "week 01-53/0"),
}


@pytest.mark.parametrize(("value", "form"), NORMAL_FORMS.items())
def test_a_value_has_one_normal_form(value, form):
    assert parse_hours(value).notation == form
    assert parse_hours(form) == parse_hours(value)


@pytest.mark.parametrize(("value", "refusal"), REFUSED.items())
def test_a_refusal_names_what_is_wrong(value, refusal):
    with pytest.raises(HoursError) as error:
        parse_hours(value)
    problem, text = refusal
    assert error.value.problem == problem
    assert error.value.params["text"] == text


SEASON = "Apr-Sep Mo-Fr 09:00-17:00; "
CLEAR = [
    SEASON + "Jul We 10:00-12:00",
    SEASON + "Jul-Aug Sa 10:00-12:00",
    SEASON + "Jul Fr-Sa 10:00-12:00",
    SEASON + "Apr-Sep We 12:00-13:00 off",
    SEASON + "We 12:00-13:00 off",
    SEASON + "Jul off",
    SEASON + "Jul-Oct Mo-Fr off",
    "Apr-Sep Mo-Fr off; Jul We 10:00-12:00",
    "Mo-Fr 09:00-17:00; PH 10:00-12:00; Dec 25 off",
    "Mo-Fr 09:00-17:00; Dec 24-Dec 26 10:00-12:00; Dec 25 11:00-12:00",
    "PH off; Jul Mo-Fr 10:00-12:00",
]
# The rule that is replaced, and the later one that replaces it.
UNCLEAR = {
    SEASON + "We off": (
        "op maandag t/m vrijdag van april t/m september 09:00–17:00",
        "gesloten op woensdag",
    ),
    SEASON + "We 10:00-12:00": (
        "op maandag t/m vrijdag van april t/m september 09:00–17:00",
        "op woensdag 10:00–12:00",
    ),
    SEASON + "Mar-Oct Mo-Fr off": (
        "op maandag t/m vrijdag van april t/m september 09:00–17:00",
        "gesloten op maandag t/m vrijdag van maart t/m oktober",
    ),
    SEASON + "Jul-Oct Fr-Sa 10:00-12:00": (
        "op maandag t/m vrijdag van april t/m september 09:00–17:00",
        "op vrijdag en zaterdag van juli t/m oktober 10:00–12:00",
    ),
    "Apr-Sep Mo-Fr off; Jul Fr-Sa 10:00-12:00": (
        "gesloten op maandag t/m vrijdag van april t/m september",
        "op vrijdag en zaterdag in juli 10:00–12:00",
    ),
    "PH off; Dec Mo-Fr 10:00-12:00": (
        "gesloten op feestdagen",
        "op maandag t/m vrijdag in december 10:00–12:00",
    ),
    "Apr-Sep Mo[1] 09:00-12:00; Jul Mo-Tu 10:00-12:00": (
        "op de eerste maandag van de maand van april t/m september 09:00–12:00",
        "op maandag en dinsdag in juli 10:00–12:00",
    ),
    "Apr-Sep PH 09:00-12:00; May Mo-Fr 10:00-12:00": (
        "op feestdagen van april t/m september 09:00–12:00",
        "op maandag t/m vrijdag in mei 10:00–12:00",
    ),
    "Dec 24 off; Dec 24-26 10:00-12:00": (
        "gesloten op 24 december",
        "van 24 december t/m 26 december 10:00–12:00",
    ),
    "Mo 09:00-12:00, Mo off": ("op maandag 09:00–12:00", "gesloten op maandag"),
}


@pytest.mark.parametrize("value", CLEAR)
def test_a_rule_may_change_a_part_of_another(value):
    assert parse_hours(value).notation == value


@pytest.mark.parametrize(("value", "rules"), UNCLEAR.items())
def test_rules_that_contradict_each_other_are_refused(value, rules):
    with pytest.raises(HoursError) as error:
        parse_hours(value)
    assert error.value.problem == Problem.EXCEPTION_FIRST
    assert (error.value.params["text"], error.value.params["later"]) == rules
