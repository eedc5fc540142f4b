"""The parts of hours in words: times, dates, exceptions and lines, and what a question names."""

import pytest

from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.reading import read_hours

TIMES = {
    "9am-5pm": "09:00-17:00",
    "9-5pm": "09:00-17:00",
    "12am-1pm": "00:00-13:00",
    "12pm-1pm": "12:00-13:00",
    "13pm-14pm": "13:00-14:00",
    "9 am to 12 am": "09:00-24:00",
    "11am-1pm": "11:00-13:00",
    "5pm-9pm": "17:00-21:00",
    "8pm-2am": "20:00-02:00",
    "12.30 pm to 1.30 pm": "12:30-13:30",
    "12.30 am to 1.30 am": "00:30-01:30",
    "10-2pm": "10:00-14:00",
    "11-11pm": "11:00-23:00",
    "1-5pm": "13:00-17:00",
    "5-6pm": "17:00-18:00",
    "9.30-5pm": "09:30-17:00",
    "'s ochtends 9-12": "09:00-12:00",
    "'s middags 1-5": "13:00-17:00",
    "'s middags 12-5": "12:00-17:00",
    "'s middags 12.30-5": "12:30-17:00",
    "'s avonds 7-10": "19:00-22:00",
    "'s avonds 19-22": "19:00-22:00",
    "in the afternoon 1-5": "13:00-17:00",
    "tussen 9 en 17": "09:00-17:00",
    "tussen 9 tot 17": "09:00-17:00",
    "vanaf 9 tot 17": "09:00-17:00",
    "6-9": "06:00-09:00",
    "5.00-9.00": "05:00-09:00",
    "9-6": "09:00-18:00",
    "12-6": "12:00-18:00",
    "6-6": "06:00-18:00",
    "20-2": "20:00-02:00",
    "22-6": "22:00-06:00",
    "17-9": "17:00-09:00",
    "9.00-8.00": "09:00-08:00",
    "0-24": "00:00-24:00",
    "12-2": "12:00-14:00",
    "0.30-8": "00:30-08:00",
    "0-8": "00:00-08:00",
    "8-0": "08:00-24:00",
    "0.00-0.00": "00:00-24:00",
    "24-8": "00:00-08:00",
    "9-17.59": "09:00-17:59",
    "noon-5": "12:00-17:00",
    "midnight-8": "00:00-08:00",
    "twaalf tot vijf": "12:00-17:00",
    "negen uur tot vijf uur": "09:00-17:00",
    "0900-1730": "09:00-17:30",
    "9u-17u30": "09:00-17:30",
    "12.00 tot middernacht": "12:00-24:00",
    "9--17": "09:00-17:00",
    "9-17 en 12-18": "09:00-17:00,12:00-18:00",
    "9-12, 13-17 daarna niet bekend": "09:00-12:00,13:00-17:00+",
    "9-17, daarna niet bekend": "09:00-17:00+",
    "vanaf 9, tot hoe laat is niet bekend": "09:00+",
    "vanaf 9 tot hoe laat is niet bekend": "09:00+",
    "de hele dag": "00:00-24:00",
    "onbekend": "unknown",
    '"alleen op afspraak"': 'unknown "alleen op afspraak"',
    '9-17 "bel eerst"': '09:00-17:00 unknown "bel eerst"',
    "9-17, verder gesloten": "09:00-17:00",
}
WRITINGS = {
    "maandagochtend 9-12": "Mo 09:00-12:00",
    "maandagmiddag 12-5": "Mo 12:00-17:00",
    "maandagavond 19.00-21.00": "Mo 19:00-21:00",
    "donderdagavond 7-9, vrijdag 9-12": "Th 19:00-21:00; Fr 09:00-12:00",
    # Days.
    "zo ma 9-17": "Su-Mo 09:00-17:00",
    "ma di do 9-17": "Mo-Tu,Th 09:00-17:00",
    "vr t/m ma 9-12": "Fr-Mo 09:00-12:00",
    "tussen ma en vr 9-17": "Mo-Fr 09:00-17:00",
    "9-17 op ma en di, 10-12 op wo": "Mo-Tu 09:00-17:00; We 10:00-12:00",
    "tweede en vierde woensdag van de maand 9-12": "We[2,4] 09:00-12:00",
    "eerste, tweede en derde maandag van de maand 9-12": "Mo[1,2,3] 09:00-12:00",
    "de laatste zondag van elke maand 9-12": "Su[-1] 09:00-12:00",
    "vijfde vrijdag van de maand 9-12": "Fr[5] 09:00-12:00",
    "ma en eerste di van de maand en feestdagen 9-12": (
        "Mo 09:00-12:00; Tu[1] 09:00-12:00; PH 09:00-12:00"
    ),
    "feestdagen 9-12; feestdagen 13-15": "PH 09:00-12:00,13:00-15:00",
    # Weeks, dates and seasons.
    "week 5 ma 9-17": "week 05 Mo 09:00-17:00",
    "week 5 t/m 7 ma 9-17": "week 05-07 Mo 09:00-17:00",
    "week 5 ma 9-12, di 9-12": "week 05 Mo-Tu 09:00-12:00",
    "1 and 5 April 9-17": "Apr 01,Apr 05 09:00-17:00",
    "weeks 5 to 7 Monday 9-17": "week 05-07 Mo 09:00-17:00",
    "week 5, week 7 ma 9-17": "week 05,07 Mo 09:00-17:00",
    "week 1-53 ma 9-17": "week 01-53 Mo 09:00-17:00",
    "april 2027 ma 9-17": "2027 Apr 01-2027 Apr 30 Mo 09:00-17:00",
    "in april en mei ma 9-17": "Apr,May Mo 09:00-17:00",
    "1 en 5 april 9-17": "Apr 01,Apr 05 09:00-17:00",
    "1, 5 april 9-17": "Apr 01,Apr 05 09:00-17:00",
    "1 april t/m 5 mei ma 9-17": "Apr 01-May 05 Mo 09:00-17:00",
    "1/4/2027 9-17": "2027 Apr 01 09:00-17:00",
    "31-12-2027 9-12": "2027 Dec 31 09:00-12:00",
    "24 december de hele dag": "Dec 24 00:00-24:00",
    "eerste kerstdag 10-12": "Dec 25 10:00-12:00",
    "eerste paasdag 10-12": "easter 10:00-12:00",
    "vanaf oktober 2027 ma 9-17": "2027 Oct 01+ Mo 09:00-17:00",
    "ma-vr 9-17, vanaf 1 oktober 2027 ma-vr 10-16": (
        "Mo-Fr 09:00-17:00; 2027 Oct 01+ Mo-Fr 10:00-16:00"
    ),
    "vanaf 1 april 2027 ma 9-17, vanaf 1 mei 2027 di 9-17": (
        "2027 Apr 01+ Mo 09:00-17:00; 2027 May 01+ Tu 09:00-17:00"
    ),
    "in juli ma-vr 10-12; ma-vr 9-17": "Mo-Fr 09:00-17:00; Jul Mo-Fr 10:00-12:00",
    "in juli ma 9-12; in juli ma 13-15": "Jul Mo 09:00-12:00,13:00-15:00",
    "24 december 9-12, ma-vr 9-17": "Mo-Fr 09:00-17:00; Dec 24 09:00-12:00",
    # Exceptions.
    "ma-vr 9-17 behalve wo en vr": "Mo-Fr 09:00-17:00; We,Fr off",
    "ma-vr 9-17, gesloten van 12 tot 13": "Mo-Fr 09:00-17:00; Mo-Fr 12:00-13:00 off",
    "gesloten op wo; ma,di 9-17": "Mo-Tu 09:00-17:00; We off",
    "gesloten: wo": "unknown; We off",
    "gesloten op feestdagen en in het weekend, ma-vr 9-17": (
        "Mo-Fr 09:00-17:00; Sa-Su off; PH off"
    ),
    "ma-vr 9-17 behalve feestdagen, za 10-12": "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off",
    "ma-vr 9-17; in juli ma-vr 10-12; feestdagen gesloten": (
        "Mo-Fr 09:00-17:00; Jul Mo-Fr 10:00-12:00; PH off"
    ),
    "elke dag 9-17; feestdagen 10-12; in juli ma 8-9": (
        "Mo-Su 09:00-17:00; Jul Mo 08:00-09:00; PH 10:00-12:00"
    ),
    "ma-vr 9-17 en wo 19-21": "Mo-Fr 09:00-17:00, We 19:00-21:00",
    "ma-vr 9-17, ook wo 19-21": "Mo-Fr 09:00-17:00, We 19:00-21:00",
    "ma 20-2; di 9-12": "Mo 20:00-02:00, Tu 09:00-12:00",
    "ma 20-2; di gesloten": "Mo 20:00-02:00; Tu off",
    "ma 20-2; 24 december 9-12": "Mo 20:00-02:00; Dec 24 09:00-12:00",
    "ma-vr 9-17, wo ook 16-20": "Mo-Fr 09:00-17:00, We 16:00-20:00",
    "eerste ma van de maand 9-12; ma-vr 13-17; 24 december 9-11": (
        "Mo-Fr 13:00-17:00; Dec 24 09:00-11:00; Mo[1] 09:00-12:00"
    ),
    "ma 9-17, verder gesloten; di gesloten": "Mo 09:00-17:00; Tu off",
    "dag en nacht, ook op feestdagen": "24/7",
    "ma op afspraak, di 9-17": 'Mo unknown "op afspraak"; Tu 09:00-17:00',
    "verder op afspraak; ma 9-17": 'Mo 09:00-17:00 || unknown "op afspraak"',
    # Lines.
    "ma\n9-12\n13-17": "Mo 09:00-12:00,13:00-17:00",
    "ma 9-12\nvan 13-17": "Mo 09:00-12:00,13:00-17:00",
    "ma 9-12\ntussen 13 en 17": "Mo 09:00-12:00,13:00-17:00",
    "ma gesloten\ndi 9-17": "Tu 09:00-17:00; Mo off",
    "9-17 ma\n10-12 di": "Mo 09:00-17:00; Tu 10:00-12:00",
    "april t/m september\nma 9-17\ndi 10-12": ("Apr-Sep Mo 09:00-17:00; Apr-Sep Tu 10:00-12:00"),
    "april t/m september ma 9-17. di 10-12": "Tu 10:00-12:00; Apr-Sep Mo 09:00-17:00",
}
ASKED_BACK = {
    "ma 13am-14": (Problem.NO_SUCH_TIME, "13 am"),
    "ma 9-24.30": (Problem.NO_SUCH_TIME, "24.30"),
    "ma 9-25": (Problem.NO_SUCH_TIME, "25"),
    "ma 9.60-17": (Problem.NO_SUCH_TIME, "9.60"),
    "ma 12.00-12.00": (Problem.WHOLE_DAY, "12.00-12.00"),
    "ma 2-12.30": (Problem.WHICH_TIMES, "2-12.30"),
    "ma 11.30-7": (Problem.WHICH_TIMES, "11.30-7"),
    "maandagochtend 9-12, dinsdag 1-5": (Problem.WHICH_TIMES, "1-5"),
    "ma 5-9": (Problem.WHICH_TIMES, "5-9"),
    "ma 9-7": (Problem.WHICH_TIMES, "9-7"),
    "ma 12-7": (Problem.WHICH_TIMES, "12-7"),
    "ma 9-9": (Problem.WHICH_TIMES, "9-9"),
    "ma 5.30-2": (Problem.WHICH_TIMES, "5.30-2"),
    "ma 9-8.00": (Problem.WHICH_TIMES, "9-8.00"),
    "ma 's ochtends en 's middags": (Problem.WHICH_TIMES, "'s ochtends"),
    "ma 9": (Problem.NO_END, "9"),
    "ma 9-": (Problem.NO_END, "9"),
    "ma 9 en 17": (Problem.NO_END, "9"),
    "ma wo 9-17": (Problem.WHICH_DAYS, "ma wo"),
    "ma/wo 9-17": (Problem.WHICH_DAYS, "ma/wo"),
    "weekend t/m maandag 9-12": (Problem.WHICH_DAYS, "weekend-maandag"),
    "maandag t/m weekend 9-12": (Problem.WHICH_DAYS, "maandag-weekend"),
    "van april tot september ma 9-17": (Problem.WHICH_DAYS, "april tot september"),
    "in april mei ma 9-17": (Problem.WHICH_DAYS, "mei"),
    "vanaf 1 april 2027 vanaf 1 mei 2027 ma 9-17": (Problem.WHICH_DAYS, "1 mei 2027"),
    "week 54 ma 9-17": (Problem.NO_SUCH_DATE, "week 54"),
    "week 7-5 ma 9-17": (Problem.NO_SUCH_DATE, "week 7-5"),
    "week 0 ma 9-17": (Problem.NO_SUCH_DATE, "week 00"),
    "1-13-2027 9-17": (Problem.NO_SUCH_DATE, "1-13-2027"),
    "1-0-2027 9-17": (Problem.NO_SUCH_DATE, "1-0-2027"),
    "30 februari 9-12": (Problem.NO_SUCH_DATE, "Feb 30"),
    "vanaf oktober ma 9-17": (Problem.NO_SUCH_DATE, "Oct"),
    "van 1 en 2 april t/m mei ma 9-17": (Problem.UNREADABLE, "1 en 2 april t/m mei"),
    "van april t/m 1 en 2 mei ma 9-17": (Problem.UNREADABLE, "april t/m 1 en 2 mei"),
    "vanaf gesloten": (Problem.UNREADABLE, "vanaf"),
    "ma tussen": (Problem.UNREADABLE, "tussen"),
    "ma 9-17, verder": (Problem.UNREADABLE, ""),
    "ma 9-17, verder dinsdag": (Problem.UNREADABLE, "dinsdag"),
    "daarna niet bekend": (Problem.UNREADABLE, "daarna niet bekend"),
    "ma 9-17 de hele dag": (Problem.UNREADABLE, "de hele dag"),
    "behalve": (Problem.UNREADABLE, "behalve"),
    "ma 9-17, gesloten": (Problem.UNREADABLE, "gesloten"),
    "ma-vr behalve wo 9-17": (Problem.UNREADABLE, "behalve"),
    "ma 9-17 foo,bar": (Problem.UNREADABLE, "foo"),
    "ma -17": (Problem.UNREADABLE, "-"),
    "9-12 op ma\n13-17": (Problem.NO_DAYS, "13:00-17:00"),
    "in december 9-12, 13-15": (Problem.NO_DAYS, "09:00-12:00, 13:00-15:00"),
    "ma 9-17, di 9-16, gesloten 12-13, 15-16": (Problem.NO_DAYS, "12:00-13:00, 15:00-16:00"),
    "9-17": (Problem.NO_DAYS, "09:00-17:00"),
    "09:00-17:00": (Problem.NO_DAYS, "09:00-17:00"),
    "ma 9-17 april t/m september": (Problem.WHICH_TIMES, "9-17 april"),
    "ma 9-17, za ook": (Problem.NO_TIMES, ""),
    "ma op afspraak 9-17": (Problem.APPOINTMENT, "9"),
    "ma 9-17, op afspraak": (Problem.APPOINTMENT, "op afspraak"),
    "ma gesloten op afspraak": (Problem.APPOINTMENT, "op afspraak"),
    "op afspraak; ma 9-17": (Problem.TWICE, "maandag"),
    "ma 9-17; ma de hele dag": (Problem.TWICE, "maandag"),
    "ma-vr 9-17; wo 8-18": (Problem.TWICE, "woensdag"),
    "in juli ma-vr 9-12; in juli wo 10-11": (Problem.TWICE, "woensdag"),
    "feestdagen 9-12; feestdagen 10-12": (Problem.TWICE, "feestdagen"),
    "eerste ma van de maand 9-12; eerste ma van de maand 10-11": (
        Problem.TWICE,
        "de eerste maandag van de maand",
    ),
}


@pytest.mark.parametrize(("text", "times"), TIMES.items())
def test_times(text, times):
    assert read_hours(f"ma {text}").notation == f"Mo {times}"


@pytest.mark.parametrize(("text", "notation"), WRITINGS.items())
def test_days_exceptions_and_lines(text, notation):
    assert read_hours(text).notation == notation


@pytest.mark.parametrize(("text", "question"), ASKED_BACK.items())
def test_a_question_names_what_it_is_about(text, question):
    with pytest.raises(HoursError) as refusal:
        read_hours(text)
    assert (refusal.value.problem, refusal.value.params["text"]) == question
