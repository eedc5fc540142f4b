"""Which place somebody means: exactly one, a choice of several, or none. Knows no Django.

What is exactly a name goes before what is like one. What is only like a name is never taken
as meant: it is a suggestion, or a choice, and the visitor decides.
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

LONGEST = 100  # no name of a place is longer
MOST_CHOICES = 8
_SHORTEST_START = 3  # letters from which the beginning of a name is recognised
_UNFINISHED = 1  # a name of which only the beginning is there counts as one error
_ABBREVIATIONS = (
    (re.compile(r"^gem(eente|\.)? +"), ""),
    (re.compile(r"\ba ?/ ?d\b"), "aan den"),
    (re.compile(r"\bst\b\.?(?=[ -])"), "sint"),
)
_IN_BRACKETS = re.compile(r"\([^)]*\)?")


class Certainty(Enum):
    EXACT = "exact"  # one place has this name
    CHOICE = "choice"  # several have it, or several have a name like it
    SUGGESTION = "suggestion"  # one has a name like it, and no other comes near
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean: the slugs of the places, the likeliest first.

    `is_name` says that the text is a name of each of them, and not only like one.
    """

    slugs: tuple[str, ...] = ()
    is_name: bool = False

    @property
    def certainty(self) -> Certainty:
        return certainty(len(self.slugs), self.is_name)


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """All names by which places are known: each as a bare key, with the slugs it stands for."""

    slugs: dict[str, frozenset[str]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> PlaceNames:
        """From pairs of a name and a slug. A name in brackets is known without them too."""
        slugs: dict[str, set[str]] = defaultdict(set)
        for name, slug in names:
            for key in {bare(name), bare(_IN_BRACKETS.sub(" ", name))} - {""}:
                slugs[key].add(slug)
        return cls({key: frozenset(found) for key, found in slugs.items()})

    def find(self, text: str) -> Found:
        """Which place `text` means. Any text may come in."""
        text = text.strip()
        if not text or len(text) > LONGEST:
            return Found()
        for key in (bare(text), bare(_IN_BRACKETS.sub(" ", text))):
            if key in self.slugs:
                return Found(tuple(sorted(self.slugs[key])), is_name=True)
        return self._like(bare(text))

    def _like(self, key: str) -> Found:
        """Places with a name like `key`: a typing error away, or beginning with it."""
        distances: dict[str, int] = {}
        for name, distance in self._near(key):
            for slug in self.slugs[name]:
                distances[slug] = min(distance, distances.get(slug, distance))
        ranked = sorted(distances, key=lambda slug: (distances[slug], slug))
        if len(ranked) > 1 and distances[ranked[1]] - distances[ranked[0]] > 1:
            ranked = ranked[:1]
        return Found(tuple(ranked[:MOST_CHOICES]))

    def _near(self, key: str) -> list[tuple[str, int]]:
        """Names like `key`, and how many errors they are away from it."""
        allowed = _errors_allowed(key)
        found: list[tuple[str, int]] = []
        if allowed:
            nearest = extract(
                key,
                self.slugs.keys(),
                scorer=OSA.distance,
                processor=None,
                score_cutoff=allowed,
                limit=None,
            )
            found = [(name, int(distance)) for name, distance, _place in nearest]
        if len(key) >= _SHORTEST_START:
            found += [(name, _UNFINISHED) for name in self.slugs if name.startswith(key)]
        return found


def certainty(count: int, is_name: bool) -> Certainty:
    """How sure it is what a text means that has `count` meanings."""
    if count == 0:
        return Certainty.NOTHING
    if count > 1:
        return Certainty.CHOICE
    return Certainty.EXACT if is_name else Certainty.SUGGESTION


def bare(text: str) -> str:
    """`text` as it is compared: small letters and digits only, usual abbreviations written out.

    >>> bare("'s-Hertogenbosch"), bare("Súdwest-Fryslân"), bare("Bergen (NH.)")
    ('shertogenbosch', 'sudwestfryslan', 'bergennh')
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
    for pattern, written_out in _ABBREVIATIONS:
        plain = pattern.sub(written_out, plain)
    return "".join(letter for letter in plain if letter.isalnum())


def _errors_allowed(key: str) -> int:
    """One or two typing errors; in a very short name any error makes it another name."""
    return 0 if len(key) < 4 else 1 if len(key) < 6 else 2
