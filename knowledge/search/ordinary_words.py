"""Ordinary Dutch and English words, which are never taken for typing errors.

From the word lists of pyspellchecker; the Dutch one is that of OpenTaal, with what is said in
subtitles. They are searched as they lie in its files, some 9 MB: half a million Python strings
would take five times as much.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from knowledge.search.analysis import LANGUAGES, words

_WITH_ACCENT = re.compile(rb'^"([^"\n]*[^\x00-\x7f][^"\n]*)"', re.MULTILINE)


class OrdinaryWords:
    """The words of `lists`: JSON objects with one word a line, in the order of their characters."""

    def __init__(self, lists: Iterable[bytes]) -> None:
        self._lists = tuple(lists)
        accented = (word for text in self._lists for word in _WITH_ACCENT.findall(text))
        self._without_accent = frozenset(words(b" ".join(accented).decode()))

    def __contains__(self, word: object) -> bool:
        """`word` as `words` yields it: without accents, and without the apostrophe of foto's."""
        if word in self._without_accent:
            return True
        if not isinstance(word, str):
            return False
        spellings = [word, f"{word[:-1]}'s"] if word.endswith("s") else [word]
        sought = [spelling.encode("utf-8", "replace") for spelling in spellings]
        return any(_is_listed(one, text) for one in sought for text in self._lists)


@cache
def ordinary_words() -> OrdinaryWords:
    """Read once in a process."""
    folder = files("spellchecker") / "resources"
    packed = [(folder / f"{code}.json.gz").read_bytes() for code in LANGUAGES]
    return OrdinaryWords(gzip.decompress(one) for one in packed)


def _is_listed(word: bytes, text: bytes) -> bool:
    """Binary search among the lines of `text`."""
    low, high = 0, len(text)
    while low < high:
        start = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        listed = text[start + 1 : text.find(b'"', start + 1)]
        if listed == word:
            return True
        if listed < word:
            low = text.find(b"\n", start) + 1 or high
        else:
            high = start
    return False
