"""Match typed text with names of places: exactly one, several, or none. No Django.

An exact name precedes similar ones. A similar name is never accepted as such: it is a
suggestion or a choice, and the visitor decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

MAX_LENGTH = 100  # characters; no place name is longer
MAX_CHOICES = 8
_MIN_PREFIX = 3  # letters of a prefix that is recognized
_PREFIX_DISTANCE = 1  # a prefix counts as one typing error
_ABBREVIATIONS = (
    (re.compile(r"^gem(eente|\.)? +"), ""),
    (re.compile(r"\ba ?/ ?d\b"), "aan den"),
    (re.compile(r"\bst\b\.?(?=[ -])"), "sint"),
)
_IN_BRACKETS = re.compile(r"\([^)]*\)?")


class Certainty(Enum):
    EXACT = "exact"  # one place has this name
    CHOICE = "choice"  # several have this name or a similar one
    SUGGESTION = "suggestion"  # one place has a similar name, no other comes near
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Slugs of the places that a text may mean, best match first.

    `is_name`: the text is a name of each of them, not merely similar.
    """

    slugs: tuple[str, ...] = ()
    is_name: bool = False

    @property
    def certainty(self) -> Certainty:
        return certainty(len(self.slugs), self.is_name)


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Index of place names: normalized name to the slugs it stands for."""

    slugs: dict[str, frozenset[str]]

    @classmethod
    def from_pairs(cls, names: Iterable[tuple[str, str]]) -> PlaceNames:
        """From pairs of name and slug. Parts in brackets are optional."""
        slugs: dict[str, set[str]] = defaultdict(set)
        for name, slug in names:
            for key in {normalize(name), normalize(_IN_BRACKETS.sub(" ", name))} - {""}:
                slugs[key].add(slug)
        return cls({key: frozenset(of_name) for key, of_name in slugs.items()})

    def find(self, text: str) -> PlaceMatch:
        """Match any text."""
        text = text.strip()
        if not text or len(text) > MAX_LENGTH:
            return PlaceMatch()
        for key in (normalize(text), normalize(_IN_BRACKETS.sub(" ", text))):
            if key in self.slugs:
                return PlaceMatch(tuple(sorted(self.slugs[key])), is_name=True)
        return self._similar(normalize(text))

    def _similar(self, key: str) -> PlaceMatch:
        """Places with a name similar to `key`: within the allowed errors, or starting with it."""
        distances: dict[str, int] = {}
        for name, distance in self._near(key):
            for slug in self.slugs[name]:
                distances[slug] = min(distance, distances.get(slug, distance))
        ranked = sorted(distances, key=lambda slug: (distances[slug], slug))
        if len(ranked) > 1 and distances[ranked[1]] - distances[ranked[0]] > 1:
            ranked = ranked[:1]
        return PlaceMatch(tuple(ranked[:MAX_CHOICES]))

    def _near(self, key: str) -> list[tuple[str, int]]:
        """Names similar to `key`, with their edit distance."""
        allowed = _errors_allowed(key)
        names: list[tuple[str, int]] = []
        if allowed:
            nearest = extract(
                key,
                self.slugs.keys(),
                scorer=OSA.distance,
                processor=None,
                score_cutoff=allowed,
                limit=None,
            )
            names = [(name, int(distance)) for name, distance, _index in nearest]
        if len(key) >= _MIN_PREFIX:
            names += [(name, _PREFIX_DISTANCE) for name in self.slugs if name.startswith(key)]
        return names


def certainty(count: int, is_name: bool) -> Certainty:
    """Certainty of a text with `count` possible meanings."""
    if count == 0:
        return Certainty.NOTHING
    if count > 1:
        return Certainty.CHOICE
    return Certainty.EXACT if is_name else Certainty.SUGGESTION


def normalize(text: str) -> str:
    """Lower-case letters and digits of `text` without accents, abbreviations expanded.

    >>> normalize("'s-Hertogenbosch"), normalize("Súdwest-Fryslân"), normalize("Bergen (NH.)")
    ('shertogenbosch', 'sudwestfryslan', 'bergennh')
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
    for pattern, expansion in _ABBREVIATIONS:
        plain = pattern.sub(expansion, plain)
    return "".join(letter for letter in plain if letter.isalnum())


def _errors_allowed(key: str) -> int:
    """Typing errors allowed: none in a very short name, where any error gives another name."""
    return 0 if len(key) < 4 else 1 if len(key) < 6 else 2
