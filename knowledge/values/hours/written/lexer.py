"""Splits hours as people write them into words with a meaning."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from knowledge.values.hours.problems import LONGEST, HoursError, Problem
from knowledge.values.hours.written.lexicon import PATTERNS, Word

_PATTERNS = tuple((word, re.compile(pattern)) for word, pattern in PATTERNS)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‛′`´"), "'")
_COMMENT = re.compile(r'["“”„]([^"“”„]*)["“”„]')
_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word with the text it was read from and the named parts of its pattern."""

    word: Word
    text: str
    parts: dict[str, str]


_END = Lexeme(Word.STOP, "", {})


class Lexemes:
    """The words of `text`, without those that mean nothing, taken one after another.

    Raises HoursError for a word that is not known.
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise HoursError(Problem.UNREADABLE, text[:40])
        self.rest = [one for one in _lexemes(plain(text)) if one.word != Word.SKIP]

    def peek(self, ahead: int = 0) -> Lexeme:
        return self.rest[ahead] if len(self.rest) > ahead else _END

    def take(self) -> Lexeme:
        return self.rest.pop(0)

    def next_are(self, *words: Collection[Word]) -> bool:
        """Whether the words that follow are one of each of these."""
        return all(self.peek(ahead).word in group for ahead, group in enumerate(words))


def plain(text: str) -> str:
    """Lower case, with ordinary digits, dashes, quotes and spaces; one space at a time."""
    text = unicodedata.normalize("NFKC", text).translate({**_DASHES, **_QUOTES}).casefold()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return "\n".join(_SPACE.sub(" ", line).strip() for line in text.splitlines() if line.strip())


def _lexemes(text: str) -> Iterator[Lexeme]:
    position = 0
    lexeme: Lexeme | None = None
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        comment = _COMMENT.match(text, position)
        if comment:
            yield Lexeme(Word.UNKNOWN, comment[0], {"comment": comment[1].strip()})
            position = comment.end()
            continue
        before, lexeme = lexeme, _match(text, position)
        if before and before.word == Word.DAY and lexeme.parts.get("to") == "-":
            raise HoursError(Problem.WHICH_TIMES, lexeme.text)  # "Monday 9-17 May": times or dates?
        yield lexeme
        position += len(lexeme.text)


def _match(text: str, position: int) -> Lexeme:
    for word, pattern in _PATTERNS:
        match = pattern.match(text, position)
        if match and match.end() > position:
            parts = {name: found for name, found in match.groupdict().items() if found}
            return Lexeme(word, match[0], parts)
    raise HoursError(Problem.UNREADABLE, re.split(r"[\s,;]", text[position:])[0])
