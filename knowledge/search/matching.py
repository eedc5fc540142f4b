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
_TIE_BREAKER = 0.15  # share of the score that weaker matches of the same word add


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
    found = Query.disjunction_max_query(queries, _TIE_BREAKER)
    return _limited(found, [_any_of("source", [term.source], schema)]) if term.source else found


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


def filtered_query(
    query: Query, filters: SearchFilters, schema: tantivy.Schema, tiers: Sequence[Tier] = ()
) -> Query:
    """`query` limited by `filters` and to `tiers`, without changing its scores."""
    limits = [_any_of("region", [*filters.regions, EVERYWHERE], schema)] if filters.regions else []
    if filters.source:
        limits.append(_any_of("source", [filters.source], schema))
    if filters.audience:
        limits.append(_any_of("audience", [filters.audience, ANYONE], schema))
    if filters.age is not None:
        limits += _for_age(filters.age, schema)
    if tiers:
        limits.append(_any_of("tier", [tier.name for tier in tiers], schema))
    if not filters.restricted:
        limits.append(_any_of("restricted", ["no"], schema))
    return _limited(query, limits)


def _limited(query: Query, limits: Sequence[Query]) -> Query:
    """`query` within all `limits`, which add nothing to its score."""
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
