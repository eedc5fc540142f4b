import pytest

from referrals.reading.phrases import MOST_WORDS, Phrase, PhraseBook, PhraseError, parse_line
from referrals.reading.tokens import tokenize


def found(line: str, text: str, *, exact: bool = False, present: bool = False) -> str | None:
    """The words in `text` that the phrase was found in."""
    sentence = tokenize(text)
    book = PhraseBook.of([Phrase("x", line, "nl", exact=exact, present=present)])
    return next((sentence.typed(match.places) for match in book.find(sentence)), None)


@pytest.mark.parametrize(
    ("line", "text", "words"),
    [
        ("chantage", "Jongen, CHANTAGE!", "CHANTAGE"),
        ("gechanteerd", "hij chanteert een jongen", "chanteert"),
        ("cliënt", "client van 19", "client"),
        ("naaktfoto*", "zijn naaktfoto’s rond", "naaktfoto’s"),
        ("*foto", "een blootfoto", "blootfoto"),
        ("moet betalen", "hij moet zijn baas betalen", "moet … betalen"),
        ("moet betalen", "hij moet van die ene man betalen", None),
        ("geld krijgen", "krijgen geld", None),
        ("naakt / bloot + rond / verspreid", "verspreid, een bloot filmpje", "verspreid … bloot"),
        ("naakt / bloot + rond / verspreid", "bloot filmpje", None),
        ("# euro", "voor 500 euro", "500 euro"),
        ("politie:", "politie: jongen van 16", "politie"),
        ("politie:", "politie schiphol: jongen van 16", "politie"),
        ("politie:", "politie wil hem spreken", None),
        ("agent:", "agent gaf hem mijn nummer, 16", None),
        ("politie:", "bel politie, nu", None),
        ("gechanteerd", "hij wordt gechanteert", "gechanteert"),
        ("sextortion", "sextrotion via insta", "sextrotion"),
        ("", "alles", None),
    ],
)
def test_a_phrase_is_found_as_it_may_be_written(line, text, words):
    assert found(line, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "niet gechanteerd",
        "hij is niet meer gechanteerd",
        "geen chantage",
        "zonder chantage",
        "not chantage",
        "is nooit gechanteerd",
        "amper gechanteerd",
        "n\u200biet gechanteerd",
        "nıet gechanteerd",
        "ni\u0308et gechanteerd",
        "nicht gechanteerd",
    ],
)
def test_what_is_denied_is_not_said(text):
    assert found("chantage / gechanteerd", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "niet verkracht maar wel gechanteerd",
        "geen geld, gechanteerd",
        "niet alleen gechanteerd",
        "ik weet niet of hij gechanteerd wordt",
        "hij is niet naar school. gechanteerd",
    ],
)
def test_a_denial_reaches_no_further_than_its_clause(text):
    assert found("gechanteerd", text) == "gechanteerd"


def test_a_phrase_may_hold_a_denial_itself():
    assert found("niet naar school", "hij komt niet meer naar school") == "niet … naar school"


def test_an_exact_phrase_takes_no_other_form_and_no_typing_error():
    assert found("opgesloten", "hij zit opgesloten", exact=True) == "opgesloten"
    assert found("bedreigd", "hij bedreigt een ander", exact=True) is None
    assert found("opgesloten", "hij zit opgeslotn", exact=True) is None
    assert found("opgesloten", "hij zit opgeslotn") == "opgeslotn"


def test_what_is_past_is_not_happening_now():
    assert found("vastgehouden", "ooit vastgehouden", present=True) is None
    assert found("vastgehouden", "werd vorig jaar vastgehouden", present=True) is None
    assert found("vastgehouden", "gisteren blij, nu vastgehouden", present=True) == "vastgehouden"


@pytest.mark.parametrize(
    "line", ["", "a +", "+ a", "a / ", "*", "*a*", "-", "a " * (MOST_WORDS + 1)]
)
def test_what_is_no_phrase_is_refused(line):
    with pytest.raises(PhraseError):
        parse_line(line)


def test_a_dutch_verb_may_stand_at_the_end_and_then_it_is_unsure():
    book = PhraseBook.of([Phrase("x", "komt hem halen", "nl"), Phrase("y", "loopt weg", "nl")])
    found = {m.owner: m for m in book.find(tokenize("zegt dat hij weg loopt en hem halen komt"))}
    assert found.keys() == {"x", "y"}
    assert all(match.unsure for match in found.values())
    assert not any(m.unsure for m in book.find(tokenize("hij komt hem halen")))
    assert not list(
        PhraseBook.of([Phrase("x", "komt hem halen", "en")]).find(tokenize("hem halen komt"))
    )
