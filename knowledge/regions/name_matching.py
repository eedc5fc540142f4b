"""Match typed text with names of places: exactly one, several, or none. No Django.

An exact name precedes similar ones. A similar name is never accepted as such: it is a
suggestion or a choice, and the visitor decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

MAX_LENGTH = 100  # characters; no place name is longer
MAX_CHOICES = 8
_MIN_PREFIX = 3  # letters of a prefix that is recognized
_PREFIX_DISTANCE = 1  # a prefix counts as one typing error
_ABBREVIATIONS = (
    (re.compile(r"^gem(eente|\.)? +"), ""),
    (re.compile(r"\ba ?([/.]) ?d\b\.?"), "aan de"),
    (re.compile(r"\baan den\b"), "aan de"),
    (re.compile(r"\bst\b\.?(?=[ -])"), "sint"),
)
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_ARTICLE = re.compile(r"^\W*(?:s|t|de|den|het|the)(?:\W+)(?=\w)")


class Certainty(Enum):
    EXACT = "exact"  # one place has this name
    CHOICE = "choice"  # several have this name or a similar one
    SUGGESTION = "suggestion"  # one place has a similar name, no other comes near
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may stand for: a municipality by its `slug`, or an `area` abroad by its key.

    With neither: a place of which the municipality is not known.
    """

    name: str
    slug: str = ""
    area: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Equal for two names of one municipality or area."""
        known = self.slug or self.area
        return (self.slug, self.area) if known else ("", self.name)

    @property
    def is_known(self) -> bool:
        return bool(self.slug or self.area)


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Places that a text may mean, best match first.

    `is_name`: the text is a name of each of them, not merely similar. `has_others`: it is also
    the name of places of which the municipality is not known.
    """

    meanings: tuple[Meaning, ...] = ()
    is_name: bool = False
    has_others: bool = False

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(meaning.slug for meaning in self.meanings if meaning.slug)

    @property
    def certainty(self) -> Certainty:
        return certainty(len(self.meanings), is_name=self.is_name, has_others=self.has_others)


_Index = dict[str, tuple[Meaning, ...]]


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Index of place names: normalized name to what it may stand for.

    `bare`: the same without a leading article ('s, de, den, the). `similar`: both, to find names
    like a text; own names of municipalities come first when they were given first.
    """

    meanings: _Index
    bare: _Index = field(repr=False)
    similar: _Index = field(repr=False)

    @classmethod
    def from_pairs(cls, names: Iterable[tuple[str, str]]) -> PlaceNames:
        """From pairs of name and slug of a municipality."""
        return cls.of(Meaning(name, slug) for name, slug in names)

    @classmethod
    def of(cls, names: Iterable[Meaning]) -> PlaceNames:
        """Parts of a name in brackets are optional."""
        full: defaultdict[str, dict[tuple[str, str], Meaning]] = defaultdict(dict)
        bare: defaultdict[str, dict[tuple[str, str], Meaning]] = defaultdict(dict)
        for meaning in names:
            for key, bare_key in _keys(meaning.name):
                full[key].setdefault(meaning.place, meaning)
                bare[bare_key].setdefault(meaning.place, meaning)
        return cls(_frozen(full), _frozen(bare), _frozen({**full, **bare}))

    def find(self, text: str) -> PlaceMatch:
        """Match any text."""
        text = text.strip()
        if not text or len(text) > MAX_LENGTH:
            return PlaceMatch()
        for written in (text, _IN_BRACKETS.sub(" ", text)):
            if named := self.meanings.get(normalize(written), ()):
                return _named(named)
        if named := self._without_article(text):
            return _named(named)
        return self._similar(normalize(text))

    def _without_article(self, text: str) -> tuple[Meaning, ...]:
        """Places whose name is `text` but for an article, unless longer names start with it."""
        key = bare_key(text)
        named = self.bare.get(key, ())
        is_prefix = any(name != key and name.startswith(key) for name in self.bare)
        return () if is_prefix else named

    def _similar(self, key: str) -> PlaceMatch:
        """The places with the names most similar to `key`; one letter may have become eighteen."""
        if len(key) > MAX_LENGTH:
            return PlaceMatch()
        near = self._near(key)
        nearest = min((distance for _name, distance in near), default=0)
        found: dict[tuple[str, str], Meaning] = {}
        for name, distance in near:
            if distance == nearest:
                for meaning in self.similar[name]:
                    found.setdefault(meaning.place, meaning)
        return PlaceMatch(tuple(found.values())[:MAX_CHOICES])

    def _near(self, key: str) -> list[tuple[str, int]]:
        """Names within the allowed errors of `key`, or starting with it, with their distance."""
        names: list[tuple[str, int]] = []
        if allowed := _errors_allowed(key):
            nearest = extract(
                key,
                self.similar.keys(),
                scorer=OSA.distance,
                processor=None,
                score_cutoff=allowed,
                limit=None,
            )
            names = [
                (name, max(int(distance), _PREFIX_DISTANCE))  # 0: the name without its article
                for name, distance, _index in nearest
                if distance <= _errors_allowed(name)
            ]
        if len(key) >= _MIN_PREFIX:
            names += [(name, _PREFIX_DISTANCE) for name in self.similar if name.startswith(key)]
        return names


def certainty(count: int, *, is_name: bool, has_others: bool = False) -> Certainty:
    """Certainty of a text with `count` possible meanings that are known."""
    if count > 1 or has_others:
        return Certainty.CHOICE
    if count == 0:
        return Certainty.NOTHING
    return Certainty.EXACT if is_name else Certainty.SUGGESTION


def normalize(text: str) -> str:
    """Lower-case letters and digits of `text` without accents, abbreviations expanded; ij is y.

    >>> normalize("'s-Hertogenbosch"), normalize("Súdwest-Fryslân"), normalize("IJmuiden (NH.)")
    ('shertogenbosch', 'sudwestfryslan', 'ymuidennh')
    """
    return _letters(_plain(text))


def bare_key(text: str) -> str:
    """`normalize` without a leading article.

    >>> bare_key("'s-Gravenhage"), bare_key("Den Haag")
    ('gravenhage', 'haag')
    """
    return _letters(_ARTICLE.sub("", _plain(text)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
    for pattern, expansion in _ABBREVIATIONS:
        plain = pattern.sub(expansion, plain)
    return plain


def _letters(plain: str) -> str:
    return "".join(letter for letter in plain if letter.isalnum()).replace("ij", "y")


@lru_cache(maxsize=8192)  # of stored names, never of what a visitor types
def _keys(name: str) -> frozenset[tuple[str, str]]:
    """The normalized writings of a name, each with the one without its article."""
    written = {name, _IN_BRACKETS.sub(" ", name)}
    keys = frozenset((normalize(text), bare_key(text)) for text in written)
    return frozenset(pair for pair in keys if all(pair))


def _frozen(index: dict[str, dict[tuple[str, str], Meaning]]) -> _Index:
    return {
        key: tuple(sorted(of_name.values(), key=lambda meaning: meaning.place))
        for key, of_name in index.items()
    }


def _named(meanings: tuple[Meaning, ...]) -> PlaceMatch:
    known = tuple(meaning for meaning in meanings if meaning.is_known)
    return PlaceMatch(known, is_name=True, has_others=len(known) < len(meanings))


def _errors_allowed(key: str) -> int:
    """Typing errors allowed: none in a very short name, where any error gives another name."""
    return 0 if len(key) < 4 else 1 if len(key) < 6 else 2
