"""The search index: tantivy, in memory, made of documents that all have the same readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import tantivy

from knowledge.search.analysis import LANGUAGES, words
from knowledge.search.documents import Document, Synonyms
from knowledge.search.lexicon import Lexicon, Parted, Stemmed
from knowledge.search.query import (
    ANYONE,
    LONGEST_JOINED,
    Asked,
    Narrowed,
    Reading,
    narrowed_query,
    read,
    rooted,
    to_query,
)

_HEAP = 32_000_000  # bytes for the one thread that writes; free again when the index is there
_NO_TEXT: dict[str, str] = {}
_DUTCH = LANGUAGES.index("nl")  # of which compounds are taken apart
_MOST_HITS = 120
_LEAST_SHARE = 0.2  # of the best score: what scores less only shares a common word
_AS_WRITTEN = ("name", "title_word", "text_word", "source", "restricted", "audience", "region")
_ANALYSED = ("title_stem", "title_part", "text_stem", "text_part")
_REMARK = re.compile(r"[:(),]")


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the best first, and how the question was read."""

    found: tuple[Hit, ...]
    reading: Reading


class SearchIndex:
    """Documents that can be searched. Never changes; may be used by several threads at once."""

    def __init__(self, documents: Iterable[Document], synonyms: Sequence[Synonyms]) -> None:
        split = [_Split(document) for document in documents]
        self.documents = tuple(one.slim for one in split)
        counts: Counter[str] = Counter()
        for one in split:
            for text in (*one.title, *one.text):
                counts.update(text.split())
        names = {name for one in split for name in one.names.split()}
        typed = {word for one in synonyms for text in one.typed for word in words(text)}
        self.lexicon = Lexicon(counts, names, typed)
        self.synonyms = _by_words(synonyms)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema)
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("words", whitespace)
        self._write(split)
        self._searcher = self._index.searcher()

    def _write(self, split: list[_Split]) -> None:
        stemmed = [Stemmed(code) for code in LANGUAGES]
        parted = Parted(self.lexicon.compounds)
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        split.reverse()
        for number in range(len(split)):  # each is let go as soon as it is written
            writer.add_document(split.pop().fields(number, stemmed, parted))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, asked: Asked, narrowed: Narrowed) -> Hits:
        """What fits `asked`, the best first. Any text may be asked for."""
        reading = read(asked, self.lexicon, self.synonyms)
        query = to_query(reading, self._schema)
        if query is None:
            return Hits((), reading)
        filtered = narrowed_query(query, narrowed, self._schema)
        result = self._searcher.search(filtered, limit=_MOST_HITS, count=False)
        numbers = self._searcher.fast_field_values(
            "number", [address for _, address in result.hits]
        )
        scored = [
            Hit(document, score * document.weight)
            for (score, _), number in zip(result.hits, numbers, strict=True)
            for document in [self.documents[int(number or 0)]]
        ]
        ranked = sorted(scored, key=lambda hit: -hit.score)
        least = ranked[0].score * _LEAST_SHARE if ranked else 0
        return Hits(tuple(hit for hit in ranked if hit.score >= least), reading)


class _Split:
    """A document of which the texts are words with spaces between: for counting and writing."""

    __slots__ = ("audience", "names", "region", "slim", "text", "title")

    def __init__(self, document: Document) -> None:
        self.title = tuple(" ".join(words(document.title[code])) for code in LANGUAGES)
        self.text = tuple(" ".join(words(document.text[code])) for code in LANGUAGES)
        self.names = " ".join(_names(document))
        self.audience = " ".join(document.audiences) or ANYONE
        self.region = " ".join(document.regions)
        self.slim = replace(document, title=_NO_TEXT, text=_NO_TEXT, names=())

    def fields(self, number: int, stemmed: Sequence[Stemmed], parted: Parted) -> tantivy.Document:
        document = tantivy.Document()
        for name, texts in (("title", self.title), ("text", self.text)):
            split = [text.split() for text in texts]
            found = [
                stems[word]
                for stems, several in zip(stemmed, split, strict=True)
                for word in several
            ]
            parts = filter(None, [parted[word] for word in split[_DUTCH]])
            document.add_text(f"{name}_word", " ".join(texts))
            document.add_text(f"{name}_stem", " ".join(found))
            document.add_text(f"{name}_part", " ".join(parts))
        document.add_text("name", self.names)
        document.add_text("source", self.slim.source)
        document.add_text("restricted", "yes" if self.slim.restricted else "no")
        document.add_text("audience", self.audience)
        document.add_text("region", self.region)
        document.add_integer("number", number)
        document.add_integer("min_age", self.slim.min_age)
        document.add_integer("max_age", self.slim.max_age)
        return document


def _names(document: Document) -> list[str]:
    """What a document is called, each name as one word: 08002000, 248b, veiligthuis."""
    found = [compact for name in document.names if (compact := compacted(name))]
    for title in document.title.values():
        for name in (title, *_REMARK.split(title)):
            if name.count(" ") < LONGEST_JOINED:
                found.append("".join(words(name)))
    for name in document.names:
        found += words(name)
    return list(dict.fromkeys(name for name in found if name))


def compacted(name: str) -> str:
    """A name or a number without what stands between its letters; +31 as a 0."""
    whole = "".join(words(name))
    abroad = re.fullmatch(r"(?:00)?31(\d{9})", whole)
    return f"0{abroad[1]}" if abroad else whole


def _by_words(synonyms: Iterable[Synonyms]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """What each series of typed words stands for, as series of words."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for one in synonyms:
        for typed in one.typed:
            meant = found.setdefault(rooted(words(typed)), {})
            meant.update((tuple(words(text)), None) for text in one.meant)
    return {key: tuple(value for value in meant if value) for key, meant in found.items() if key}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True)
    for name in (*_AS_WRITTEN, *_ANALYSED):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    for name in ("min_age", "max_age"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()
