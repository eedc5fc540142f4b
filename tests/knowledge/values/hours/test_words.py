from datetime import date

import pytest
from django.utils import translation

from knowledge.values.hours.words import hours_in_words

TODAY = date(2026, 11, 30)
WORDS = {
    "": "openingstijden niet bekend",
    "24/7": "dag en nacht",
    "Mo-Fr 09:00-17:00": "maandag t/m vrijdag 09:00–17:00",
    "Mo-Fr 09:00-17:00; Sa 10:00-12:00": "maandag t/m vrijdag 09:00–17:00, zaterdag 10:00–12:00",
    "Mo 09:00-12:00,13:00-17:00; We 09:00-12:00": (
        "maandag 09:00–12:00 en 13:00–17:00, woensdag 09:00–12:00"
    ),
    "Mo-Su 00:00-24:00": "dag en nacht",
    "off": "gesloten",
    "Mo-Fr 09:00-17:00; PH off": "maandag t/m vrijdag 09:00–17:00; gesloten op feestdagen",
    "unknown": "openingstijden niet bekend",
    # Days.
    "Mo,We,Fr 09:00-12:00": "maandag, woensdag en vrijdag 09:00–12:00",
    "Mo,Tu 10:00-12:00": "maandag en dinsdag 10:00–12:00",
    "Sa-Mo 10:00-12:00": "zaterdag t/m maandag 10:00–12:00",
    "Su,Mo 10:00-12:00": "zondag en maandag 10:00–12:00",
    "Mo-Su 10:00-12:00": "elke dag 10:00–12:00",
    "Mo-Sa 00:00-24:00": "maandag t/m zaterdag de hele dag",
    "Mo,PH 10:00-12:00": "maandag 10:00–12:00; op feestdagen 10:00–12:00",
    "Mo-Fr 09:00-17:00, PH 18:00-19:00": (
        "maandag t/m vrijdag 09:00–17:00; op feestdagen ook 18:00–19:00"
    ),
    "Mo-Fr 09:00-17:00; We off": "maandag, dinsdag, donderdag en vrijdag 09:00–17:00",
    "Mo off; PH off": "dinsdag t/m zondag niet bekend; gesloten op feestdagen",
    "Mo[1,3] 10:00-12:00": "op de eerste en derde maandag van de maand 10:00–12:00",
    "Mo[2,4,5] 10:00-12:00": "op de tweede, vierde en vijfde maandag van de maand 10:00–12:00",
    "Mo[-1,-2] 10:00-12:00": (
        "op de op één na laatste en laatste maandag van de maand 10:00–12:00"
    ),
    "Tu[4],Th 10:00-12:00": "op donderdag en de vierde dinsdag van de maand 10:00–12:00",
    "Mo-Fr 09:00-17:00, Mo[1] 18:00-20:00": (
        "maandag t/m vrijdag 09:00–17:00; op de eerste maandag van de maand ook 18:00–20:00"
    ),
    "Mo-Fr 09:00-17:00; Mo[1] off": (
        "maandag t/m vrijdag 09:00–17:00; gesloten op de eerste maandag van de maand"
    ),
    "Mo[1] 12:00-13:00 off; Tu 09:00-12:00": (
        "op de eerste maandag van de maand gesloten 12:00–13:00; dinsdag 09:00–12:00"
    ),
    # Times.
    "Mo 20:00-02:00": "maandag 20:00–02:00 (de volgende dag)",
    "Mo-Su 20:00-02:00": "elke dag 20:00–02:00 (de volgende dag)",
    "Mo 22:00-03:00; Tu off": "maandag 22:00–24:00",
    "Mo 09:00-17:00+": "maandag 09:00–17:00 en daarna niet bekend",
    "Mo 17:00+": "maandag 17:00–03:00 (de volgende dag) niet bekend",
    "Mo 09:00+,12:00-16:00": "maandag 09:00–12:00 niet bekend en 12:00–16:00",
    "Mo[1] 09:00+": "op de eerste maandag van de maand vanaf 09:00, tot hoe laat is niet bekend",
    "Mo[1] 09:00-12:00+": ("op de eerste maandag van de maand 09:00–12:00, daarna niet bekend"),
    "Mo[1] 20:00-02:00": "op de eerste maandag van de maand 20:00–02:00 (de volgende dag)",
    "Mo[1] 09:00-12:00,13:00-15:00 unknown": (
        "op de eerste maandag van de maand 09:00–12:00 en 13:00–15:00 niet bekend"
    ),
    "Mo-Fr 09:00-17:00; We 12:00-13:00 off": (
        "maandag, dinsdag, donderdag en vrijdag 09:00–17:00, woensdag 09:00–12:00 en 13:00–17:00"
    ),
    "Mo 09:00-12:00 unknown": "maandag 09:00–12:00 niet bekend",
    'Mo 09:00-12:00 open "met een tolk"': "maandag 09:00–12:00 (met een tolk)",
    'Mo "op afspraak"': "maandag niet bekend (op afspraak)",
    '"op afspraak"': "elke dag niet bekend (op afspraak)",
    'Mo[1] "op afspraak"': "op de eerste maandag van de maand niet bekend (op afspraak)",
    "Mo-Fr 09:00-17:00 || off": "maandag t/m vrijdag 09:00–17:00; verder gesloten",
    # Dates.
    "Apr Mo 09:00-17:00": "in april: maandag 09:00–17:00",
    "Apr,Jun Mo 09:00-17:00": "in april en in juni: maandag 09:00–17:00",
    "Apr-Sep Mo 09:00-17:00": "van april t/m september: maandag 09:00–17:00",
    "Apr 15-Sep Mo 09:00-17:00": "van 15 april t/m 30 september: maandag 09:00–17:00",
    "2027 Apr Mo 09:00-17:00": "van 1 april 2027 t/m 30 april 2027: maandag 09:00–17:00",
    "Dec 24-26 10:00-12:00": "van 24 december t/m 26 december: elke dag 10:00–12:00",
    "Dec 24-26 24/7": "van 24 december t/m 26 december: dag en nacht",
    "Dec 24,31 09:00-12:00": "op 24 december en op 31 december: 09:00–12:00",
    "Dec 24 24/7": "op 24 december: de hele dag",
    "Feb 29 10:00-12:00": "op 29 februari: 10:00–12:00",
    "2028 Feb 29 10:00-12:00": "op 29 februari 2028: 10:00–12:00",
    "Dec 24 off": "openingstijden niet bekend; gesloten op 24 december",
    "Mo-Fr 09:00-17:00; Jul-Aug We off": (
        "maandag t/m vrijdag 09:00–17:00; gesloten op woensdag van juli t/m augustus"
    ),
    "Mo-Fr 09:00-17:00; Jul-Aug We 10:00-12:00": (
        "maandag t/m vrijdag 09:00–17:00; van juli t/m augustus: maandag, dinsdag, donderdag en "
        "vrijdag 09:00–17:00, woensdag 10:00–12:00"
    ),
    "2026 Nov 30+ Mo 09:00-17:00": "maandag 09:00–17:00",
    "2026 Oct 01+ Mo 09:00-17:00; Dec 24 off": "maandag 09:00–17:00; gesloten op 24 december",
    "2026 Dec 01+ Mo 09:00-17:00": "vanaf 1 december 2026: maandag 09:00–17:00",
    "2026 Oct 01+,2027 Dec Mo 09:00-17:00": (
        "vanaf 1 oktober 2026 en van 1 december 2027 t/m 31 december 2027: maandag 09:00–17:00"
    ),
    "2026 Oct 01+ week 01-53/2 Mo 09:00-17:00": (
        "niet elke week hetzelfde: vanaf 1 oktober 2026 in oneven weken: maandag 09:00–17:00"
    ),
    "Mo-Fr 09:00-17:00; 2025 Dec 24 off": "maandag t/m vrijdag 09:00–17:00",
    "Mo-Fr 09:00-17:00; 2026 Nov 30 off": (
        "maandag t/m vrijdag 09:00–17:00; gesloten op 30 november 2026"
    ),
    "2026 Nov 01-2026 Nov 30 Mo 09:00-17:00": (
        "van 1 november 2026 t/m 30 november 2026: maandag 09:00–17:00"
    ),
    "2026 Nov 01-2026 Nov 29 Mo 09:00-17:00": "openingstijden niet bekend",
    # Years.
    "2026 Mo 09:00-17:00; 2027 Mo 10:00-12:00": (
        "in 2026: maandag 09:00–17:00; in 2027: maandag 10:00–12:00"
    ),
    "2025 Mo 09:00-17:00; 2026-2027 Mo 10:00-12:00": ("van 2026 t/m 2027: maandag 10:00–12:00"),
    "2026+ Mo 09:00-17:00": "vanaf 2026: maandag 09:00–17:00",
    "2026,2028 Mo 09:00-17:00": "in 2026 en in 2028: maandag 09:00–17:00",
    # Easter.
    "easter 10:00-12:00": "op eerste paasdag: 10:00–12:00",
    "easter -2 days 10:00-12:00": "op Goede Vrijdag: 10:00–12:00",
    "easter +1 day 10:00-12:00": "op tweede paasdag: 10:00–12:00",
    "easter +39 days 10:00-12:00": "op Hemelvaartsdag: 10:00–12:00",
    "easter +49 days 10:00-12:00": "op eerste pinksterdag: 10:00–12:00",
    "easter +50 days 10:00-12:00": "op tweede pinksterdag: 10:00–12:00",
    "easter +3 days 10:00-12:00": "op 3 dagen na Pasen: 10:00–12:00",
    "easter -1 day 10:00-12:00": "op 1 dag voor Pasen: 10:00–12:00",
    "easter -3 days 10:00-12:00": "op 3 dagen voor Pasen: 10:00–12:00",
    "2027 easter +1 day 10:00-12:00": "op tweede paasdag 2027: 10:00–12:00",
    # Weeks.
    "week 05 Mo 10:00-12:00": "niet elke week hetzelfde: in week 5: maandag 10:00–12:00",
    "week 05,07 Mo 10:00-12:00": (
        "niet elke week hetzelfde: in week 5 en in week 7: maandag 10:00–12:00"
    ),
    "week 10-20 Mo 10:00-12:00": "niet elke week hetzelfde: in week 10 t/m 20: maandag 10:00–12:00",
    "week 01-53/2 Mo 10:00-12:00; week 02-52/2 Tu 10:00-12:00": (
        "niet elke week hetzelfde: in oneven weken: maandag 10:00–12:00; "
        "in even weken: dinsdag 10:00–12:00"
    ),
    "week 02-53/3 Mo 10:00-12:00": (
        "niet elke week hetzelfde: in week 2 t/m 53, elke 3 weken: maandag 10:00–12:00"
    ),
    "week 03-53/2 Mo 10:00-12:00": (
        "niet elke week hetzelfde: in week 3 t/m 53, elke 2 weken: maandag 10:00–12:00"
    ),
    "week 01-51/2 Mo 10:00-12:00": (
        "niet elke week hetzelfde: in week 1 t/m 51, elke 2 weken: maandag 10:00–12:00"
    ),
}
ENGLISH = {
    "Mo-Fr 09:00-17:00": "Monday to Friday 09:00–17:00",
    "24/7": "day and night",
    "Mo 20:00-02:00": "Monday 20:00–02:00 (the next day)",
    "Mo[-3,-4,-5] 10:00-12:00": (
        "on the fifth from last, fourth from last and third from last Monday of the month "
        "10:00–12:00"
    ),
    "Mo-Fr 09:00-17:00; Mo[-2] off": (
        "Monday to Friday 09:00–17:00; closed on the last but one Monday of the month"
    ),
    "week 02-52/2 Mo 10:00-12:00": "not the same every week: in even weeks: Monday 10:00–12:00",
    "easter +3 days 10:00-12:00": "on 3 days after Easter: 10:00–12:00",
}


@pytest.mark.parametrize(("value", "words"), WORDS.items())
def test_hours_in_words(value, words):
    assert hours_in_words(value, TODAY) == words


@pytest.mark.parametrize(("value", "words"), ENGLISH.items())
def test_in_english(value, words):
    with translation.override("en"):
        assert hours_in_words(value, TODAY) == words


def test_days_of_which_the_hours_are_not_known_are_not_shown_as_closed():
    words = hours_in_words("Mo-Fr 09:00-17:00; Sa unknown", TODAY)
    assert words == "maandag t/m vrijdag 09:00–17:00, zaterdag niet bekend"
