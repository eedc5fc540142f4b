import pytest

from knowledge.texts.readability import LONGEST_BOUND, readability, sentences_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Bel eerst. Praat daarna met hem.", (2, 4)),
        ("Wat ziet u? Schrijf het op!", (3, 3)),
        ("Kies: melden, hulp of beide; in die volgorde.", (1, 4, 3)),
        ("Zie art. 273f Sr, bijv. lid 1 en 2.", (9,)),
        ("Om 9.30 uur, voor 1.000 euro.", (6,)),
        ("Kijk op https://voorbeeld.nl/een/lang/adres?a=b. Bel dan.", (3, 2)),
        ("Bel [tel:veilig-thuis] direct.", (3,)),
        ("Het adres\nDe kamer\n- Kenteken en merk\n2. Hoe laat", (2, 2, 3, 2)),
        ('Hij zei: "Ik wil weg." Toen belde ik.', (2, 3, 3)),
    ],
)
def test_words_in_each_sentence(text, words):
    assert readability(text).words == words


def test_a_sentence_over_the_bound_is_named():
    long = "woord " * (LONGEST_BOUND + 1)
    found = readability(f"Kort. {long.strip()}. Kort.")
    assert found.sentence_is_long
    assert found.longest_sentence.startswith("woord woord")
    assert not readability("woord " * LONGEST_BOUND).is_hard


def test_an_average_over_the_bound_counts_from_three_sentences():
    sentence = "woord " * 16 + ". "
    assert not readability(sentence * 2).is_hard
    assert readability(sentence * 3).mean_is_high


def test_long_words_are_counted_and_parts_of_compounds_with_a_hyphen_apart():
    text = "De strafuitsluitingsgrond en het risicotaxatie-instrument."
    assert readability(text).long_words == ("strafuitsluitingsgrond",)


def test_abbreviations_end_no_sentence():
    assert len(sentences_of("Neem o.a. nr. 3 mee. Klaar.")) == 2
