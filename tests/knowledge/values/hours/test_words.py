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
}


@pytest.mark.parametrize(("value", "words"), WORDS.items())
def test_hours_in_words(value, words):
    assert hours_in_words(value, TODAY) == words


def test_in_english():
    with translation.override("en"):
        assert hours_in_words("Mo-Fr 09:00-17:00", TODAY) == "Monday to Friday 09:00–17:00"
        assert hours_in_words("24/7", TODAY) == "day and night"


def test_days_of_which_the_hours_are_not_known_are_not_shown_as_closed():
    words = hours_in_words("Mo-Fr 09:00-17:00; Sa unknown", TODAY)
    assert words == "maandag t/m vrijdag 09:00–17:00, zaterdag niet bekend"
