"""Excerpts of texts in search results, with the matching words highlighted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge.search.analysis import is_stopword, words
from knowledge.search.lexicon import Lexicon
from knowledge.search.query import ParsedQuery

_WORD = re.compile(r"[\w'’]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MAX_EXCERPT = 240  # characters
_CONTEXT_BEFORE = 60  # characters before the first match in a long sentence

WordMatcher = Callable[[str], bool]


def word_matcher(parsed: ParsedQuery, lexicon: Lexicon) -> WordMatcher:
    """Return a predicate: does a word match the query, in any form or inside a compound?"""
    highlighted = parsed.highlighted
    cache: dict[str, bool] = {}

    def matches(text_word: str) -> bool:
        if text_word not in cache:
            cache[text_word] = any(fits(word) for word in words(text_word))
        return cache[text_word]

    def fits(word: str) -> bool:
        if word in highlighted:
            return True
        return not is_stopword(word) and not highlighted.isdisjoint(lexicon.forms(word))

    return matches


def highlight(text: str, matches: WordMatcher) -> SafeString:
    """Escape `text` and wrap matching words in <mark>."""
    pieces: list[str] = []
    last = 0
    for match in _WORD.finditer(text):
        if matches(match[0]):
            pieces.append(escape(text[last : match.start()]))
            pieces.append(f"<mark>{escape(match[0])}</mark>")
            last = match.end()
    pieces.append(escape(text[last:]))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def excerpt(title: str, texts: Sequence[str], matches: WordMatcher) -> str:
    """Text of a result below its title, at most `_MAX_EXCERPT` characters plus ellipses.

    The first text, which describes the entry, when it or the title matches. Otherwise the
    sentence with the most matching words; the first one on a tie.
    """
    first = " ".join(texts[0].split()) if texts else ""
    if first and (_match_count(title, matches) or _match_count(first, matches)):
        return _truncate(first, matches)
    sentences = [part.strip() for text in texts for part in _SENTENCE.split(text) if part.strip()]
    best = max(sentences, key=lambda sentence: _match_count(sentence, matches), default="")
    return _truncate(best if _match_count(best, matches) else first, matches)


def _match_count(sentence: str, matches: WordMatcher) -> int:
    return len({word.casefold() for word in _WORD.findall(sentence) if matches(word)})


def _truncate(sentence: str, matches: WordMatcher) -> str:
    if len(sentence) <= _MAX_EXCERPT:
        return sentence
    first = next((word.start() for word in _WORD.finditer(sentence) if matches(word[0])), 0)
    start = (
        sentence.rfind(" ", 0, max(first - _CONTEXT_BEFORE, 0) + 1) + 1
        if first > _CONTEXT_BEFORE
        else 0
    )
    end = sentence.rfind(" ", start, start + _MAX_EXCERPT)
    end = end if end > start else start + _MAX_EXCERPT
    whole = end >= len(sentence)
    return ("… " if start else "") + sentence[start:end].rstrip(" ,;:") + ("" if whole else " …")
