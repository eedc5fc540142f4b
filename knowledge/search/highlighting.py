"""What is shown of a text in a result: the piece that says most, with the asked words marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge.search.analysis import is_stopword, words
from knowledge.search.lexicon import Lexicon
from knowledge.search.query import Reading

_WORD = re.compile(r"[\w'’]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LONGEST = 240  # characters of a piece
_BEFORE = 60  # characters kept before the first marked word of a long sentence

IsAsked = Callable[[str], bool]


def asked_words(reading: Reading, lexicon: Lexicon) -> IsAsked:
    """Tells whether a word of a text is one that was asked for, in any form or in a compound."""
    marked = reading.marked
    known: dict[str, bool] = {}

    def is_asked(shown: str) -> bool:
        if shown not in known:
            known[shown] = any(fits(word) for word in words(shown))
        return known[shown]

    def fits(word: str) -> bool:
        if word in marked:
            return True
        return not is_stopword(word) and not marked.isdisjoint(lexicon.forms(word))

    return is_asked


def marked(text: str, is_asked: IsAsked) -> SafeString:
    """`text` as HTML with <mark> around the words that were asked for."""
    pieces: list[str] = []
    last = 0
    for found in _WORD.finditer(text):
        if is_asked(found[0]):
            pieces.append(escape(text[last : found.start()]))
            pieces.append(f"<mark>{escape(found[0])}</mark>")
            last = found.end()
    pieces.append(escape(text[last:]))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def piece(title: str, texts: Sequence[str], is_asked: IsAsked) -> str:
    """What a result says below its title.

    The first text says what the entry is: it is shown when what was asked for stands in it or in
    the title already. Otherwise the sentence with most asked words, the first one among equals.
    """
    first = " ".join(texts[0].split()) if texts else ""
    if first and (_telling(title, is_asked) or _telling(first, is_asked)):
        return _cut(first, is_asked)
    sentences = [one.strip() for text in texts for one in _SENTENCE.split(text) if one.strip()]
    best = max(sentences, key=lambda one: _telling(one, is_asked), default="")
    return _cut(best if _telling(best, is_asked) else first, is_asked)


def _telling(sentence: str, is_asked: IsAsked) -> int:
    return len({word.casefold() for word in _WORD.findall(sentence) if is_asked(word)})


def _cut(sentence: str, is_asked: IsAsked) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    first = next((one.start() for one in _WORD.finditer(sentence) if is_asked(one[0])), 0)
    start = sentence.rfind(" ", 0, max(first - _BEFORE, 0) + 1) + 1 if first > _BEFORE else 0
    end = sentence.rfind(" ", start, start + _LONGEST)
    end = end if end > start else start + _LONGEST
    whole = end >= len(sentence)
    return ("… " if start else "") + sentence[start:end].rstrip(" ,;:") + ("" if whole else " …")
