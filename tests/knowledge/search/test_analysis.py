"""Analysis of written Dutch: stems, compounds, accents, hyphens."""

import pytest

from knowledge.search.analysis import CompoundSplitter, all_stems, is_stopword, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zorgcoördinator", ["zorgcoordinator"]),
        ("foto's en ’s nachts", ["fotos", "en", "s", "nachts"]),
        ("art. 3.48 Vb", ["art", "3.48", "vb"]),
        ("0800-2000", ["0800", "2000"]),
        ("e-mail/chat", ["e", "mail", "chat"]),
        ("LHBTIQ+ 😀 \x00 \u202e", ["lhbtiq"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("jongen", "jongens", "jongetje"),
        ("slachtoffer", "slachtoffers"),
        ("melden", "melding"),
        ("melden", "gemeld"),
        ("melden", "meldt"),
        ("dreigen", "dreigt", "dreiging"),
        ("weglopen", "weggelopen"),
        ("huis", "huizen"),
        ("parkeerplaats", "parkeerplaatsen"),
    ],
)
def test_forms_of_a_dutch_word_share_a_stem(forms):
    first = set(stems(forms[0], "nl"))
    assert all(first & set(stems(form, "nl")) for form in forms), forms


@pytest.mark.parametrize("forms", [("boy", "boys"), ("report", "reporting"), ("threat", "threats")])
def test_forms_of_an_english_word_share_a_stem(forms):
    assert len({stems(form, "en") for form in forms}) == 1


def test_numbers_and_short_words_stay_as_they_are():
    assert all_stems("248b") == ("248b",)
    assert all_stems("lvb") == ("lvb",)


def test_compounds_are_taken_apart():
    compounds = CompoundSplitter(
        ["jongens", "prostitutie", "zorg", "coordinator", "risico", "plek"]
    )
    assert compounds.parts("jongensprostitutie") == ("jongens", "prostitutie")
    assert compounds.parts("zorgcoordinator") == ("zorg", "coordinator")
    assert compounds.parts("risicoplekken") == ("risico", "plekken")
    assert compounds.parts("zorg") == ()
    assert compounds.parts("zorgvuldig") == ()


def test_stopwords_of_both_languages():
    assert is_stopword("het")
    assert is_stopword("the")
    assert not is_stopword("hulp")
