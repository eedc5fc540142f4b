"""Parse typed text into a tantivy query. Text is only ever words, never an operator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import tantivy
from tantivy import Occur, Query

from knowledge.search.analysis import all_stems, is_stopword, words
from knowledge.search.documents import EVERYWHERE
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
_PHONE_NUMBER = re.compile(r"[0-9]{7,}")
_NUMBER_SCORE = 30.0  # above what a few words can reach
_EXACT_WEIGHTS = {"name": 3.0, "title_word": 3.0, "text_word": 1.2}
_STEM_WEIGHTS = {"title_stem": 2.3, "text_stem": 0.9, "title_part": 1.7, "text_part": 0.55}
_SYNONYM, _PARTS, _ONLY_PARTS, _SIMILAR, _COMPLETION = 0.75, 0.6, 0.9, 0.6, 0.5
_TIE_BREAKER = 0.15  # share of the score that weaker matches of the same word add

Phrase = tuple[str, ...]
SynonymMap = Mapping[Phrase, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class SearchText:
    """Text as typed. `unfinished`: its last word may be a prefix."""

    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Limits on the results; empty and None do not limit."""

    source: str = ""
    audience: str = ""
    age: int | None = None
    regions: Sequence[str] = ()
    restricted: bool = False  # include restricted entries


@dataclass(frozen=True, slots=True)
class Term:
    """One element of a query: alternative phrases, each with its share of the score."""

    variants: tuple[tuple[Phrase, float], ...]


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
        elif not parts and not lexicon.knows(word):
            similar = self._similar(word)
            variants += [((other,), _SIMILAR) for other in similar if not is_stopword(other)]
        for form in (word, self.corrected.get(word, "")):
            variants += [(meant, _SYNONYM) for meant in self.synonyms.get(stem_key((form,)), ())]
        self.terms.append(Term(tuple(variants)))

    def _similar(self, word: str) -> list[str]:
        similar = self.lexicon.corrections(word)
        if not similar and len(word) >= _MIN_COMPLETED:
            similar = self.lexicon.completions(word)
        if similar:
            self.corrected[word] = similar[0]
            self.known.append(similar[0])
        return similar

    def add_phrases(self, typed: Sequence[str]) -> None:
        """Add synonyms of several words, words typed in fragments, and compounds of two words."""
        for start in range(len(typed)):
            for end in range(start + 2, min(start + _MAX_SYNONYM_WORDS, len(typed)) + 1):
                if meant := self.synonyms.get(stem_key(typed[start:end]), ()):
                    self.terms.append(Term(tuple((phrase, 1.0) for phrase in meant)))
        for whole, count in rejoined(typed, self.lexicon).items():
            self.terms.append(Term((((whole,), count / len(typed)),)))
        content_words = [word for word in dict.fromkeys(typed) if not is_stopword(word)]
        for pair in combinations(content_words[:_MAX_WORDS], 2):
            if compounds := self.lexicon.compounds_of(*pair):
                self.terms.append(Term(tuple(((word,), 1.0) for word in compounds)))


def parse(text: SearchText, lexicon: Lexicon, synonyms: SynonymMap) -> ParsedQuery:
    typed = words(with_numbers(text, lexicon))
    content_words = [word for word in typed if not is_stopword(word)] or typed
    fragments = _fragments(typed, lexicon)
    parser = _Parser(lexicon, synonyms)
    for word in list(dict.fromkeys(content_words))[:_MAX_WORDS]:
        if word in fragments:
            continue  # part of a known word that was typed in fragments
        parser.add_word(word, unfinished=text.unfinished and word == typed[-1])
    parser.add_phrases(typed)
    corrected = [parser.corrected.get(word, word) for word in typed]
    known = tuple(dict.fromkeys(word for word in parser.known if not is_stopword(word)))
    return ParsedQuery(
        tuple(parser.terms), " ".join(corrected) if corrected != typed else None, known
    )


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
    return tuple(min(all_stems(word), key=lambda stem: (len(stem), stem)) for word in phrase)


