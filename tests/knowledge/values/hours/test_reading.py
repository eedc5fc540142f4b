"""Hours as people write them. The first table holds ways of writing seen on public web pages."""

import time

import pytest
from django.utils import translation

from knowledge.values.hours.opening_hours import parse_hours
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.reading import read_hours

ON_PAGES = {
    "bereikbaar tussen maandag en vrijdag tussen 9.00 en 21.00 uur en in het weekend tussen "
    "10.00 en 16.00 uur": "Mo-Fr 09:00-21:00; Sa-Su 10:00-16:00",
    "op maandag geopend van 12.00 tot 20.00 uur en op dinsdag tot en met vrijdag van 9.00 tot "
    "13.00 uur": "Mo 12:00-20:00; Tu-Fr 09:00-13:00",
    "elke donderdagavond van 17.00 uur tot 20.00 uur": "Th 17:00-20:00",
    "elke eerste zaterdag van de maand van 9 tot 12 uur": "Sa[1] 09:00-12:00",
    "zaterdag van 9 tot 12 uur": "Sa 09:00-12:00",
    "op dinsdagochtend telefonisch bereikbaar van 8 tot 12 uur": "Tu 08:00-12:00",
    "van maandag tot vrijdag tussen 9 en 12 u. of tussen 13 en 16 u.": (
        "Mo-Fr 09:00-12:00,13:00-16:00"
    ),
    "dagelijks tussen 17.00 uur en middernacht": "Mo-Su 17:00-24:00",
    "Woensdag van 09 u. tot 12 u., van 13 u. tot 16 u.": "We 09:00-12:00,13:00-16:00",
    "MAANDAG\nVan 8.30 tot 12 uur\n\nWOENSDAG\nVan 8.30 tot 12 uur\nvan 13.30 tot 16 uur": (
        "Mo 08:30-12:00; We 08:30-12:00,13:30-16:00"
    ),
    "DONDERDAG\nVan 8.30 tot 12 uur\nvan 16 tot 19 uur": "Th 08:30-12:00,16:00-19:00",
    "8:45am to 5pm, Monday to Thursday, and 8:45am to 4:45pm, Friday": (
        "Mo-Th 08:45-17:00; Fr 08:45-16:45"
    ),
    "9am to 5pm Monday to Thursday and 9am to 4.30pm on Fridays": (
        "Mo-Th 09:00-17:00; Fr 09:00-16:30"
    ),
    "24 hours a day 7 days a week": "24/7",
    "Every working day from 9 a.m. until 12.30 p.m. & 13.30 p.m. until 17 p.m.": (
        "Mo-Fr 09:00-12:30,13:30-17:00"
    ),
    "every Saturday from 11 a.m. until 3 p.m": "Sa 11:00-15:00",
    "From 1 April until 30 September:\nEvery working day from 9 a.m. until 12.30 p.m.\n"
    "& every Saturday and Sunday from 10 a.m. until 12.30 p.m.": (
        "Apr 01-Sep 30 Mo-Fr 09:00-12:30; Apr 01-Sep 30 Sa-Su 10:00-12:30"
    ),
    "Er zijn 24 uur per dag medewerkers aanwezig": Problem.UNREADABLE,
    "elke donderdag van 17.00 uur tot 20.00 uur": "Th 17:00-20:00",
    "open van 09.00 uur tot 17.00 uur": Problem.NO_DAYS,
    "Christmas Eve, Christmas Day and Boxing Day\nCLOSED": ("unknown; Dec 24,Dec 25,Dec 26 off"),
    "25th December - CLOSED": Problem.UNREADABLE,
    "New Year's Day\nCLOSED": "unknown; Jan 01 off",
    "Monday 2 January (Bank Holiday)\nCLOSED": Problem.NO_SUCH_DATE,
    "Tuesday 27 December\nCLOSED": Problem.NO_SUCH_DATE,
    "maandagavond 19.00 – 20.30 uur": "Mo 19:00-20:30",
    "dinsdagochtend 09.30 – 11.00 uur": "Tu 09:30-11:00",
    "woensdagmiddag 14.00 – 15.30 uur": "We 14:00-15:30",
    "Monday evening 19.00 – 20.00": "Mo 19:00-20:00",
    "Tuesday morning 09.30 – 11.00": "Tu 09:30-11:00",
    "Wednesday afternoon 2 – 3.30": "We 14:00-15:30",
    "vrijdagavond 22-2": "Fr 22:00-02:00",
    "tijdens de week enkel na afspraak": Problem.UNREADABLE,
    "dinsdag en donderdag van 10.30 tot 19.30 uur, woensdag van 10.30 tot 17 uur, vrijdag van "
    "13 tot 17 uur, zaterdag van 10 tot 16 uur en zondag van 10 tot 12.30 uur": (
        "Tu,Th 10:30-19:30; We 10:30-17:00; Fr 13:00-17:00; Sa 10:00-16:00; Su 10:00-12:30"
    ),
    "op maandag en dinsdag van 16 tot 20 uur, op woensdag van 10 tot 12 uur en van 13 tot 20 uur, "
    "op vrijdag van 13 tot 17 uur en op zaterdag van 10 tot 12 uur": (
        "Mo-Tu 16:00-20:00; We 10:00-12:00,13:00-20:00; Fr 13:00-17:00; Sa 10:00-12:00"
    ),
    "op maandag gesloten": "unknown; Mo off",
    "op dinsdag- en woensdagavond vanaf 18.00 uur gesloten": Problem.UNREADABLE,
    "8.45am to 3pm Monday to Thursday, to 4pm on Friday": Problem.UNREADABLE,
    "7.45am to 12.30pm and 1.45pm to 4pm weekdays": "Mo-Fr 07:45-12:30,13:45-16:00",
    "8am to 4pm Monday to Friday, 9am to 11.30am Saturday": "Mo-Fr 08:00-16:00; Sa 09:00-11:30",
    "9am to noon Saturday": "Sa 09:00-12:00",
    "Monday\n9am - 1pm, 2pm - 5pm\nWednesday\nClosed\nFriday\n8.30am - 1pm": (
        "Mo 09:00-13:00,14:00-17:00; Fr 08:30-13:00; We off"
    ),
    "24 hours per day, 7 days per week": "24/7",
    "Monday through Friday from 7:00 am until 8:00 pm": "Mo-Fr 07:00-20:00",
    "8:00am to 6:00pm on Monday to Friday (excluding public holidays)": (
        "Mo-Fr 08:00-18:00; PH off"
    ),
    "op maandag van 11:45 uur tot 12:15 uur": "Mo 11:45-12:15",
    "op werkdagen van 09.00 uur tot 22.00 uur": "Mo-Fr 09:00-22:00",
    "24 uur per dag, 7 dagen in de week bereikbaar": "24/7",
    "op werkdagen van 08.00 tot 17.00 uur": "Mo-Fr 08:00-17:00",
    "Maandag tot en met vrijdag van 17.00 uur ’s middags tot 08.00 uur ’s morgens": (
        "Mo-Fr 17:00-08:00"
    ),
    "Zaterdag, zondag en nationaal erkende feestdagen: 24 uur per dag": (
        "Sa-Su 00:00-24:00; PH 00:00-24:00"
    ),
    "tussen 12.00 uur en 13.00 uur": Problem.NO_DAYS,
    "op woensdag van 14.00 uur tot 15.00 en op donderdag van 10.00 uur tot 11.00 uur": (
        "We 14:00-15:00; Th 10:00-11:00"
    ),
    "Maandag | gesloten |\nDinsdag | gesloten |\nWoensdag | 10.00 - 17.00 uur |": (
        "We 10:00-17:00; Mo-Tu off"
    ),
    "wo-zo 10-17, gesloten op 25, 26 en 31 december en 1 januari": (
        "We-Su 10:00-17:00; Dec 25,Dec 26,Dec 31,Jan 01 off"
    ),
    "from 10 am to 5 pm from Tuesday to Friday. On Saturday and Sunday from 11 am to 5 pm.": (
        "Tu-Fr 10:00-17:00; Sa-Su 11:00-17:00"
    ),
    "Tuesday to Friday 10 am to 5 pm, closed on January 1st, April 27 and December 25": (
        "Tu-Fr 10:00-17:00; Jan 01,Apr 27,Dec 25 off"
    ),
    "maart t/m oktober Dagelijks open van 10.00 - 17.00 uur\nfebruari en november Dagelijks open "
    "van 10.00 - 16.00 uur\ndecember en januari Geopend op zaterdag en zondag 10.00 - 16.00 uur": (
        "Mar-Oct Mo-Su 10:00-17:00; Feb,Nov Mo-Su 10:00-16:00; Dec,Jan Sa-Su 10:00-16:00"
    ),
    "dagelijks geopend vanaf 10.00 uur tot en met 16.00 uur": "Mo-Su 10:00-16:00",
    "de eerste zondag van de maand open": Problem.NO_TIMES,
    "van vrijdagavond 19u tot maandagochtend 8u": Problem.NO_END,
    "Wednesday 11:00–19:00\nThursday 11:00–17:00\nFriday 11:00–17:00": (
        "We 11:00-19:00; Th-Fr 11:00-17:00"
    ),
    "10 am to 5 pm from Tuesday to Friday": "Tu-Fr 10:00-17:00",
    "zaterdag tussen 13u en 17u": "Sa 13:00-17:00",
    "op werkdagen tussen 17:00 en 9:00 uur": "Mo-Fr 17:00-09:00",
    "bereikbaar 24/7": "24/7",
    "zaterdagochtend 10.30 – 12.00 uur": "Sa 10:30-12:00",
    "op dinsdag van 15 tot 18 uur, op woensdag van 14 tot 18 uur": (
        "Tu 15:00-18:00; We 14:00-18:00"
    ),
    "Thursday\n9am - 1pm, 2pm - 5pm": "Th 09:00-13:00,14:00-17:00",
    "8am to 4pm Monday to Friday": "Mo-Fr 08:00-16:00",
    "9am to 5pm or 6pm Monday to Friday": Problem.NO_END,
    "tussen 8.00 en 9.30 uur": Problem.NO_DAYS,
    "Tuesday to Sunday 10 am to 5 pm, closed on Christmas (December 24-26)": Problem.UNREADABLE,
    "op 4 februari de hele dag gesloten": "unknown; Feb 04 off",
    "Kerstvakantie dagelijks geopend vanaf 10.00 uur tot en met 16.00 uur": Problem.UNREADABLE,
    "22 december 2026 tm 4 januari 2027 dagelijks geopend van 10.00 uur tot en met 16.00 uur": (
        "2026 Dec 22-2027 Jan 04 Mo-Su 10:00-16:00"
    ),
    "Donderdag 25 december 2025 1e kerstdag gesloten": Problem.WHICH_DAYS,
    "available 24 hours per day, 7 days per week": "24/7",
}
DUTCH = {
    "ma-vr 9-17": "Mo-Fr 09:00-17:00",
    "ma t/m vr 09.00-17.00 uur": "Mo-Fr 09:00-17:00",
    "ma. t/m vr. 9.00 - 17.00 uur": "Mo-Fr 09:00-17:00",
    "Maandag t/m vrijdag: 09:00 – 17:00 uur": "Mo-Fr 09:00-17:00",
    "maandag tot en met vrijdag van 9 tot 17 uur": "Mo-Fr 09:00-17:00",
    "maandag tot en met vrijdag van negen tot vijf": "Mo-Fr 09:00-17:00",
    "maandag—vrijdag 9—17": "Mo-Fr 09:00-17:00",
    "ma\u00a0t/m\u00a0vr 9.00\u00a0–\u00a017.00": "Mo-Fr 09:00-17:00",
    "ma-vr 9\u200b-17": "Mo-Fr 09:00-17:00",
    "ma-vr ９-１７": "Mo-Fr 09:00-17:00",
    "MA-VR 9-17 UUR": "Mo-Fr 09:00-17:00",
    "ma-vr: 0900-1700": "Mo-Fr 09:00-17:00",
    "ma-vr 9u-17u": "Mo-Fr 09:00-17:00",
    "ma-vr 9u30-17u00": "Mo-Fr 09:30-17:00",
    "ma-vr 9h30-17h": "Mo-Fr 09:30-17:00",
    "ma-vr 09:30-17": "Mo-Fr 09:30-17:00",
    "op werkdagen van 9.00 tot 17.00 uur": "Mo-Fr 09:00-17:00",
    "werkdagen tussen 9 en 17 uur": "Mo-Fr 09:00-17:00",
    "tussen 9 en 17 uur op werkdagen": "Mo-Fr 09:00-17:00",
    "9-17 op werkdagen": "Mo-Fr 09:00-17:00",
    "doordeweeks 9-17": "Mo-Fr 09:00-17:00",
    "door de week 9-17": "Mo-Fr 09:00-17:00",
    "telefonisch bereikbaar op werkdagen van 9 tot 17 uur": "Mo-Fr 09:00-17:00",
    "openingstijden: ma-vr 9-17": "Mo-Fr 09:00-17:00",
    "wij zijn bereikbaar ma-vr 9-17": "Mo-Fr 09:00-17:00",
    "werkdagen 9 tot 5": "Mo-Fr 09:00-17:00",
    "werkdagen 8.30 tot 5": "Mo-Fr 08:30-17:00",
    "ma-vr 12-5": "Mo-Fr 12:00-17:00",
    "werkdagen 9 tot 5, niet op feestdagen": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17 (niet op feestdagen)": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17 m.u.v. feestdagen": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17, uitgezonderd feestdagen": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17 (feestdagen uitgezonderd)": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17, op feestdagen gesloten": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17, gesloten op feestdagen": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17 behalve op nationale feestdagen": "Mo-Fr 09:00-17:00; PH off",
    "op feestdagen gesloten, ma-vr 9-17": "Mo-Fr 09:00-17:00; PH off",
    "ma-vr 9-17, feestdagen 10-12": "Mo-Fr 09:00-17:00; PH 10:00-12:00",
    "ma-vr en feestdagen 9-17": "Mo-Fr 09:00-17:00; PH 09:00-17:00",
    "dag en nacht": "24/7",
    "dag en nacht bereikbaar": "24/7",
    "24/7": "24/7",
    "24/7 bereikbaar": "24/7",
    "7x24": "24/7",
    "24 uur": "24/7",
    "24 uur per dag": "24/7",
    "24 uur per dag, 7 dagen per week": "24/7",
    "7 dagen per week, 24 uur per dag": "24/7",
    "24 uur per dag, ook in het weekend": "24/7",
    "altijd open": "24/7",
    "24 uur per dag, 365 dagen per jaar": "24/7",
    "ma-vr 9-17 | za 10-12": "Mo-Fr 09:00-17:00; Sa 10:00-12:00",
    "alle dagen van de week van 10 tot 18 uur": "Mo-Su 10:00-18:00",
    "elke dag 24 uur": "24/7",
    "zaterdag de hele dag": "Sa 00:00-24:00",
    "ma-vr dag en nacht": "Mo-Fr 00:00-24:00",
    "dag en nacht, gesloten op feestdagen": "24/7; PH off",
    "elke dag van 9 tot 21 uur": "Mo-Su 09:00-21:00",
    "iedere dag 14:00-22:00": "Mo-Su 14:00-22:00",
    "zeven dagen per week van 9 tot 22 uur": "Mo-Su 09:00-22:00",
    "ma, wo en vr 9.00 - 12.30": "Mo,We,Fr 09:00-12:30",
    "ma & vr 9-17": "Mo,Fr 09:00-17:00",
    "ma/di 9-17": "Mo-Tu 09:00-17:00",
    "ma/wo/vr 9-17": "Mo,We,Fr 09:00-17:00",
    "ma di wo 9-17": "Mo-We 09:00-17:00",
    "maandag en donderdag van 9 tot 12 en van 13 tot 17 uur": "Mo,Th 09:00-12:00,13:00-17:00",
    "ma-vr 9.00-12.00 / 13.00-17.00": "Mo-Fr 09:00-12:00,13:00-17:00",
    "ma-vr 's ochtends 9-12 en 's middags 1-5": "Mo-Fr 09:00-12:00,13:00-17:00",
    "donderdagavond 7-9": "Th 19:00-21:00",
    "ma t/m do 8.30-17.00, vr 8.30-16.00": "Mo-Th 08:30-17:00; Fr 08:30-16:00",
    "ma-vr 9.00-17.00. za 10.00-14.00.": "Mo-Fr 09:00-17:00; Sa 10:00-14:00",
    "maandag 9-17\ndinsdag 9-17\nwoensdag gesloten\ndonderdag 9-17": (
        "Mo-Tu,Th 09:00-17:00; We off"
    ),
    "ma-vr 9-17, wo gesloten": "Mo-Fr 09:00-17:00; We off",
    "ma-vr 9-17, weekend gesloten": "Mo-Fr 09:00-17:00; Sa-Su off",
    "ma-vr 9-17, verder gesloten": "Mo-Fr 09:00-17:00",
    "ma-vr 9-17, gesloten 12-13": "Mo-Fr 09:00-17:00; Mo-Fr 12:00-13:00 off",
    "ma-vr 9-12, wo 13-17": "Mo-Fr 09:00-12:00, We 13:00-17:00",
    "ma-vr 9-17, wo ook 19-21": "Mo-Fr 09:00-17:00, We 19:00-21:00",
    "zo-do 18-1, vr-za 18-3": "Su-Th 18:00-01:00, Fr-Sa 18:00-03:00",
    "vrijdag 20-2": "Fr 20:00-02:00",
    "ma-vr 17-9": "Mo-Fr 17:00-09:00",
    "vrijdag 20 uur tot middernacht": "Fr 20:00-24:00",
    "op afspraak": 'unknown "op afspraak"',
    "alleen op afspraak": 'unknown "alleen op afspraak"',
    "zaterdag op afspraak": 'Sa unknown "op afspraak"',
    "ma-vr 9-17 op afspraak": 'Mo-Fr 09:00-17:00 unknown "op afspraak"',
    "ma-vr 9-17, verder op afspraak": 'Mo-Fr 09:00-17:00 || unknown "op afspraak"',
    "onbekend": "unknown",
    "gesloten": "off",
    "weekend gesloten": "unknown; Sa-Su off",
    "de eerste en derde dinsdag van de maand 9-12": "Tu[1,3] 09:00-12:00",
    "laatste vrijdag van de maand 13-15": "Fr[-1] 13:00-15:00",
    "oneven weken ma 9-17": "week 01-53/2 Mo 09:00-17:00",
    "van april t/m september: ma-vr 9-17; van oktober t/m maart: ma-vr 10-16": (
        "Apr-Sep Mo-Fr 09:00-17:00; Oct-Mar Mo-Fr 10:00-16:00"
    ),
    "vanaf 1 oktober 2026 ma-vr 9-17": "2026 Oct 01+ Mo-Fr 09:00-17:00",
    "ma-vr 9-17; in juli en augustus ma-vr 9-12": ("Mo-Fr 09:00-17:00; Jul,Aug Mo-Fr 09:00-12:00"),
    "ma-vr 9-17, gesloten van 24 december 2026 t/m 3 januari 2027": (
        "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off"
    ),
    "ma-vr 9-17; 24 t/m 26 december gesloten": "Mo-Fr 09:00-17:00; Dec 24-Dec 26 off",
    "ma-vr 9-17, behalve op 24 en 31 december": "Mo-Fr 09:00-17:00; Dec 24,Dec 31 off",
    "ma-vr 9-17; 24-12-2026 9-12": "Mo-Fr 09:00-17:00; 2026 Dec 24 09:00-12:00",
    "ma-vr 9-17; 24-12-2026 gesloten; do gesloten": ("Mo-Fr 09:00-17:00; Th off; 2026 Dec 24 off"),
    "oneven weken in april ma 9-17": "Apr week 01-53/2 Mo 09:00-17:00",
    "in april in even weken ma 9-17": "Apr week 02-52/2 Mo 09:00-17:00",
    "vanaf 1 april 2027 in oneven weken ma 9-17": "2027 Apr 01+ week 01-53/2 Mo 09:00-17:00",
    "april ma 9-17, mei di 9-17": "Apr Mo 09:00-17:00; May Tu 09:00-17:00",
    "weekend gesloten; in juli za 10-12": "Sa-Su off; Jul Sa 10:00-12:00",
    "ma-vr 9-17, gesloten op Goede Vrijdag": "Mo-Fr 09:00-17:00; easter -2 days off",
    "ma-vr 9-17, gesloten op tweede kerstdag": "Mo-Fr 09:00-17:00; Dec 26 off",
}
ENGLISH = {
    "Mon-Fri 9-17": "Mo-Fr 09:00-17:00",
    "Mo–Fr 09:00-17:00": "Mo-Fr 09:00-17:00",
    "Monday to Friday, 9 am to 5 pm": "Mo-Fr 09:00-17:00",
    "Monday through Friday 9am-5pm": "Mo-Fr 09:00-17:00",
    "Mondays and Thursdays 9:30am - 4pm": "Mo,Th 09:30-16:00",
    "weekdays 9-5": "Mo-Fr 09:00-17:00",
    "9-5 on weekdays": "Mo-Fr 09:00-17:00",
    "working days between 9 and 17": "Mo-Fr 09:00-17:00",
    "weekdays 9-5, closed on public holidays": "Mo-Fr 09:00-17:00; PH off",
    "weekdays 9-5 except bank holidays": "Mo-Fr 09:00-17:00; PH off",
    "weekdays 9-5 (excluding public holidays)": "Mo-Fr 09:00-17:00; PH off",
    "weekdays 10-2pm": "Mo-Fr 10:00-14:00",
    "Saturday 1-5pm": "Sa 13:00-17:00",
    "Saturday noon to midnight": "Sa 12:00-24:00",
    "daily 10:00-22:00": "Mo-Su 10:00-22:00",
    "every day from 10 to 22": "Mo-Su 10:00-22:00",
    "day and night": "24/7",
    "24 hours": "24/7",
    "open 24 hours a day, 7 days a week": "24/7",
    "around the clock": "24/7",
    "always open": "24/7",
    "Mon-Fri 9-17, otherwise by appointment": 'Mo-Fr 09:00-17:00 || unknown "by appointment"',
    "by appointment only": 'unknown "by appointment only"',
    "weekends closed": "unknown; Sa-Su off",
    "Mon-Fri 9-17, weekends closed": "Mo-Fr 09:00-17:00; Sa-Su off",
    "Mon-Fri 9-17; closed from 24 December 2026 to 3 January 2027": (
        "Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 03 off"
    ),
    "first Monday of the month 10-12": "Mo[1] 10:00-12:00",
    "the first and third Tuesday of each month 10-12": "Tu[1,3] 10:00-12:00",
    "even weeks Wednesday 10-12": "week 02-52/2 We 10:00-12:00",
    "Mon 9-17; Tue 9-17; Thurs 9-12": "Mo-Tu 09:00-17:00; Th 09:00-12:00",
    "Good Friday closed, Mon-Fri 9-17": "Mo-Fr 09:00-17:00; easter -2 days off",
    "closed": "off",
    "not known": "unknown",
}
ASKED_BACK = {
    "ma vr 9-17": Problem.WHICH_DAYS,
    "ma/vr 9-17": Problem.WHICH_DAYS,
    "ma-vr 9-17; gesloten van 1 juli tot 1 augustus": Problem.WHICH_DAYS,
    "ma-vr 8-8": Problem.WHICH_TIMES,
    "ma-vr 1-5": Problem.WHICH_TIMES,
    "ma-vr 9-12 en 1-5": Problem.WHICH_TIMES,
    "ma-vr 10-8": Problem.WHICH_TIMES,
    "ma-vr 's ochtends": Problem.WHICH_TIMES,
    "9-17": Problem.NO_DAYS,
    "09:00-17:00": Problem.NO_DAYS,
    "ma-vr": Problem.NO_TIMES,
    "op werkdagen": Problem.NO_TIMES,
    "ma-vr 9-17 in juli": Problem.NO_TIMES,
    "": Problem.NO_TIMES,
    "ma-vr vanaf 9 uur": Problem.NO_END,
    "ma-vr 9 uur": Problem.NO_END,
    "ma-vr tot 17 uur": Problem.UNREADABLE,
    "ma-vr 9-25": Problem.NO_SUCH_TIME,
    "ma-vr 9.75-17": Problem.NO_SUCH_TIME,
    "ma-vr 9.00-9.00": Problem.WHOLE_DAY,
    "ma-vr 9-17, wo 9-12": Problem.TWICE,
    "ma-vr 9-17, schoolvakanties gesloten": Problem.SCHOOL_HOLIDAYS,
    "Mo-Fr 09:00-17:00; SH off": Problem.SCHOOL_HOLIDAYS,
    "ma-vr 9-17, op afspraak": Problem.APPOINTMENT,
    "ma-vr 9-12 en 13-17 op afspraak": Problem.APPOINTMENT,
    "tijdens kantooruren": Problem.UNREADABLE,
    "ma-vr 9-17, holidays closed": Problem.UNREADABLE,
    "ma-vr 9-17, gesloten tijdens de lunch": Problem.UNREADABLE,
    "ma-vr half negen tot vijf": Problem.UNREADABLE,
    "ma-vr 9-17, gesloten op 31 juni": Problem.NO_SUCH_DATE,
    "vanaf 1 oktober ma-vr 9-17": Problem.NO_SUCH_DATE,
    "ma-vr 9-17; in juli 9-12": Problem.NO_DAYS,
    "april t/m september: ma-vr 9-17; woensdag gesloten": Problem.EXCEPTION_FIRST,
    "in april mei ma 9-17": Problem.WHICH_DAYS,
    "kerstavond oudjaarsdag 9-12": Problem.WHICH_DAYS,
    "week 5 week 7 ma 9-17": Problem.WHICH_DAYS,
    "vanaf 1 april 2027 vanaf 1 mei 2027 ma 9-17": Problem.WHICH_DAYS,
    "ma-vr behalve wo 9-17": Problem.UNREADABLE,
    "ma-vr (niet op feestdagen) 9-17": Problem.UNREADABLE,
    "ma-do 9-17, vr 9-16, gesloten 12-13": Problem.NO_DAYS,
    "in juli za 10-12; weekend gesloten": Problem.EXCEPTION_FIRST,
    "sunrise-sunset": Problem.SUN,
}


