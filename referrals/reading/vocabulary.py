"""The words of phrases by number, and which of them a typed word is or may be. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from knowledge.search.analysis import stems
from referrals.reading.verbs import BASE_FORMS

NUMBER = "#"

_MIN_FUZZY = 6  # letters
_BUCKET = 2  # letters by which wildcards and misspelt words are looked up


@dataclass(frozen=True)
class Vocabulary:
    """Words as they stand in phrases, with stars, each with a number."""

    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _exact: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _stems: dict[str, dict[str, list[int]]] = field(default_factory=lambda: {"nl": {}, "en": {}})
    _starts: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    _ends: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    _fuzzy: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _like: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, word: str, language: str) -> int:
        """The number of a word of a phrase in `language`; without a language it is read exactly."""
        if (word, language) in self._numbers:
            return self._numbers[word, language]
        number = self._numbers[word, language] = len(self._numbers)
        if word.endswith("*"):
            self._starts[word[:_BUCKET]].append((word[:-1], number))
            if language:
                self._add_fuzzy(word[:-1], number)
        elif word.startswith("*"):
            self._ends[word[-_BUCKET:]].append((word[1:], number))
        else:
            self._exact[word].append(number)
            if language:
                self._add_forms(word, language, number)
        return number

    def _add_forms(self, word: str, language: str, number: int) -> None:
        for stem in _stems(word, language):
            self._stems[language].setdefault(stem, []).append(number)
        self._add_fuzzy(word, number)

    def _add_fuzzy(self, word: str, number: int) -> None:
        if len(word) >= _MIN_FUZZY and word.isalpha():
            self._fuzzy[word].append(number)
            for letters in _ends_of(word):
                self._like[letters].add(word)

    def numbers_of(self, word: str) -> set[int]:
        """The numbers of the words of phrases that `word` is, a form of, or a misspelling of."""
        numbers = set(self._exact.get(word, ()))
        if word.isdigit():
            return numbers.union(self._exact.get(NUMBER, ()))
        for language, known in self._stems.items():
            for stem in _stems(word, language):
                if stem in known:
                    numbers.update(known[stem])
        for start, number in self._starts.get(word[:_BUCKET], ()):
            if word.startswith(start):
                numbers.add(number)
        for end, number in self._ends.get(word[-_BUCKET:], ()):
            if word.endswith(end):
                numbers.add(number)
        return numbers or self._misspelled(word)

    def _misspelled(self, word: str) -> set[int]:
        """One error cannot be both in the first and in the last letters of a word."""
        if len(word) < _MIN_FUZZY - 1 or not word.isalpha():
            return set()
        first, last = _ends_of(word)
        others = self._like.get(first, set()) | self._like.get(last, set())
        near = [o for o in others if OSA.distance(word, o, score_cutoff=1) <= 1]
        return {number for other in near for number in self._fuzzy[other]}


def _ends_of(word: str) -> tuple[str, str]:
    return f"{word[:_BUCKET]}-", f"-{word[-_BUCKET:]}"


def _stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word; of an irregular form those of the form that counts as the same."""
    found = stems(word, language)
    base = BASE_FORMS[language].get(word)
    return (*found, *stems(base, language)) if base else found
