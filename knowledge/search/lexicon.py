"""The words of an index: their stems and parts, and what somebody meant who mistyped one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.search.analysis import Compounds, all_stems, stems

_MOST_FORMS = 20_000
_MOST_LIKE = 3
_MOST_BEGUN = 6
_SHORTEST_START = 3
_SHORTEST_FUZZY = 4
_LONGEST_NAME = 16  # longer ones are whole titles: nobody types those with one error


class Stemmed(dict[str, str]):
    """The stems of each word of one language, as text that is ready to be indexed."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        self[word] = found = " ".join(stems(word, self.language))
        return found


class Parted(dict[str, str]):
    """The stems of the parts of each Dutch compound; empty for other words."""

    def __init__(self, compounds: Compounds) -> None:
        super().__init__()
        self.compounds = compounds

    def __missing__(self, word: str) -> str:
        parts = self.compounds.parts(word)
        self[word] = found = " ".join(stem for part in parts for stem in stems(part, "nl"))
        return found


class Lexicon:
    """`counts` says how often each word stands in the documents. `names` are numbers and names
    as one word, `typed` the words of synonyms: they are known too, but have no other forms.
    """

    def __init__(
        self, counts: Mapping[str, int], names: Iterable[str], typed: Iterable[str]
    ) -> None:
        self.counts = counts
        self.others = frozenset(names).union(typed)
        self.compounds = Compounds(counts)
        self._forms: dict[str, frozenset[str]] = {}
        self._stems: set[str] = set()
        self._by_parts: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        short = {word for word in self.others if len(word) <= _LONGEST_NAME}
        self._sorted = sorted(short.union(counts))
        for word in self.counts:
            self._add(word)
        for word in self._sorted:
            if word.isalpha():
                self._by_length[len(word)].append(word)

    def _add(self, word: str) -> None:
        self._stems.update(all_stems(word))
        parts = [stems(part, "nl") for part in self.compounds.parts(word)]
        for found in parts:
            self._stems.update(found)
        if len(parts) == 2:
            for pair in _pairs(*parts):
                self._by_parts[pair].append(word)

    def forms(self, word: str) -> frozenset[str]:
        """The stems of `word` and of its parts. Kept: every text that is shown is read by word."""
        found = self._forms.get(word)
        if found is None:
            parts = (stem for part in self.compounds.parts(word) for stem in stems(part, "nl"))
            found = frozenset((*all_stems(word), *parts))
            if len(self._forms) < _MOST_FORMS:
                self._forms[word] = found
        return found

    def has(self, word: str) -> bool:
        return word in self.counts or word in self.others

    def knows(self, word: str) -> bool:
        """Whether `word`, or another form of it, stands in a document or is a search word.

        What only shares a stem by chance is a typing error: vielig is no form of viel.
        """
        if self.has(word):
            return True
        own = set(all_stems(word))
        if self._stems.isdisjoint(own):
            return False
        near = self._within(word, 1) if len(word) > _SHORTEST_FUZZY else []
        return not near or any(own & set(all_stems(one)) for one in near)

    def made_of(self, one: str, other: str) -> list[str]:
        """Compounds of these two words: jongensprostitutie of prostitutie and jongens."""
        pairs = _pairs(stems(one, "nl"), stems(other, "nl"))
        return list(dict.fromkeys(word for p in pairs for word in self._by_parts.get(p, ())))

    def begun(self, start: str) -> list[str]:
        """Words that begin with `start`, the most used first."""
        if len(start) < _SHORTEST_START:
            return []
        place = bisect_left(self._sorted, start)
        found = []
        while place < len(self._sorted) and self._sorted[place].startswith(start):
            found.append(self._sorted[place])
            place += 1
        return sorted(found, key=lambda word: -self.counts.get(word, 0))[:_MOST_BEGUN]

    def like(self, word: str) -> list[str]:
        """Words that are one or two typing errors away from `word`, the nearest first."""
        if not word.isalpha() or len(word) < _SHORTEST_FUZZY:
            return []
        found = self._within(word, 1)
        if not found and len(word) > 6:
            found = self._within(word, 2)
        ranked = sorted(found, key=lambda one: (one[0] != word[0], -self.counts.get(one, 0), one))
        return ranked[:_MOST_LIKE]

    def _within(self, word: str, errors: int) -> list[str]:
        lengths = range(len(word) - errors, len(word) + errors + 1)
        near = [one for length in lengths for one in self._by_length.get(length, ())]
        found = extract(
            word, near, scorer=OSA.distance, processor=None, score_cutoff=errors, limit=None
        )
        return [one for one, _distance, _place in found]


def _pairs(one: Iterable[str], other: Iterable[str]) -> list[tuple[str, str]]:
    return [(min(a, b), max(a, b)) for a in one for b in other]
