"""Text analysis for search: tokenizing, stemming and splitting Dutch compounds.

Two Dutch stemmers each conflate forms that the other keeps apart (melden, gemeld, melding), so
a word gets the stems of both. Overstemming does little harm: an exact match always scores
higher than a stem match.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import Stemmer

Stem = Callable[[str], str]

LANGUAGES = ("nl", "en")
_WORD = re.compile(r"\d+(?:[.,:]\d+)+[a-z]?|[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´", "'"))
_DECIMAL = re.compile(r"\d[.,:]\d")
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}
_ACCENT = re.compile(r"[\u0300-\u036f]")
_LINKING_ELEMENTS = ("", "s", "e", "en", "n", "er", "jes")
_MIN_PART = 4
_MAX_CACHED = 50_000
_MAX_PARTS = 4
_MAY_BE_SPLIT = re.compile(r"[^\W\d_]{8,40}")
_MIN_STEMMED = 4
_MIN_CONJUGATED = 5
_STOPWORDS = {
    "nl": """aan al alle als bij ben bent dan dat de den der deze die dit doe doen door dus een en
        er ga gaan geen haar had heb hebben heeft hem hen het hier hij hoe hun ik in is ja je
        jij jou jullie kan kun kunnen maar me mee meer met mij mijn moet moeten mag na naar
        nee niet nog nu of om onder ons ook op over te tegen toch toen tot u uit uw van veel
        voor waar wanneer wat we wel werd wie wij wil willen word worden wordt zal ze zich
        zij zijn zo zou zelf via welk welke waarom graag even iemand iets art artikel
        wetsartikel""",
    "en": """a about after am an and any are as at be been but by can could did do does doing
        for from had has have he her him his how i if in into is it its me my no not of on one
        or our out over she should so some than that the their them then there they this to
        too up was we were what when where which who why will with would you your article""",
}
_local = threading.local()


def words(text: str) -> list[str]:
    """Split `text` into words, in order, lower-cased and without accents.

    >>> words("Zorgcoördinator: foto's, art. 3.48")
    ['zorgcoordinator', 'fotos', 'art', '3.48']
    """
    plain = text.casefold()
    if plain.isascii() and "'" not in plain and not _DECIMAL.search(plain):
        return plain.translate(_SPACES).split()  # fast path for most texts: three times as fast
    if not plain.isascii():
        plain = _ACCENT.sub("", unicodedata.normalize("NFKD", plain)).translate(_APOSTROPHES)
    if "'" in plain:
        plain = _APOSTROPHE.sub("", plain)
    return _WORD.findall(plain)


@lru_cache(maxsize=10_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """Stems of `word` (as returned by `words`); never empty.

    >>> set(stems("jongetje", "nl")) & set(stems("jongens", "nl"))
    {'jong'}
    """
    return tuple(sorted(_stems(word, language)))


@lru_cache(maxsize=10_000)
def all_stems(word: str) -> tuple[str, ...]:
    """Stems of a word in an unknown language."""
    return tuple(dict.fromkeys(stem for code in LANGUAGES for stem in stems(word, code)))


def stems_once(word: str) -> set[str]:
    """As `all_stems`, in no order, for a word that will not be asked for again."""
    return _stems(word, "nl") | _stems(word, "en")


def _stems(word: str, language: str) -> set[str]:
    if len(word) < _MIN_STEMMED or not word.isalpha():
        return {word}
    stemmers = _stemmers()[language]
    results = {stem(word) for stem in stemmers}
    if language == "nl" and len(word) >= _MIN_CONJUGATED and word[-1] in "dt":
        # dreigt, bedreigd: the stemmers leave this ending
        results.update(stem(word[:-1]) for stem in stemmers)
    first = stemmers[0]
    while (further := first(min(results, key=len))) not in results and len(further) > 2:
        results.add(further)
    return results


@lru_cache(maxsize=10_000)
def shortest_stem(word: str) -> str:
    """The shortest stem of a word in an unknown language, and the first of those."""
    return min(all_stems(word), key=lambda stem: (len(stem), stem))


def is_stopword(word: str) -> bool:
    return word in _ALL_STOPWORDS


class CompoundSplitter:
    """Splits compounds into known words."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = {word for word in known if len(word) >= _MIN_PART and word.isalpha()}
        self._starts = {word[:_MIN_PART] for word in self.known}
        self._parts: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that make up `word`; empty when it is no compound of known words."""
        parts = self._parts.get(word)
        if parts is None:
            parts = self._split(word, _MAX_PARTS) if _MAY_BE_SPLIT.fullmatch(word) else ()
            if len(self._parts) < _MAX_CACHED:
                self._parts[word] = parts
        return parts

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        """Split off the longest known first part whose remainder is known or can be split.

        At most `most` parts.
        """
        for end in range(len(word) - _MIN_PART, _MIN_PART - 1, -1):
            first = word[:end]
            if first not in self.known or first in _ALL_STOPWORDS:
                continue
            for link in _LINKING_ELEMENTS:
                rest = word[end + len(link) :]
                if not word.startswith(link, end) or len(rest) < _MIN_PART:
                    continue
                if rest[:_MIN_PART] not in self._starts:
                    continue
                if rest in self.known or not self.known.isdisjoint(stems(rest, "nl")):
                    return (first, rest)
                if most > 2 and (further := self._split(rest, most - 1)):
                    return (first, *further)
        return ()


def _stemmers() -> dict[str, tuple[Stem, ...]]:
    """One set per thread: a stemmer is not thread-safe. Their own cache is off: `stems` caches."""
    if not hasattr(_local, "stemmers"):
        names_by_language = {"nl": ("dutch", "dutch_porter"), "en": ("english",)}
        _local.stemmers = {
            code: tuple(Stemmer.Stemmer(name, 0).stemWord for name in names)
            for code, names in names_by_language.items()
        }
    stemmers: dict[str, tuple[Stem, ...]] = _local.stemmers
    return stemmers


_ALL_STOPWORDS = frozenset(word for text in _STOPWORDS.values() for word in text.split())