@pytest.mark.parametrize(("text", "notation"), [*DUTCH.items(), *ENGLISH.items()])
def test_hours_as_people_write_them(text, notation):
    assert read_hours(text).notation == notation


@pytest.mark.parametrize(("text", "expected"), ON_PAGES.items())
def test_hours_as_they_stand_on_pages(text, expected):
    if isinstance(expected, Problem):
        with pytest.raises(HoursError) as refusal:
            read_hours(text)
        assert refusal.value.problem == expected
    else:
        assert read_hours(text).notation == expected


@pytest.mark.parametrize(("text", "problem"), ASKED_BACK.items())
def test_what_could_mean_two_things_is_asked_back(text, problem):
    with pytest.raises(HoursError) as refusal:
        read_hours(text)
    assert refusal.value.problem == problem


@pytest.mark.parametrize("problem", Problem)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_refusal_is_a_sentence_in_the_language_of_the_user(problem, language):
    with translation.override(language):
        sentence = str(HoursError(problem, "9-17", later="10-12"))
    assert sentence.endswith((".", "?", "+"))
    assert "%(" not in sentence


def test_the_sentences_differ_per_language():
    error = HoursError(Problem.NO_TIMES)
    with translation.override("en"):
        english = str(error)
    assert str(error) != english


@pytest.mark.parametrize("read", [read_hours, parse_hours])
def test_text_of_any_length_is_refused_quickly(read):
    started = time.process_time()
    with pytest.raises(HoursError) as refusal:
        read("ma " * 100_000)
    assert time.process_time() - started < 0.02
    assert len(str(refusal.value)) < 300
