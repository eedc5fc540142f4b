import pytest

from referrals.reading.ages import numbers_of_others, read_age
from referrals.reading.tokens import tokenize


def age_in(text: str) -> str:
    """His age as "14", "0-17" or "17-18?": with a question mark when it is in doubt."""
    age = read_age(tokenize(text))
    if age is None:
        return ""
    years = f"{age.least}" if age.least == age.most else f"{age.least}-{age.most}"
    return years + "?" * age.in_doubt


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("jongen 13 chantage", "13"),
        ("14, chantage", "14"),
        ("chantage, 14", "14"),
        ("14-jarige jongen", "14"),
        ("een zestienjarige", "16"),
        ("jongen van zestien krijgt geld", "16"),
        ("hij is 15 jaar oud", "15"),
        ("17yo texted me", "17"),
        ("ik ben 16 en bang", "16"),
        ("nurse, 15, weeks absent", "15"),
        ("13 jarige heeft vriend van 22", "13"),
        ("foster child 14 climbed out", "14"),
        ("a 17 year old resident", "17"),
        ("m 16 jr", "16"),
        ("student van 19 signalen van uitbuiting", "19"),
        ("kind van 9 jaar", "9"),
        ("jongen van 15 of 16", "15-16"),
        ("jonger dan 18", "0-17"),
        ("onder de 18", "0-17"),
        ("lijkt veel jonger dan 18", "0-17"),
        ("boven de 18", "18-200"),
        ("18 jaar of ouder", "18-200"),
        ("bewoner 18+", "18-200"),
        ("leerlng 14 verstuurd naaktfotos", "14"),
        ("havist 16 wordt opgehaald", "16"),
        ("my ward 16 is being picked up", "16"),
        ("ama van 15 verdwenen uit azc", "15"),
        ("kelner van 17 steeds met oudere mannen", "17"),
        ("verdachte koerier 16 blijkt klanten te hebben", "16"),
        ("survivor 19 escaped his exploiter", "19"),
        ("clnt 23 gedwngen", "23"),
        ("knul v 16 achterin", "16"),
        ("spelers van jo15", "0-15"),
        ("one of our u15 players", "0-15"),
    ],
)
def test_an_age_is_read_however_it_is_written(text, age):
    assert age_in(text) == age


@pytest.mark.parametrize(
    "text",
    [
        "kamer 14",
        "huisje 12 elke nacht mannen",
        "jongen op kamer 214",
        "room 16 has men all day",
        "groep 8",
        "klas 3 havo",
        "pupil year 9",
        "moet 500 euro betalen",
        "moet € 50 betalen",
        "om 20:30 uur",
        "3 weken weg",
        "al 12 jaar bekend",
        "20 jaar geleden",
        "5 jaar cel",
        "12 mannen",
        "0800-2000",
        "artikel 248",
        "18 klanten per dag",
        "camping plek 15 wordt bezocht door mannen",
        "van 15 gevallen is er een aangifte",
        "kunt u 15 folders sturen",
    ],
)
def test_another_number_is_no_age(text):
    assert age_in(text) == ""


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("man van 45 zoekt contact met jongen van 12 jaar", "12"),
        ("jongen 16 met man 52 in auto", "16"),
        ("police: boy 16 found in hotel with 45-year-old", "16"),
        ("zijn vriend van 24 haalt hem op, 17", "17"),
        ("boy 14 meets a guy from discord, guy is 37", "14"),
        ("man van 45 zoekt contact met een jongen", ""),
        ("man van 45 geeft hem geld", ""),
        ("klant van 32 geeft hem geld", ""),
        ("pleegkind 13 weg, zat bij een man van 40", "13"),
    ],
)
def test_the_age_of_another_is_not_his(text, age):
    assert age_in(text) == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("man van 24 uit roemenië", "24"),
        ("man 30 reports himself", "30"),
        ("man van 19, zijn baas stuurt hem naar mannen", "19"),
        ("een vaste klant van 16 vertelt", "16"),
        ("man 35 with learning difficulties, flatmate makes him see men", "35"),
        ("vrouw van 38 laat haar ex van 24 klanten ontvangen", "24"),
    ],
)
def test_a_man_may_be_the_one_it_is_about(text, age):
    assert age_in(text) == age


@pytest.mark.parametrize(
    "text",
    [
        "jongen 19, broertje van 12 is getuige",
        "sinds zijn 14e, nu 23",
        "man 46, misbruikt toen hij 12 was",
        "bijna 18",
        "net 18",
        "almost 18",
    ],
)
def test_two_ages_and_an_age_near_the_limit_are_a_doubt(text):
    assert age_in(text).endswith("?")


def test_numbers_of_others_are_known_too():
    sentence = tokenize("man van 45 en jongen van 12 jaar")
    assert numbers_of_others(sentence, read_age(sentence)) == {2}


@pytest.mark.parametrize(
    "text",
    [
        "jongen verkocht door neef van 23",
        "jongen verkocht door zijn huisgenoot van 24",
        "boy sold by a dealer aged 23",
        "boy sold by his flatmate, 24",
        "jongen verkocht door broer 23",
    ],
)
def test_the_age_of_who_did_it_is_not_his(text):
    assert age_in(text) == ""
    assert age_in("misbruikt door een bekende, jongen, 15") == "15"
    assert age_in("misbruikt door oom, jongen 15") == "15"


@pytest.mark.parametrize("text", ["leerling 15-20 komt te laat", "leerling 15/19 komt te laat"])
def test_a_range_over_the_limit_is_a_doubt(text):
    assert age_in(text) == text.split()[1].replace("/", "-") + "?"
