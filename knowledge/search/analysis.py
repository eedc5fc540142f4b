"""Words as they are compared: without accents, in their stems, in the parts of a compound.

Two Dutch stemmers each bring together what the other keeps apart (melden, gemeld, melding), so
a word has the stems of both. What they bring together wrongly does little harm: a word as it
was typed always counts for more than its stem.
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
_JOINTS = ("", "s", "e", "en", "n", "er", "jes")
_SHORTEST_PART = 4
_MOST_KEPT = 50_000
_MOST_PARTS = 4
_MAY_BE_SPLIT = re.compile(r"[^\W\d_]{8,40}")
_SHORTEST_STEMMED = 4
_SHORTEST_CONJUGATED = 5
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
    """The words of `text`, in order, in small letters and without accents.

    >>> words("Zorgcoördinator: foto's, art. 3.48")
    ['zorgcoordinator', 'fotos', 'art', '3.48']
    """
    plain = text.casefold()
    if plain.isascii() and "'" not in plain and not _DECIMAL.search(plain):
        return plain.translate(_SPACES).split()  # most texts, and three times as fast
    if not plain.isascii():
        plain = _ACCENT.sub("", unicodedata.normalize("NFKD", plain)).translate(_APOSTROPHES)
    if "'" in plain:
        plain = _APOSTROPHE.sub("", plain)
    return _WORD.findall(plain)


@lru_cache(maxsize=10_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """What `word`, as `words` gives it, has in common with its other forms; never empty.

    >>> set(stems("jongetje", "nl")) & set(stems("jongens", "nl"))
    {'jong'}
    """
    if len(word) < _SHORTEST_STEMMED or not word.isalpha():
        return (word,)
    forms = [word]
    if language == "nl" and len(word) >= _SHORTEST_CONJUGATED and word[-1] in "dt":
        forms.append(word[:-1])  # dreigt, bedreigd: the stemmers leave what was conjugated
    found = {stem(form) for form in forms for stem in _stemmers()[language]}
    first = _stemmers()[language][0]
    while (further := first(min(found, key=len))) not in found and len(further) > 2:
        found.add(further)
    return tuple(sorted(found))


def all_stems(word: str) -> tuple[str, ...]:
    """The stems of a word of which the language is not known."""
    return tuple(dict.fromkeys(stem for code in LANGUAGES for stem in stems(word, code)))


def is_stopword(word: str) -> bool:
    return word in _STOPPED


class Compounds:
    """Takes compounds apart into words that are known by themselves."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = {word for word in known if len(word) >= _SHORTEST_PART and word.isalpha()}
        self._starts = {word[:_SHORTEST_PART] for word in self.known}
        self._parts: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that `word` is made of; empty when it is not a compound of known words."""
        found = self._parts.get(word)
        if found is None:
            found = self._split(word, _MOST_PARTS) if _MAY_BE_SPLIT.fullmatch(word) else ()
            if len(self._parts) < _MOST_KEPT:
                self._parts[word] = found
        return found

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        """The split with the longest first part of which the rest can be split or is known."""
        for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first = word[:end]
            if first not in self.known or first in _STOPPED:
                continue
            for joint in _JOINTS:
                rest = word[end + len(joint) :]
                if not word.startswith(joint, end) or len(rest) < _SHORTEST_PART:
                    continue
                if rest[:_SHORTEST_PART] not in self._starts:
                    continue
                if rest in self.known or not self.known.isdisjoint(stems(rest, "nl")):
                    return (first, rest)
                if most > 2 and (further := self._split(rest, most - 1)):
                    return (first, *further)
        return ()


def _stemmers() -> dict[str, tuple[Stem, ...]]:
    """One set a thread: a stemmer may not be used by two at once. `stems` remembers, not they."""
    if not hasattr(_local, "stemmers"):
        made = {"nl": ("dutch", "dutch_porter"), "en": ("english",)}
        _local.stemmers = {
            code: tuple(Stemmer.Stemmer(name, 0).stemWord for name in names)
            for code, names in made.items()
        }
    stemmers: dict[str, tuple[Stem, ...]] = _local.stemmers
    return stemmers


_STOPPED = frozenset(word for text in _STOPWORDS.values() for word in text.split())
