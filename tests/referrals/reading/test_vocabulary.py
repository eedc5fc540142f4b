from string import ascii_lowercase

import pytest
from rapidfuzz.distance import OSA

from referrals.reading.vocabulary import Vocabulary


def finds(phrase_word: str, typed: str, language: str = "nl") -> bool:
    vocabulary = Vocabulary()
    number = vocabulary.add(phrase_word, language)
    return number in vocabulary.numbers_of(typed)


@pytest.mark.parametrize(
    ("phrase_word", "typed", "language"),
    [
        ("loopt", "liep", "nl"),
        ("neemt", "nam", "nl"),
        ("liep", "lopen", "nl"),
        ("slaapt", "sliep", "nl"),
        ("run", "ran", "en"),
        ("takes", "took", "en"),
        ("sells", "sold", "en"),
    ],
)
def test_an_irregular_form_counts_as_the_same_verb(phrase_word, typed, language):
    assert finds(phrase_word, typed, language)


def test_a_word_that_is_read_exactly_has_no_other_forms():
    assert finds("loopt", "loopt", "")
    assert not finds("loopt", "liep", "")
    assert not finds("gechanteerd", "gechantteerd", "")


def test_stars_stand_for_any_letters():
    assert finds("naakt*", "naaktbeelden")
    assert finds("*leerling", "bijlesleerling")
    assert not finds("*leerling", "leerlingen")


def test_the_written_part_before_a_star_may_be_misspelled():
    assert finds("verkracht*", "verkrcht")
    assert not finds("verkracht*", "verkrcht", "")


@pytest.mark.parametrize("word", ["chantage", "tweeling"])
def test_every_single_error_is_found_whatever_the_letter(word):
    vocabulary = Vocabulary()
    number = vocabulary.add(word, "nl")
    typed = {word[:i] + word[i + 1 :] for i in range(len(word))}
    typed |= {word[:i] + x + word[i + 1 :] for i in range(len(word)) for x in ascii_lowercase}
    typed |= {word[:i] + x + word[i:] for i in range(len(word) + 1) for x in ascii_lowercase}
    typed |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    assert all(OSA.distance(word, one) <= 1 for one in typed)
    assert [one for one in typed if number not in vocabulary.numbers_of(one)] == []


def test_two_errors_are_another_word():
    assert not finds("chantage", "chentoge")