def rejoined(typed: Sequence[str], lexicon: Lexicon) -> dict[str, int]:
    """Words of our texts that were typed in fragments, with the number of fragments."""
    counts = {}
    for start in range(len(typed)):
        for end in range(start + 2, min(start + LONGEST_JOINED, len(typed)) + 1):
            whole = "".join(typed[start:end])
            known = lexicon.has(whole) or (len(whole) > 6 and lexicon.knows(whole))
            if known:
                counts[whole] = end - start
    return counts


def _fragments(typed: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Words that only mean something together: of a number, or unknown on their own."""
    wholes = rejoined(typed, lexicon)
    return {
        word
        for word in typed
        for whole in wholes
        if word in whole and (not whole.isalpha() or not lexicon.knows(word))
    }


def to_query(parsed: ParsedQuery, schema: tantivy.Schema) -> Query | None:
    """None for an empty query."""
    terms = [_term_query(term, schema) for term in parsed.terms]
    if not terms:
        return None
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _term_query(term: Term, schema: tantivy.Schema) -> Query:
    queries = [
        Query.boost_query(_phrase_query(phrase, schema), share)
        for phrase, share in dict.fromkeys(term.variants)
    ]
    return Query.disjunction_max_query(queries, _TIE_BREAKER)


def _phrase_query(phrase: Phrase, schema: tantivy.Schema) -> Query:
    """All words must match; together they score about as much as one word."""
    content_words = [word for word in phrase if not is_stopword(word)] or list(phrase)
    if len(content_words) == 1:
        return _word_query(content_words[0], schema)
    every = Query.boolean_query([(Occur.Must, _word_query(word, schema)) for word in content_words])
    return Query.boost_query(every, 1.2 / len(content_words))


def _word_query(word: str, schema: tantivy.Schema) -> Query:
    if _PHONE_NUMBER.fullmatch(word):
        return _number_query(word, schema)
    queries = [_field_query(name, word, share, schema) for name, share in _EXACT_WEIGHTS.items()]
    for stem in all_stems(word):
        queries += [
            _field_query(name, stem, share, schema) for name, share in _STEM_WEIGHTS.items()
        ]
    return Query.disjunction_max_query(queries, _TIE_BREAKER)


def _number_query(number: str, schema: tantivy.Schema) -> Query:
    """Desks that share a phone number score the same, so that they stay in the order of the list.

    Otherwise the desk with the fewest other names would come first.
    """
    found = Query.term_query(schema, "name", number, index_option="freq")
    return Query.const_score_query(found, _NUMBER_SCORE)


def _field_query(name: str, value: str, share: float, schema: tantivy.Schema) -> Query:
    return Query.boost_query(Query.term_query(schema, name, value, index_option="freq"), share)


def filtered_query(query: Query, filters: SearchFilters, schema: tantivy.Schema) -> Query:
    """`query` limited by `filters`, without changing its scores."""
    limits = [_any_of("region", [*filters.regions, EVERYWHERE], schema)] if filters.regions else []
    if filters.source:
        limits.append(_any_of("source", [filters.source], schema))
    if filters.audience:
        limits.append(_any_of("audience", [filters.audience, ANYONE], schema))
    if filters.age is not None:
        limits += _for_age(filters.age, schema)
    if not filters.restricted:
        limits.append(_any_of("restricted", ["no"], schema))
    if not limits:
        return query
    without_score = [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in limits]
    return Query.boolean_query([(Occur.Must, query), *without_score])


def _any_of(name: str, values: Sequence[str], schema: tantivy.Schema) -> Query:
    return Query.term_set_query(schema, name, list(values))


def _for_age(age: int, schema: tantivy.Schema) -> list[Query]:
    whole = tantivy.FieldType.Integer
    return [
        Query.range_query(schema, "min_age", whole, lower_bound=0, upper_bound=age),
        Query.range_query(schema, "max_age", whole, lower_bound=age, upper_bound=1_000),
    ]
