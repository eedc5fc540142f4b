"""How readable a Dutch or English text is: words in a sentence, and long words. No database.

Counts of our own and no formula: every formula for Dutch weighs these same two, and its figure
does not say what to change. Guides to plain Dutch (B1) ask for about ten words in a sentence and no
more than fifteen; a professional (B2) reads an occasional longer one without trouble.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MEAN_BOUND = 15
"""Words in a sentence, on average over a text of some length."""
LONGEST_BOUND = 25
"""Words in one sentence."""
LONG_WORD = 18
"""Letters of a word that counts as long; compounds such as "zorgcoördinator" stay below it."""
NOT_PROSE = frozenset({"phrases", "hints", "words", "stands_for"})
"""Fields with what people type, which nobody reads as a text."""
FEW_SENTENCES = 3
"""Below this an average says no more than the longest sentence does."""

_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_ENDS = re.compile(r"(?:(?<=[.!?:;])|(?<=[.!?:;][\"”’)]))\s+")
_TOKEN = re.compile(r"\[[a-z]+:[^\]]*\]|https?://\S+?(?=[.,;:!?)]*(?:\s|$))")
_WORD = re.compile(r"\w[\w’'./@:-]*")
_SHORT_FORM = re.compile(
    r"\b(?:art|artt|bijv|bv|ca|dr|e\.g|enz|etc|i\.e|i\.v\.m|jl|jo|km|max|min|mr|nr|o\.a|par|"
    r"resp|st|t/m|v\.a|zgn)\.\s+(?=[\w(])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Readability:
    """Of one text. `words` of each sentence; `long_words` in the order in which they appear."""

    words: tuple[int, ...]
    long_words: tuple[str, ...]
    longest_sentence: str

    @property
    def mean(self) -> int:
        return round(sum(self.words) / len(self.words)) if self.words else 0

    @property
    def longest(self) -> int:
        return max(self.words, default=0)

    @property
    def mean_is_high(self) -> bool:
        return len(self.words) >= FEW_SENTENCES and self.mean > MEAN_BOUND

    @property
    def sentence_is_long(self) -> bool:
        return self.longest > LONGEST_BOUND

    @property
    def is_hard(self) -> bool:
        return self.mean_is_high or self.sentence_is_long


def readability(text: str) -> Readability:
    """Each line, and each part after a colon or semicolon, is a sentence of its own."""
    sentences = [(sentence, _words_of(sentence)) for sentence in sentences_of(text)]
    counted = [(sentence, words) for sentence, words in sentences if words]
    longest = max(counted, key=lambda pair: len(pair[1]), default=("", []))[0]
    long_words = [
        word
        for _sentence, words in counted
        for word in words
        if any(len(part) >= LONG_WORD for part in re.split(r"[-/.@:]", word))
    ]
    return Readability(
        tuple(len(words) for _sentence, words in counted), tuple(long_words), longest
    )


def sentences_of(text: str) -> list[str]:
    whole = _TOKEN.sub("X", text)
    whole = _SHORT_FORM.sub(lambda found: found.group().rstrip().replace(".", "") + " ", whole)
    lines = [_BULLET.sub("", line) for line in whole.splitlines()]
    return [part.strip() for line in lines for part in _ENDS.split(line) if part.strip()]


def _words_of(sentence: str) -> list[str]:
    return [word.rstrip(".:'’-/") for word in _WORD.findall(sentence)]
