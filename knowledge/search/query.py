"""From what somebody typed to a query: whatever is typed is only words, never an operator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import tantivy
from tantivy import Occur, Query

from knowledge.search.analysis import all_stems, is_stopword, words
from knowledge.search.documents import EVERYWHERE
from knowledge.search.lexicon import Lexicon

ANYONE = "*"
"""Audience of what is meant for everyone."""

LONGEST = 200
"""Characters of a question that are read."""

LONGEST_JOINED = 4
"""Pieces in which one word or name may be typed."""

_MOST_WORDS = 12
_LONGEST_SYNONYM = 8
_SHORTEST_CUT_OFF = 5  # letters of a beginning that is taken for the whole word
_AS_TYPED = {"name": 3.0, "title_word": 3.0, "text_word": 1.2}
_BY_STEM = {"title_stem": 2.3, "text_stem": 0.9, "title_part": 1.7, "text_part": 0.55}
_SYNONYM, _PARTS, _ONLY_PARTS, _SIMILAR, _BEGUN = 0.75, 0.6, 0.9, 0.6, 0.5
_OTHERS_COUNT = 0.15  # how much a weaker match of the same word adds

Series = tuple[str, ...]
Synonyms = Mapping[Series, tuple[Series, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. `unfinished`: the last word may be the beginning of one."""

    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the answers are limited to; empty and None limit nothing."""

    source: str = ""
    audience: str = ""
    age: int | None = None
    regions: Sequence[str] = ()
    restricted: bool = False  # whether restricted entries may be found


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for: several ways to say it, each with its share of the score."""

    ways: tuple[tuple[Series, float], ...]


@dataclass(frozen=True)
class Reading:
    """How a question was read. `meant` is it without typing errors; None when there are none.

    `known` are the words of the question, or those meant by them, that our own texts have.
    """

    terms: tuple[Term, ...] = ()
    meant: str | None = None
    known: tuple[str, ...] = ()

    @cached_property
    def marked(self) -> frozenset[str]:
        """Words and stems of words that are marked in a result."""
        all_words = {word for term in self.terms for way, _share in term.ways for word in way}
        return frozenset(all_words).union(*(all_stems(word) for word in all_words))


@dataclass
class _Reader:
    lexicon: Lexicon
    synonyms: Synonyms
    terms: list[Term] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)

    def word(self, word: str, *, unfinished: bool) -> None:
        lexicon = self.lexicon
        ways: list[tuple[Series, float]] = [((word,), 1.0)]
        if parts := lexicon.compounds.parts(word):
            ways.append((parts, _PARTS if lexicon.has(word) else _ONLY_PARTS))
        if unfinished:
            ways += [((one,), _BEGUN) for one in lexicon.begun(word) if one != word]
        if lexicon.has(word):
            self.known.append(word)
        elif not parts and not lexicon.knows(word):
            similar = self._similar(word)
            ways += [((one,), _SIMILAR) for one in similar if not is_stopword(one)]
        for one in (word, self.corrected.get(word, "")):
            ways += [(meant, _SYNONYM) for meant in self.synonyms.get(rooted((one,)), ())]
        self.terms.append(Term(tuple(ways)))

    def _similar(self, word: str) -> list[str]:
        found = self.lexicon.like(word)
        if not found and len(word) >= _SHORTEST_CUT_OFF:
            found = self.lexicon.begun(word)
        if found:
            self.corrected[word] = found[0]
            self.known.append(found[0])
        return found

    def series(self, typed: Sequence[str]) -> None:
        """Synonyms of several words, and words that were written apart."""
        for start in range(len(typed)):
            for end in range(start + 2, min(start + _LONGEST_SYNONYM, len(typed)) + 1):
                if meant := self.synonyms.get(rooted(typed[start:end]), ()):
                    self.terms.append(Term(tuple((one, 1.0) for one in meant)))
        for one, count in joined(typed, self.lexicon).items():
            self.terms.append(Term((((one,), count / len(typed)),)))
        telling = [word for word in dict.fromkeys(typed) if not is_stopword(word)][:_MOST_WORDS]
        for pair in combinations(telling, 2):
            if whole := self.lexicon.made_of(*pair):
                self.terms.append(Term(tuple(((one,), 1.0) for one in whole)))


