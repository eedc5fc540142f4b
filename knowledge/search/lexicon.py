"""Vocabulary of an index: stems, compound parts, and corrections of typing errors."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.search.analysis import CompoundSplitter, all_stems, stems, stems_once

_MAX_CACHED_FORMS = 20_000
_MAX_CORRECTIONS = 3
_MAX_COMPLETIONS = 6
_MIN_PREFIX = 3
_MIN_FUZZY = 4
_MAX_FUZZY_NAME = 16  # longer names are whole titles, not typed with a single error


class StemCache(dict[str, str]):
    """Cache: word to its stems in one language, as space-separated text for the index."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        self[word] = text = " ".join(stems(word, self.language))
        return text


class CompoundStemCache(dict[str, str]):
    """Cache: Dutch compound to the stems of its parts, space-separated; else an empty text."""

    def __init__(self, compounds: CompoundSplitter) -> None:
        super().__init__()
        self.compounds = compounds

    def __missing__(self, word: str) -> str:
        parts = self.compounds.parts(word)
        self[word] = text = " ".join(stem for part in parts for stem in stems(part, "nl"))
        return text


class Lexicon:
    """Vocabulary built from `counts`: word to its number of occurrences in the documents.

    `names` (numbers and names, each as one word) and `typed` (the words of synonyms) are known
    too, without other forms; not those of `hidden`, which are never offered: what visitors type may
    be the name of something that only professionals see. `ordinary` words are never corrected.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        names: Iterable[str],
        typed: Iterable[str],
        *,
        hidden: Iterable[str] = (),
        ordinary: Container[str] = (),
    ) -> None:
        self.counts = counts
        self.ordinary = ordinary
        self.others = frozenset(names).union(frozenset(typed).difference(hidden))
        self.compounds = CompoundSplitter(counts)
        self._forms: dict[str, frozenset[str]] = {}
        self._stems: set[str] = set()
        self._by_parts: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_first: dict[tuple[int, str], list[str]] = defaultdict(list)  # length and letter
        self._by_last: dict[tuple[int, str], list[str]] = defaultdict(list)
        short = {word for word in self.others if len(word) <= _MAX_FUZZY_NAME}
        self._sorted = sorted(short.union(counts))
        for word in self.counts:
            self._add(word)
        for word in self._sorted:
            if word.isalpha():
                self._by_first[len(word), word[0]].append(word)
                self._by_last[len(word), word[-1]].append(word)
        self._part_stems = frozenset(stem for pair in self._by_parts for stem in pair)

    def _add(self, word: str) -> None:
        self._stems.update(all_stems(word))
        parts = [stems(part, "nl") for part in self.compounds.parts(word)]
        for part_stems in parts:
            self._stems.update(part_stems)
        if len(parts) == 2:
            for pair in _pairs(*parts):
                self._by_parts[pair].append(word)

    def forms(self, word: str) -> frozenset[str]:
        """Stems of `word` and of its parts; cached, as highlighting asks for every word shown."""
        forms = self._forms.get(word)
        if forms is None:
            parts = (stem for part in self.compounds.parts(word) for stem in stems(part, "nl"))
            forms = frozenset((*all_stems(word), *parts))
            if len(self._forms) < _MAX_CACHED_FORMS:
                self._forms[word] = forms
        return forms

    def has(self, word: str) -> bool:
        return word in self.counts or word in self.others

    def knows(self, word: str) -> bool:
        """True when `word` or another form of it occurs in a document or a synonym.

        A word that shares a stem by chance counts as a typing error: vielig is no form of viel.
        """
        return self.has(word) or self._has_form_of(word, set(all_stems(word)))

    def knows_joined(self, word: str) -> bool:
        """As `knows`, for words that were typed apart: hardly ever a word, so not cached."""
        return self.has(word) or self._has_form_of(word, stems_once(word))

    def _has_form_of(self, word: str, own: set[str]) -> bool:
        if self._stems.isdisjoint(own):
            return False
        near = self._within_one(word) if len(word) > _MIN_FUZZY else []
        return not near or any(not own.isdisjoint(all_stems(other)) for other in near)

    def is_mistyped(self, word: str) -> bool:
        """True for a word that is neither ordinary nor known."""
        return word not in self.ordinary and not self.knows(word)

    def is_part(self, word: str) -> bool:
        """Whether `word` is one of the two words of a compound."""
        return not self._part_stems.isdisjoint(stems(word, "nl"))

    def compounds_of(self, first: str, second: str) -> list[str]:
        """Compounds of these two words: prostitutie, jongens -> jongensprostitutie."""
        pairs = _pairs(stems(first, "nl"), stems(second, "nl"))
        return list(dict.fromkeys(word for p in pairs for word in self._by_parts.get(p, ())))

    def completions(self, start: str) -> list[str]:
        """Words that begin with `start`, most frequent first."""
        if len(start) < _MIN_PREFIX:
            return []
        index = bisect_left(self._sorted, start)
        matches = []
        while index < len(self._sorted) and self._sorted[index].startswith(start):
            matches.append(self._sorted[index])
            index += 1
        return sorted(matches, key=lambda word: -self.counts.get(word, 0))[:_MAX_COMPLETIONS]

    def corrections(self, word: str) -> list[str]:
        """Words one typing error away from `word`, else two after the first letter; best first."""
        if not word.isalpha() or len(word) < _MIN_FUZZY:
            return []
        similar = self._within_one(word)
        if not similar and len(word) > 6:
            similar = _within(word, self._of_length(self._by_first, word, word[0], 2), 2)
        ranked = sorted(similar, key=lambda w: (w[0] != word[0], -self.counts.get(w, 0), w))
        return ranked[:_MAX_CORRECTIONS]

    def _within_one(self, word: str) -> list[str]:
        """Words one typing error away: it is in the first letter or the last, never in both."""
        first, last = word[0], word[-1]
        candidates = self._of_length(self._by_first, word, first, 1)
        others = self._of_length(self._by_last, word, last, 1)
        candidates += [other for other in others if other[0] != first]
        return _within(word, candidates, 1)

    @staticmethod
    def _of_length(
        words: Mapping[tuple[int, str], list[str]], word: str, letter: str, errors: int
    ) -> list[str]:
        """Those of `words` at `letter` that have about the length of `word`."""
        lengths = range(len(word) - errors, len(word) + errors + 1)
        return [other for length in lengths for other in words.get((length, letter), ())]


def _within(word: str, candidates: list[str], errors: int) -> list[str]:
    """Candidates within this edit distance (optimal string alignment)."""
    matches = extract(
        word, candidates, scorer=OSA.distance, processor=None, score_cutoff=errors, limit=None
    )
    return [match for match, _distance, _index in matches]


def _pairs(first: Iterable[str], second: Iterable[str]) -> list[tuple[str, str]]:
    return [(min(a, b), max(a, b)) for a in first for b in second]
