"""A parsed query as a query of tantivy: what matches, and for how much of the score."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from knowledge.search.analysis import all_stems, is_stopword
from knowledge.search.documents import EVERYWHERE, Tier
from knowledge.search.query import ANYONE, ParsedQuery, Phrase, SearchFilters, Term

_PHONE_NUMBER = re.compile(r"[0-9]{7,}")
_NUMBER_SCORE = 30.0  # above what a few words can reach
_EXACT_WEIGHTS = {"name": 3.0, "title_word": 3.0, "text_word": 1.2}
_STEM_WEIGHTS = {"title_stem": 2.3, "text_stem": 0.9, "title_part": 1.7, "text_part": 0.55}
_MOST_KEPT = 5_000  # words
_TIE_BREAKER = 0.15  # share of the score that weaker matches of the same word add


class QueryBuilder:
    """Makes queries for one index; of what it does not have nothing is asked, which costs time.

    What is asked for a word of our own texts is kept; typed words are not.
    """

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self.kept: dict[str, Query] = {}

    def query(self, parsed: ParsedQuery) -> Query | None:
        """None when the index has none of the words."""
        terms = [query for term in parsed.terms if (query := self._term(term))]
        if not terms:
            return None
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _term(self, term: Term) -> Query | None:
        queries = [
            Query.boost_query(query, share)
            for phrase, share in dict.fromkeys(term.variants)
            if (query := self._phrase(phrase))
        ]
        if not queries:
            return None
        found = _best_of(queries)
        return _limited(found, [self._any_of("source", [term.source])]) if term.source else found

    def _phrase(self, phrase: Phrase) -> Query | None:
        """All words must match; together they score about as much as one word."""
        content_words = [word for word in phrase if not is_stopword(word)] or list(phrase)
        queries = [query for word in content_words if (query := self._word(word))]
        if len(queries) < len(content_words):
            return None
        if len(queries) == 1:
            return queries[0]
        every = Query.boolean_query([(Occur.Must, query) for query in queries])
        return Query.boost_query(every, 1.2 / len(queries))

    def _word(self, word: str) -> Query | None:
        known = self.kept.get(word)
        if known:
            return known
        if _PHONE_NUMBER.fullmatch(word):
            return self._number(word)
        exact = [
            self._field(name, word, share)
            for name, share in _EXACT_WEIGHTS.items()
            if self._has(name, word)
        ]
        stems = [
            self._field(name, stem, share)
            for stem in all_stems(word)
            for name, share in _STEM_WEIGHTS.items()
            if self._has(name, stem)
        ]
        if not exact and not stems:
            return None
        query = _best_of([*exact, *stems])
        if exact and len(self.kept) < _MOST_KEPT:
            self.kept[word] = query
        return query

    def _number(self, number: str) -> Query | None:
        """Desks that share a phone number score the same, so that they stay in the order of the
        list. Otherwise the desk with the fewest other names would come first.
        """
        if not self._has("name", number):
            return None
        found = Query.term_query(self._schema, "name", number, index_option="freq")
        return Query.const_score_query(found, _NUMBER_SCORE)

    def _field(self, name: str, value: str, share: float) -> Query:
        query = Query.term_query(self._schema, name, value, index_option="freq")
        return Query.boost_query(query, share)

    def _has(self, name: str, value: str) -> bool:
        """Whether the index has this word in the field `name`."""
        return bool(self._searcher.doc_freq(name, value))

    def filtered(self, query: Query, filters: SearchFilters, tiers: Sequence[Tier] = ()) -> Query:
        """`query` limited by `filters` and to `tiers`, without changing its scores."""
        limits = [self._any_of("region", [*filters.regions, EVERYWHERE])] if filters.regions else []
        if filters.source:
            limits.append(self._any_of("source", [filters.source]))
        if filters.audience:
            limits.append(self._any_of("audience", [filters.audience, ANYONE]))
        if filters.age is not None:
            limits += self._for_age(filters.age)
        if tiers:
            limits.append(self._any_of("tier", [tier.name for tier in tiers]))
        if not filters.restricted and self._has("restricted", "yes"):
            limits.append(self._any_of("restricted", ["no"]))
        return _limited(query, limits)

    def _any_of(self, name: str, values: Sequence[str]) -> Query:
        """No set of terms: preparing one takes as long as a search in a few hundred entries."""
        queries = [
            Query.term_query(self._schema, name, value, index_option="freq") for value in values
        ]
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _for_age(self, age: int) -> list[Query]:
        whole = tantivy.FieldType.Integer
        return [
            Query.range_query(self._schema, "min_age", whole, lower_bound=0, upper_bound=age),
            Query.range_query(self._schema, "max_age", whole, lower_bound=age, upper_bound=1_000),
        ]


def _best_of(queries: list[Query]) -> Query:
    """The best match counts, and the others a little; of one the same as the query itself."""
    return Query.disjunction_max_query(queries, _TIE_BREAKER) if len(queries) > 1 else queries[0]


def _limited(query: Query, limits: Sequence[Query]) -> Query:
    """`query` within all `limits`, which add nothing to its score."""
    if not limits:
        return query
    without_score = [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in limits]
    return Query.boolean_query([(Occur.Must, query), *without_score])
