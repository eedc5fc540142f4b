"""Phrases of answers and cues: their notation, and finding them in a sentence. Pure.

One phrase is a line: words in this order, with at most two other words between neighbours.
`a / b` are alternatives; `a / b + c` needs one of the first and the last, anywhere. `prostitu*`
and `*foto` stand for any letters, `#` for a number. `politie:` only opens a sentence, with a colon
or comma after it or after the next word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.search.analysis import stems
from referrals.reading.tokens import Sentence, tokenize
from referrals.reading.wording import is_over, is_quoted, is_unsure

MOST_WORDS = 12
"""Words in one alternative of a phrase."""

_GAP = 2  # other words between neighbours
_MIN_FUZZY = 6  # letters
_BUCKET = 2  # letters by which wildcards are looked up
_NUMBER = "#"


class PhraseError(ValueError):
    """The line is no phrase; the message says why."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words of a phrase in order; `opens`: only in a short first clause."""

    words: tuple[str, ...]
    opens: bool = False


Part = tuple[Alternative, ...]


@lru_cache(maxsize=20_000)
def parse_line(line: str) -> tuple[Part, ...]:
    """The parts of a phrase, all of which a sentence must have. Raises PhraseError."""
    return tuple(tuple(_alternative(text) for text in part.split("/")) for part in line.split("+"))


def lines_of(text: str) -> list[str]:
    """The phrases in a field: its lines that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def normalised(line: str) -> str:
    """A line as it is compared with others. Raises PhraseError."""
    return " + ".join(
        " / ".join(sorted(" ".join(one.words) + ":" * one.opens for one in part))
        for part in parse_line(line)
    )


def _alternative(text: str) -> Alternative:
    text = text.strip()
    opens = text.endswith(":")
    found = tuple(word for piece in text.rstrip(":").split() for word in _pattern_words(piece))
    if not found:
        raise PhraseError("a part of the phrase is empty")
    if len(found) > MOST_WORDS:
        raise PhraseError(f"a phrase has at most {MOST_WORDS} words")
    return Alternative(found, opens)


def _pattern_words(piece: str) -> list[str]:
    if piece == _NUMBER:
        return [_NUMBER]
    before, after = "*" * piece.startswith("*"), "*" * piece.endswith("*")
    plain = [token.word for token in tokenize(piece).tokens]
    if not plain:
        raise PhraseError(f"'{piece}' is no word")
    if before and after:
        raise PhraseError(f"'{piece}' has a star on both sides")
    plain[0] = before + plain[0]
    plain[-1] += after
    return plain


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase in a sentence: to what it belongs, and the places of its words, in order.

    `unsure`: supposed, asked, quoted or denied from afar; it may mean it.
    """

    owner: object
    places: tuple[int, ...]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of one language, and to what it belongs.

    `exact`: no other forms of its words, no typing errors. `present`: not in a clause that speaks
    of the past. `deniable`: not found where it is denied; who it is about is never denied.
    """

    owner: object
    line: str
    language: str
    exact: bool = False
    present: bool = False
    deniable: bool = True


@dataclass(frozen=True, slots=True)
class _Sequence:
    """An alternative of a part of a phrase, by the numbers of its words."""

    phrase: int
    part: int
    words: tuple[int, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a part of a phrase was found."""

    places: tuple[int, ...]
    unsure: bool


