"""Parse typed text into terms. Text is only ever words, never an operator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise

from knowledge.search.analysis import all_stems, is_stopword, shortest_stem, words
from knowledge.search.documents import LAW
from knowledge.search.lexicon import Lexicon
from knowledge.values.phones import dialled, searched_phone

ANYONE = "*"
"""Audience slug of documents for everyone."""

LONGEST = 200
"""Characters of a query that are parsed; the rest is ignored."""

LONGEST_JOINED = 4
"""Fragments in which one word or name may be typed."""

_NUMBER_RUN = re.compile(r"(?:[+＋]|\b)[(]?\d(?:[^\w,;:]*\d)+\b")
_MAX_WORDS = 12
_MAX_SYNONYM_WORDS = 8
_MIN_COMPLETED = 5  # letters of a prefix that is completed to a whole word
_AGE = re.compile(r"[1-9]?[0-9]")
_UNITS = {"jaar", "jaren", "jarig", "jarige", "jr", "maand", "maanden"} | {
    "year", "years", "yr", "month", "months",
}  # fmt: skip
_BEFORE_A_NUMBER = {"art", "artikel", "wetsartikel", "lid", "sub", "article", "section"}
_SYNONYM, _PARTS, _ONLY_PARTS, _SIMILAR, _COMPLETION = 0.75, 0.6, 0.9, 0.6, 0.5

Phrase = tuple[str, ...]
SynonymMap = Mapping[Phrase, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class SearchText:
    """Text as typed. `unfinished`: its last word may be a prefix.

    `ignored`: words of the text, as `words` yields them, that are not searched, because they stand
    in too many entries (man, jongen) or are no text (an age).
    """

    text: str
    unfinished: bool = False
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Limits on the results; empty and None do not limit.

    `situation`: what was typed describes a case, so desks and outcomes come first (see `Tier`).
    """

    source: str = ""
    audience: str = ""
    age: int | None = None
    regions: Sequence[str] = ()
    restricted: bool = False  # include restricted entries
    situation: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One element of a query: alternative phrases, each with its share of the score.

    `source`: the only source in which it is searched; everywhere when empty.
    """

    variants: tuple[tuple[Phrase, float], ...]
    source: str = ""


@dataclass(frozen=True)
class ParsedQuery:
    """A parsed query. `correction` is the text without typing errors; None without any.

    `known_words` are the typed or corrected words that occur in our own texts.
    """

    terms: tuple[Term, ...] = ()
    correction: str | None = None
    known_words: tuple[str, ...] = ()

    @cached_property
    def highlighted(self) -> frozenset[str]:
        """Words and stems that are highlighted in a result."""
        all_words = {
            word for term in self.terms for phrase, _share in term.variants for word in phrase
        }
        return frozenset(all_words).union(*(all_stems(word) for word in all_words))


@dataclass
class _Parser:
    """Collects the terms of one query, its known words and its corrections."""

    lexicon: Lexicon
    synonyms: SynonymMap
    terms: list[Term] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)

    def add_word(self, word: str, *, unfinished: bool) -> None:
        lexicon = self.lexicon
        variants: list[tuple[Phrase, float]] = [((word,), 1.0)]
        if parts := lexicon.compounds.parts(word):
            variants.append((parts, _PARTS if lexicon.has(word) else _ONLY_PARTS))
        if unfinished:
            variants += [
                ((other,), _COMPLETION) for other in lexicon.completions(word) if other != word
            ]
        if lexicon.has(word):
            self.known.append(word)
        elif not parts and not self._meant(word) and lexicon.is_mistyped(word):
            similar = self._similar(word)
            variants += [((other,), _SIMILAR) for other in similar if not is_stopword(other)]
        for form in (word, self.corrected.get(word, "")):
            variants += [(meant, _SYNONYM) for meant in self._meant(form)]
        self.terms.append(Term(tuple(variants)))

    def _meant(self, word: str) -> tuple[Phrase, ...]:
        return self.synonyms.get(stem_key((word,)), ())

    def add_age(self, word: str) -> None:
        """An age is no text, except in the law: jongen 13 asks for no figure of 13 years."""
        if word.isdigit():
            self.terms.append(Term((((word,), 1.0),), LAW))

    def _similar(self, word: str) -> list[str]:
        similar = self.lexicon.corrections(word)
        if not similar and len(word) >= _MIN_COMPLETED:
            similar = self.lexicon.completions(word)
        if similar:
            self.corrected[word] = similar[0]
            self.known.append(similar[0])
        return similar

    def add_phrases(self, typed: Sequence[str], wholes: Mapping[str, int]) -> None:
        """Add synonyms of several words, the `wholes` typed in fragments, and compounds of two
        words.
        """
        key = stem_key(typed)
        for start in range(len(typed)):
            for end in range(start + 2, min(start + _MAX_SYNONYM_WORDS, len(typed)) + 1):
                if meant := self.synonyms.get(key[start:end], ()):
                    self.terms.append(Term(tuple((phrase, 1.0) for phrase in meant)))
        for whole, count in wholes.items():
            is_code = not whole.isalpha() and not whole.isdigit()  # 273f: nothing else is meant
            self.terms.append(Term((((whole,), 1.0 if is_code else count / len(typed)),)))
        content_words = [word for word in dict.fromkeys(typed) if not is_stopword(word)]
        parts = filter(self.lexicon.is_part, content_words[:_MAX_WORDS])
        for pair in combinations(parts, 2):
            if compounds := self.lexicon.compounds_of(*pair):
                self.terms.append(Term(tuple(((word,), 1.0) for word in compounds)))


def parse(text: SearchText, lexicon: Lexicon, synonyms: SynonymMap) -> ParsedQuery:
    typed = words(with_numbers(text, lexicon))
    searched, content_words = _searched(typed, text.ignored)
    years = ages(searched)
    if years.issuperset(content_words):
        years = frozenset()
    wholes = rejoined(searched, lexicon)
    fragments = _fragments(searched, wholes, lexicon)
    parser = _Parser(lexicon, synonyms)
    for word in list(dict.fromkeys(content_words))[:_MAX_WORDS]:
        if word in fragments:
            continue  # part of a known word that was typed in fragments
        if word in years:
            parser.add_age(word)
        else:
            parser.add_word(word, unfinished=text.unfinished and word == typed[-1])
    parser.add_phrases(searched, wholes)
    corrected = [parser.corrected.get(word, word) for word in typed]
    known = tuple(dict.fromkeys(word for word in parser.known if not is_stopword(word)))
    return ParsedQuery(
        tuple(parser.terms), " ".join(corrected) if corrected != typed else None, known
    )


def _searched(typed: list[str], ignored: frozenset[str]) -> tuple[list[str], list[str]]:
    """The words that are not ignored, and those of them with a meaning; all when none remain."""
    left = [word for word in typed if word not in ignored]
    content = [word for word in left if not is_stopword(word)]
    if content:
        return left, content
    return typed, [word for word in typed if not is_stopword(word)] or typed


def ages(typed: Sequence[str]) -> frozenset[str]:
    """Numbers that can be an age, with the unit that follows them.

    >>> sorted(ages(["jongen", "13", "jaar", "artikel", "9"]))
    ['13', 'jaar']
    """
    found: set[str] = set()
    for before, word in pairwise(("", *typed)):
        is_number = _AGE.fullmatch(word) and before not in _BEFORE_A_NUMBER
        if is_number or (before in found and word in _UNITS):
            found.add(word)
    return frozenset(found)


def with_numbers(text: SearchText, lexicon: Lexicon) -> str:
    """The text with each known phone number as one word, however it was written.

    The number at the end may be unfinished.
    """

    def as_dialled(run: re.Match[str]) -> str:
        number = dialled(searched_phone(run[0]))
        unfinished = text.unfinished and not run.string[run.end() :].strip()
        known = lexicon.has(number) or (unfinished and lexicon.completions(number))
        return f" {number} " if known else run[0]

    return _NUMBER_RUN.sub(as_dialled, text.text[:LONGEST])


def stem_key(phrase: Iterable[str]) -> Phrase:
    """A phrase with each word replaced by its shortest stem: equal for other forms of it."""
    return tuple(map(shortest_stem, phrase))


def rejoined(typed: Sequence[str], lexicon: Lexicon) -> dict[str, int]:
    """Words of our texts that were typed in fragments, with the number of fragments."""
    counts = {}
    for start in range(len(typed)):
        for end in range(start + 2, min(start + LONGEST_JOINED, len(typed)) + 1):
            whole = "".join(typed[start:end])
            if lexicon.has(whole) or (len(whole) > 6 and lexicon.knows_joined(whole)):
                counts[whole] = end - start
    return counts


def _fragments(typed: Sequence[str], wholes: Iterable[str], lexicon: Lexicon) -> set[str]:
    """Words that only mean something together: of a number, or unknown on their own."""
    return {
        word
        for word in typed
        for whole in wholes
        if word in whole and (not whole.isalpha() or not lexicon.knows(word))
    }
