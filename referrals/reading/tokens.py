"""A sentence as words with their places, so that what was read can be shown as typed. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.search.analysis import words

LONGEST = 1_000
"""Characters of a sentence that are read; the rest is ignored."""


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLAUSE_ENDS = re.compile(r"[.,;:!?()\n]|\s[-–]\s")
_CONTRASTS = frozenset({"maar", "wel", "but", "echter", "however"})
_NEGATIONS = word_set("""niet geen nooit zonder niemand noch not no never without nobody none
    nor isnt arent wasnt werent doesnt dont didnt hasnt havent hadnt wont cannot
    aint neither nergens nauwelijks amper hardly barely nicht kein keine keinen jamais nunca""")
_NO_NEGATION_BEFORE = word_set("alleen of zeker pluis only just if whether sure")
_PAST = word_set("""gisteren eergisteren geleden vorig vorige verleden toen vroeger destijds eerder
    was waren werd werden had afgelopen sinds ago last yesterday were earlier previously former
    since used ooit""")
_JUST = word_set("zojuist daarnet zonet")
_SHORT = {"v": "van", "dr": "door", "vr": "voor", "w": "with", "abt": "about"}
_AGO = word_set("ago geleden")
_MOMENTS = word_set("minute minutes hour minuut minuten kwartier halfuur seconden seconds")
_REACH = 3  # words that a negation reaches to its right


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number: as it is compared, where it was typed, and the clause it stands in."""

    word: str
    start: int
    end: int
    clause: int


@dataclass(frozen=True)
class Sentence:
    """A typed text and its tokens."""

    text: str
    tokens: tuple[Token, ...]

    def typed(self, places: Collection[int]) -> str:
        """The words at these places as they were typed; what stands between is left out."""
        pieces: list[str] = []
        last = -2
        for place in sorted(places):
            token = self.tokens[place]
            piece = self.text[token.start : token.end]
            if place == last + 1:
                pieces[-1] += self.text[self.tokens[last].end : token.start] + piece
            else:
                pieces.append(piece)
            last = place
        return " … ".join(pieces)

    def is_negated(self, places: Sequence[int]) -> bool:
        """Whether a negation stands just before the words at these places, or between them."""
        first, last = places[0], places[-1]
        clause = self.tokens[first].clause
        return any(
            self._negates(place) and place not in places
            for place in range(max(first - _REACH, 0), last)
            if self.tokens[place].clause == clause or place > first
        )

    def is_past(self, places: Sequence[int]) -> bool:
        """Whether the clause of the first of these words speaks of the past."""
        clause = self.tokens[places[0]].clause
        words = {token.word for token in self.tokens if token.clause == clause}
        just = not words.isdisjoint(_JUST) or words >= {"just", "now"}
        return not just and not words.isdisjoint(_PAST)

    def is_recent(self, places: Sequence[int]) -> bool:
        """Whether the clause of the first of these words speaks of minutes ago."""
        clause = self.tokens[places[0]].clause
        words = {token.word for token in self.tokens if token.clause == clause}
        return not words.isdisjoint(_AGO) and not words.isdisjoint(_MOMENTS)

    def is_opening(self, places: Sequence[int]) -> bool:
        """Whether these words open the sentence, in a clause with at most one word after them.

        "Docent mbo: ..." too, but not "agent gaf hem mijn nummer".
        """
        first, last = places[0], places[-1]
        following = self.tokens[last + 2 : last + 3]
        return first == 0 and all(t.clause != self.tokens[last].clause for t in following)

    def _negates(self, place: int) -> bool:
        following = self.tokens[place + 1].word if place + 1 < len(self.tokens) else ""
        return negates(self.tokens[place].word) and following not in _NO_NEGATION_BEFORE


def negates(word: str) -> bool:
    """Whether a word denies what follows it."""
    return word in _NEGATIONS


def _visible(text: str) -> str:
    """`text` without signs that nobody sees, so that "n-iet" with one is still "niet"."""
    whole = unicodedata.normalize("NFC", text).replace("ı", "i")
    return "".join(sign for sign in whole if unicodedata.category(sign) != "Cf")


def tokenize(text: str) -> Sentence:
    """The tokens of `text`, lower-cased, without accents and common abbreviations written out.

    `text` may be anything.
    """
    text = _visible(text[:LONGEST])
    tokens: list[Token] = []
    clause, last = 0, 0
    for match in _TOKEN.finditer(text):
        plain = "".join(words(match[0]))
        if not plain:
            continue
        if _CLAUSE_ENDS.search(text, last, match.start()) or plain in _CONTRASTS:
            clause += 1
        tokens.append(Token(_SHORT.get(plain, plain), match.start(), match.end(), clause))
        last = match.end()
    return Sentence(text, tuple(tokens))
