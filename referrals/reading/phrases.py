"""Phrases of answers and cues: their notation, and finding them in a sentence. Pure.

One phrase is a line: words in this order, with at most two other words between neighbours.
`a / b` are alternatives; `a / b + c` needs one of the first and the last, anywhere. `prostitu*`
and `*foto` stand for any letters, `#` for a number. `politie:` only opens a sentence, with a colon
or comma after it or after the next word. A Dutch line that opens with its verb ("komt hem halen")
is also found with the verb at the end, as after "dat"; that is unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from operator import attrgetter

from referrals.reading.tokens import Sentence, tokenize
from referrals.reading.verbs import FINITE
from referrals.reading.vocabulary import NUMBER, Vocabulary
from referrals.reading.wording import is_over, is_quoted, is_unsure

MOST_WORDS = 12
"""Words in one alternative of a phrase."""

_GAP = 2  # other words between neighbours


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
    if piece == NUMBER:
        return [NUMBER]
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

    order: int
    phrase: int
    part: int
    words: tuple[int, ...]
    opens: bool
    turned: bool = False  # with its verb at the end


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a part of a phrase was found."""

    places: tuple[int, ...]
    unsure: bool


@dataclass(frozen=True)
class PhraseBook:
    """Phrases prepared for finding them in many sentences; immutable after `of`, thread-safe."""

    phrases: tuple[Phrase, ...]
    _vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _parts: list[int] = field(default_factory=list)  # by phrase, how many parts it has
    _of_one: dict[int, list[_Sequence]] = field(default_factory=lambda: defaultdict(list))
    _by_two: dict[int, dict[int, list[_Sequence]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )  # by the first and the second word

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> PhraseBook:
        """Prepare `phrases`; lines that are no phrase are left out."""
        book = cls(tuple(phrases))
        orders = count()
        for number, phrase in enumerate(book.phrases):
            book._add(number, phrase, orders)
        return book

    def _add(self, number: int, phrase: Phrase, orders: Iterator[int]) -> None:
        try:
            parts = parse_line(phrase.line)
        except PhraseError:
            parts = ()
        self._parts.append(len(parts))
        language = "" if phrase.exact else phrase.language
        for place, part in enumerate(parts):
            for one in part:
                ids = tuple(self._vocabulary.add(word, language) for word in one.words)
                self._index(_Sequence(next(orders), number, place, ids, one.opens))
                if phrase.language == "nl" and len(ids) > 1 and one.words[0] in FINITE:
                    ids = (*ids[1:], ids[0])
                    self._index(_Sequence(next(orders), number, place, ids, one.opens, turned=True))

    def _index(self, sequence: _Sequence) -> None:
        first, *further = sequence.words
        known = self._by_two[first][further[0]] if further else self._of_one[first]
        known.append(sequence)

    def find(self, sentence: Sentence) -> Iterator[Match]:
        """Every phrase that the sentence has and does not deny, once."""
        places = self._places(sentence)
        finder = _Finder(sentence, places)
        for number, sequences in self._possible(places).items():
            if len({one.part for one in sequences}) < self._parts[number]:
                continue
            phrase = self.phrases[number]
            found = finder.parts_of(phrase, sequences)
            if len(found) == self._parts[number]:
                every = sorted({place for part in found.values() for place in part.places})
                unsure = any(part.unsure for part in found.values())
                yield Match(phrase.owner, tuple(every), unsure)

    def _places(self, sentence: Sentence) -> dict[int, list[int]]:
        """By number of a word, where the sentence has it."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, token in enumerate(sentence.tokens):
            for number in self._vocabulary.numbers_of(token.word):
                places[number].append(place)
        return places

    def _possible(self, places: dict[int, list[int]]) -> dict[int, list[_Sequence]]:
        """By phrase, its alternatives that have all their words in the sentence, in any order."""
        possible: dict[int, list[_Sequence]] = defaultdict(list)
        present = places.keys()
        for first in places:
            listed = list(self._of_one.get(first, ()))
            by_second = self._by_two.get(first)
            if by_second:
                for second in by_second.keys() & present:
                    listed.extend(s for s in by_second[second] if present >= set(s.words))
                listed.sort(key=_order)
            for sequence in listed:
                possible[sequence.phrase].append(sequence)
        return possible


_order = attrgetter("order")


@dataclass(frozen=True, slots=True)
class _Finder:
    """A sentence, and where it has words of phrases."""

    sentence: Sentence
    places: dict[int, list[int]]
    _unsure: dict[tuple[int, int, bool], bool] = field(default_factory=dict)

    def parts_of(self, phrase: Phrase, sequences: Iterable[_Sequence]) -> dict[int, _Found]:
        """The parts of `phrase` that are found, surely if they can be."""
        found: dict[int, _Found] = {}
        for sequence in sequences:
            known = found.get(sequence.part)
            if known and not known.unsure:
                continue
            match = self._match(phrase, sequence)
            if match:
                found[sequence.part] = match
        return found

    def _match(self, phrase: Phrase, sequence: _Sequence) -> _Found | None:
        """Where the sentence has these words and does not deny them; surely, if it can be."""
        possible = None
        for start in self.places[sequence.words[0]]:
            match = _following(sequence.words, start, self.places)
            if not match or (phrase.deniable and self.sentence.is_negated(match)):
                continue
            if sequence.opens and not self.sentence.is_opening(match):
                continue
            past = phrase.present and self.sentence.is_past(match)
            if past and not self.sentence.is_recent(match):
                continue
            unsure = past or sequence.turned or self._is_unsure(match, phrase.present)
            possible = _Found(match, unsure)
            if not possible.unsure:
                break
        return possible

    def _is_unsure(self, places: Sequence[int], present: bool) -> bool:
        key = (places[0], places[-1], present)
        if key not in self._unsure:
            further = is_over if present else is_quoted
            sentence = self.sentence
            self._unsure[key] = is_unsure(sentence, places) or further(sentence, places)
        return self._unsure[key]


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
