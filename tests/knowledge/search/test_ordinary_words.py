"""Ordinary words are left alone; typing errors are still corrected."""

import gzip
import json
from importlib.resources import files

import pytest

from knowledge.search.index import SearchIndex
from knowledge.search.ordinary_words import OrdinaryWords, ordinary_words
from knowledge.search.query import SearchFilters, SearchText
from tests.knowledge.search.test_index import document

INDEX = SearchIndex(
    [
        document("1", "Vaker kinderen", "Hij is bars, wij examineren de bron en stap voor stap."),
        document("2", "AVIM", "Sextortion en mensenhandel, geleden en gelden."),
    ],
    [],
)


def search(text):
    return INDEX.search(SearchText(text), SearchFilters())


@pytest.mark.parametrize(
    "word", ["vader", "baas", "born", "kelderen", "snap", "ketamine", "father", "vakantiehuisje"]
)
def test_an_ordinary_word_is_not_replaced(word):
    result = search(word)
    assert result.parsed.correction is None
    assert result.hits == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("afim", "avim"), ("sextrotion", "sextortion"), ("mensenhadel", "mensenhandel")],
)
def test_a_typing_error_is_corrected(typed, meant):
    result = search(typed)
    assert result.parsed.correction == meant
    assert result.hits


def test_two_errors_are_not_in_the_first_letter():
    assert search("bextrotion").parsed.correction is None


def test_words_are_known_as_the_search_spells_them():
    known = ordinary_words()
    for word in ("coordinatie", "financiele", "fotos", "beinvloed", "a", "zone"):
        assert word in known, word
    for word in ("", "comenhsa", "veiligthuisje", "0800", "é", "\ud800"):
        assert word not in known, word


def test_every_word_of_the_lists_is_found():
    """The search among lines needs them sorted, one on a line."""
    known = ordinary_words()
    for code in ("nl", "en"):
        packed = (files("spellchecker") / "resources" / f"{code}.json.gz").read_bytes()
        listed = [word for word in json.loads(gzip.decompress(packed)) if word.isalpha()]
        assert len(listed) > 100_000
        for word in (*listed[:50], *listed[::997], *listed[-50:]):
            if word.isascii():
                assert word in known, word


def test_lists_of_few_words():
    assert "a" not in OrdinaryWords([])
    small = OrdinaryWords([b'{\n"aap": 50,\n"foto\'s": 2,\n"noot": 1\n}\n'])
    assert [word in small for word in ("aap", "fotos", "noot", "mies", "zus", "aa")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
