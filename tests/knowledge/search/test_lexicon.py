from itertools import product

from rapidfuzz.distance import OSA

from knowledge.search.lexicon import Lexicon

WORDS = [
    *map("".join, product("abc", repeat=4)),
    *map("".join, product("abc", repeat=5)),
    "abcabcab",
]
COUNTS = {word: place % 7 for place, word in enumerate(WORDS)}


def corrections(word: str, errors: int) -> list[str]:
    """As `Lexicon.corrections`, by comparing with every word."""
    similar = [other for other in WORDS if OSA.distance(word, other) <= errors]
    return sorted(similar, key=lambda w: (w[0] != word[0], -COUNTS[w], w))[:3]


def test_every_word_one_error_away_is_a_correction():
    lexicon = Lexicon(COUNTS, (), ())
    for word in [*map("".join, product("abd", repeat=4)), *map("".join, product("acd", repeat=6))]:
        if expected := corrections(word, 1):
            assert lexicon.corrections(word) == expected, word


def test_a_longer_word_is_corrected_twice_after_its_first_letter():
    lexicon = Lexicon(COUNTS, (), ())
    assert lexicon.corrections("abcxxcab") == ["abcabcab"]
    assert lexicon.corrections("abxcabycab") == ["abcabcab"]
    assert lexicon.corrections("xbcxbcab") == []


def test_words_typed_apart_are_known_as_those_typed_together():
    lexicon = Lexicon(
        {"veiligheid": 3, "jongens": 2, "zorgcoordinator": 1}, ["veiligthuis"], ["huis"]
    )
    for word in ("veiligthuis", "veilig", "veiligheden", "jongen", "jongensx", "zorgcoordinatoren"):
        assert lexicon.knows_joined(word) == lexicon.knows(word), word
    assert lexicon.knows_joined("zorgcoordinatoren")
    assert not lexicon.knows_joined("jongenmetzorg")


def test_only_the_two_words_of_a_compound_are_its_parts():
    lexicon = Lexicon(
        {"jongensprostitutie": 1, "jongens": 1, "prostitutie": 1, "meldpunt": 1}, (), ()
    )
    assert lexicon.is_part("jongen")
    assert lexicon.is_part("prostitutie")
    assert not lexicon.is_part("meldpunt")
    assert lexicon.compounds_of("prostitutie", "jongen") == ["jongensprostitutie"]
