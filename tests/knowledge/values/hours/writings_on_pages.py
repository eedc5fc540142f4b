"""Ways of writing hours seen on public web pages, and what the reader must make of them."""

from knowledge.values.hours.problems import Problem

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
