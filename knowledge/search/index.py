"""Search index: tantivy, in memory, over documents that all have the same readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

import tantivy

from knowledge.search.analysis import LANGUAGES, words
from knowledge.search.documents import Document, SynonymGroup, Tier
from knowledge.search.lexicon import CompoundStemCache, Lexicon, StemCache
from knowledge.search.matching import QueryBuilder
from knowledge.search.ordinary_words import ordinary_words
from knowledge.search.query import (
    ANYONE,
    LONGEST_JOINED,
    ParsedQuery,
    SearchFilters,
    SearchText,
    parse,
    stem_key,
)
from knowledge.values.phones import PhoneError, dialled, read_phone

_HEAP = 32_000_000  # bytes for the writer thread; freed when the index is built
_NO_TEXT: dict[str, str] = {}
_DUTCH = LANGUAGES.index("nl")  # the language whose compounds are split
_MAX_HITS = 120
_MIN_SCORE = 0.2  # of the best score; lower scores only share a common word
_EXACT_FIELDS = (
    "name", "title_word", "text_word", "source", "restricted", "audience", "region", "tier",
)  # fmt: skip
_STEM_FIELDS = ("title_stem", "title_part", "text_stem", "text_part")
_AT_ONCE: tuple[tuple[Tier, ...], ...] = ((),)
_BY_TIER = ((Tier.REFERRAL,), (Tier.KNOWLEDGE, Tier.BACKGROUND))  # no desk is beyond the last hit
_PUNCTUATION = re.compile(r"[:(),]")


class Hit(NamedTuple):
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class IndexResult:
    """Hits, best first, and how the query was parsed."""

    hits: tuple[Hit, ...]
    parsed: ParsedQuery


class SearchIndex:
    """Immutable and thread-safe index of `documents`."""

    def __init__(
        self,
        documents: Iterable[Document],
        synonyms: Sequence[SynonymGroup],
        hidden: Iterable[str] = (),
    ) -> None:
        tokenized = [_TokenizedDocument(document) for document in documents]
        self.documents = tuple(document.stored for document in tokenized)
        counts: Counter[str] = Counter()
        for document in tokenized:
            for text in (*document.title, *document.text):
                counts.update(text.split())
        names = {name for document in tokenized for name in document.names.split()}
        typed = {word for group in synonyms for text in group.typed for word in words(text)}
        self.lexicon = Lexicon(
            counts,
            names,
            typed,
            hidden={word for name in hidden for word in words(name)},
            ordinary=ordinary_words(),
        )
        self.synonyms = _phrase_map(synonyms)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema)
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("words", whitespace)
        self._write(tokenized)
        self._searcher = self._index.searcher()
        self.queries = QueryBuilder(self._schema, self._searcher)

    def _write(self, tokenized: list[_TokenizedDocument]) -> None:
        stem_caches = [StemCache(code) for code in LANGUAGES]
        compound_stems = CompoundStemCache(self.lexicon.compounds)
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        tokenized.reverse()
        for number in range(len(tokenized)):  # frees each one as soon as it is written
            writer.add_document(tokenized.pop().fields(number, stem_caches, compound_stems))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: SearchText, filters: SearchFilters) -> IndexResult:
        """Matching documents, best first; `text` may be anything."""
        parsed = parse(text, self.lexicon, self.synonyms)
        query = self.queries.query(parsed)
        if query is None:
            return IndexResult((), parsed)
        ranked = [
            hit
            for tiers in (_BY_TIER if filters.situation else _AT_ONCE)
            for hit in self._ranked(self.queries.filtered(query, filters, tiers))
        ]
        if filters.situation:
            ranked.sort(key=lambda hit: hit.document.tier)
        return IndexResult(tuple(_once(ranked)), parsed)

    def _ranked(self, query: tantivy.Query) -> list[Hit]:
        """The best matches of `query`, best first, without those that share hardly anything."""
        result = self._searcher.search(query, limit=_MAX_HITS, count=False)
        numbers = self._searcher.fast_field_values(
            "number", [address for _, address in result.hits]
        )
        scored = [
            (score * document.weight, document)
            for (score, _), number in zip(result.hits, numbers, strict=True)
            for document in [self.documents[int(number or 0)]]
        ]
        scored.sort(key=_score, reverse=True)
        lowest = scored[0][0] * _MIN_SCORE if scored else 0
        return [Hit(document, score) for score, document in scored if score >= lowest]


_score = itemgetter(0)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """`hits` without those that have the heading of an earlier one."""
    seen: set[str] = set()
    for hit in hits:
        heading = hit.document.heading
        if not heading or heading not in seen:
            yield hit
        seen.add(heading)


class _TokenizedDocument:
    """A document with its texts tokenized into space-separated words.

    `stored` is the document without its texts, kept for the results.
    """

    __slots__ = ("audience", "names", "region", "stored", "text", "title")

    def __init__(self, document: Document) -> None:
        self.title = tuple(" ".join(words(document.title[code])) for code in LANGUAGES)
        self.text = tuple(" ".join(words(document.text[code])) for code in LANGUAGES)
        self.names = " ".join(_names(document))
        self.audience = " ".join(document.audiences) or ANYONE
        self.region = " ".join(document.regions)
        self.stored = replace(document, title=_NO_TEXT, text=_NO_TEXT, names=())

    def fields(
        self, number: int, stem_caches: Sequence[StemCache], compound_stems: CompoundStemCache
    ) -> tantivy.Document:
        document = tantivy.Document()
        for name, texts in (("title", self.title), ("text", self.text)):
            by_language = [text.split() for text in texts]
            stems = [
                cache[word]
                for cache, tokens in zip(stem_caches, by_language, strict=True)
                for word in tokens
            ]
            parts = filter(None, [compound_stems[word] for word in by_language[_DUTCH]])
            document.add_text(f"{name}_word", " ".join(texts))
            document.add_text(f"{name}_stem", " ".join(stems))
            document.add_text(f"{name}_part", " ".join(parts))
        document.add_text("name", self.names)
        document.add_text("source", self.stored.source)
        document.add_text("restricted", "yes" if self.stored.restricted else "no")
        document.add_text("audience", self.audience)
        document.add_text("region", self.region)
        document.add_text("tier", self.stored.tier.name)
        document.add_integer("number", number)
        document.add_integer("min_age", self.stored.min_age)
        document.add_integer("max_age", self.stored.max_age)
        return document


def _names(document: Document) -> list[str]:
    """Names of a document, each squashed into one word: 08002000, 248b, veiligthuis."""
    names = [word for name in document.names if (word := squashed(name))]
    for title in document.title.values():
        for name in (title, *_PUNCTUATION.split(title)):
            if name.count(" ") < LONGEST_JOINED:
                names.append("".join(words(name)))
    for name in document.names:
        names += words(name)
    return list(dict.fromkeys(name for name in names if name))


def squashed(name: str) -> str:
    """Letters and digits of a name as one word; a phone number as it is dialled."""
    try:
        return dialled(read_phone(name).normalised)
    except PhoneError:
        return "".join(words(name))


def _phrase_map(
    synonyms: Iterable[SynonymGroup],
) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Map each phrase that people type (by stem key) to the phrases that our texts use."""
    phrases: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for group in synonyms:
        for typed in group.typed:
            meant = phrases.setdefault(stem_key(words(typed)), {})
            meant.update((tuple(words(text)), None) for text in group.meant)
    return {key: tuple(value for value in meant if value) for key, meant in phrases.items() if key}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True)
    for name in (*_EXACT_FIELDS, *_STEM_FIELDS):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    for name in ("min_age", "max_age"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()