@dataclass(frozen=True)
class PhraseBook:
    """Phrases prepared for finding them in many sentences; immutable after `of`, thread-safe."""

    phrases: tuple[Phrase, ...]
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _parts: list[int] = field(default_factory=list)  # by phrase, how many parts it has
    _exact: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _stems: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _starts: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    _ends: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    _fuzzy: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_first: dict[int, list[_Sequence]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> PhraseBook:
        """Prepare `phrases`; lines that are no phrase are left out."""
        book = cls(tuple(phrases))
        for number, phrase in enumerate(book.phrases):
            book._add(number, phrase)
        return book

    def _add(self, number: int, phrase: Phrase) -> None:
        try:
            parts = parse_line(phrase.line)
        except PhraseError:
            parts = ()
        self._parts.append(len(parts))
        for place, part in enumerate(parts):
            for one in part:
                ids = tuple(self._number(word, phrase) for word in one.words)
                self._by_first[ids[0]].append(_Sequence(number, place, ids, one.opens))

    def _number(self, word: str, phrase: Phrase) -> int:
        """The number of a word in this sort of phrase; prepared when it is new."""
        language = "" if phrase.exact else phrase.language
        if (word, language) in self._numbers:
            return self._numbers[word, language]
        number = self._numbers[word, language] = len(self._numbers)
        if word.endswith("*"):
            self._starts[word[:_BUCKET]].append((word[:-1], number))
        elif word.startswith("*"):
            self._ends[word[-_BUCKET:]].append((word[1:], number))
        else:
            self._exact[word].append(number)
            if language:
                for stem in stems(word, language):
                    self._stems[language, stem].append(number)
                if len(word) >= _MIN_FUZZY and word.isalpha():
                    self._fuzzy[word].append(number)
        return number

    def find(self, sentence: Sentence) -> Iterator[Match]:
        """Every phrase that the sentence has and does not deny, once."""
        places = self._places(sentence)
        found: dict[int, dict[int, _Found]] = defaultdict(dict)
        for first in places:
            for sequence in self._by_first.get(first, ()):
                known = found[sequence.phrase].get(sequence.part)
                if known and not known.unsure:
                    continue
                match = self._match(sequence, places, sentence)
                if match:
                    found[sequence.phrase][sequence.part] = match
        for number, parts in found.items():
            if parts and len(parts) == self._parts[number]:
                every = sorted({place for part in parts.values() for place in part.places})
                unsure = any(part.unsure for part in parts.values())
                yield Match(self.phrases[number].owner, tuple(every), unsure)

    def _places(self, sentence: Sentence) -> dict[int, list[int]]:
        """By number of a word, where the sentence has it."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, token in enumerate(sentence.tokens):
            for number in self._numbers_of(token.word):
                places[number].append(place)
        return places

    def _numbers_of(self, word: str) -> set[int]:
        """The numbers of the words of phrases that `word` is, a form of, or a misspelling of."""
        numbers = set(self._exact.get(word, ()))
        if word.isdigit():
            return numbers.union(self._exact.get(_NUMBER, ()))
        for language in ("nl", "en"):
            for stem in stems(word, language):
                numbers.update(self._stems.get((language, stem), ()))
        starts, ends = self._starts.get(word[:_BUCKET], ()), self._ends.get(word[-_BUCKET:], ())
        numbers.update(number for start, number in starts if word.startswith(start))
        numbers.update(number for end, number in ends if word.endswith(end))
        return numbers or self._misspelled(word)

    def _misspelled(self, word: str) -> set[int]:
        if len(word) < _MIN_FUZZY - 1 or not word.isalpha():
            return set()
        near = extract(
            word,
            self._fuzzy.keys(),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=1,
            limit=None,
        )
        return {number for other, _distance, _key in near for number in self._fuzzy[other]}

    def _match(
        self, sequence: _Sequence, places: dict[int, list[int]], sentence: Sentence
    ) -> _Found | None:
        """Where the sentence has these words and does not deny them; surely, if it can be."""
        if any(word not in places for word in sequence.words):
            return None
        phrase = self.phrases[sequence.phrase]
        possible = None
        for start in places[sequence.words[0]]:
            match = _following(sequence.words, start, places)
            if not match or (phrase.deniable and sentence.is_negated(match)):
                continue
            if sequence.opens and not sentence.is_opening(match):
                continue
            if phrase.present and sentence.is_past(match):
                continue
            possible = _Found(match, _is_unsure(phrase, sentence, match))
            if not possible.unsure:
                break
        return possible


def _is_unsure(phrase: Phrase, sentence: Sentence, places: Sequence[int]) -> bool:
    if is_unsure(sentence, places):
        return True
    return is_over(sentence, places) if phrase.present else is_quoted(sentence, places)


def _following(
    ids: Sequence[int], start: int, places: dict[int, list[int]]
) -> tuple[int, ...] | None:
    """Places of the words in order from `start`, each close enough to the one before."""
    match = [start]
    for number in ids[1:]:
        limit = match[-1] + 1 + _GAP
        following = next((p for p in places[number] if match[-1] < p <= limit), None)
        if following is None:
            return None
        match.append(following)
    return tuple(match)