def read(asked: Asked, lexicon: Lexicon, synonyms: Synonyms) -> Reading:
    typed = words(asked.text[:LONGEST])
    telling = [word for word in typed if not is_stopword(word)] or typed
    pieces = _pieces(typed, lexicon)
    reader = _Reader(lexicon, synonyms)
    for word in list(dict.fromkeys(telling))[:_MOST_WORDS]:
        if word in pieces:
            continue  # it is a piece of a word that is known as a whole
        reader.word(word, unfinished=asked.unfinished and word == typed[-1])
    reader.series(typed)
    meant = [reader.corrected.get(word, word) for word in typed]
    known = tuple(dict.fromkeys(word for word in reader.known if not is_stopword(word)))
    return Reading(tuple(reader.terms), " ".join(meant) if meant != typed else None, known)


def rooted(series: Iterable[str]) -> Series:
    """A series of words, each by one of its stems: so that other forms are the same series."""
    return tuple(min(all_stems(word), key=lambda stem: (len(stem), stem)) for word in series)


def joined(typed: Sequence[str], lexicon: Lexicon) -> dict[str, int]:
    """Words of our texts that were typed in two or more pieces, and in how many."""
    found = {}
    for start in range(len(typed)):
        for end in range(start + 2, min(start + LONGEST_JOINED, len(typed)) + 1):
            whole = "".join(typed[start:end])
            known = lexicon.has(whole) or (len(whole) > 6 and lexicon.knows(whole))
            if known:
                found[whole] = end - start
    return found


def _pieces(typed: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Words that only mean something together: of a number, or not known by themselves."""
    whole = joined(typed, lexicon)
    return {
        word
        for word in typed
        for one in whole
        if word in one and (not one.isalpha() or not lexicon.knows(word))
    }


def to_query(reading: Reading, schema: tantivy.Schema) -> Query | None:
    """None when nothing was asked."""
    terms = [_term(term, schema) for term in reading.terms]
    if not terms:
        return None
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _term(term: Term, schema: tantivy.Schema) -> Query:
    ways = [
        Query.boost_query(_series(series, schema), share)
        for series, share in dict.fromkeys(term.ways)
    ]
    return Query.disjunction_max_query(ways, _OTHERS_COUNT)


def _series(series: Series, schema: tantivy.Schema) -> Query:
    """All words of a series together count for as much as one word."""
    telling = [word for word in series if not is_stopword(word)] or list(series)
    if len(telling) == 1:
        return _word(telling[0], schema)
    every = Query.boolean_query([(Occur.Must, _word(word, schema)) for word in telling])
    return Query.boost_query(every, 1.2 / len(telling))


def _word(word: str, schema: tantivy.Schema) -> Query:
    found = [_in_field(name, word, share, schema) for name, share in _AS_TYPED.items()]
    for stem in all_stems(word):
        found += [_in_field(name, stem, share, schema) for name, share in _BY_STEM.items()]
    return Query.disjunction_max_query(found, _OTHERS_COUNT)


def _in_field(name: str, value: str, share: float, schema: tantivy.Schema) -> Query:
    return Query.boost_query(Query.term_query(schema, name, value, index_option="freq"), share)


def narrowed_query(query: Query, narrowed: Narrowed, schema: tantivy.Schema) -> Query:
    """`query` within what it is limited to; restricted entries only where they may be found."""
    limits = (
        [_any_of("region", [*narrowed.regions, EVERYWHERE], schema)] if narrowed.regions else []
    )
    if narrowed.source:
        limits.append(_any_of("source", [narrowed.source], schema))
    if narrowed.audience:
        limits.append(_any_of("audience", [narrowed.audience, ANYONE], schema))
    if narrowed.age is not None:
        limits += _for_age(narrowed.age, schema)
    if not narrowed.restricted:
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
