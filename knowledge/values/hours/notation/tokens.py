"""Splits the `opening_hours` notation into tokens."""

import re
from enum import StrEnum
from typing import NamedTuple, NoReturn

from knowledge.values.hours.problems import LONGEST, HoursError, Problem


class Kind(StrEnum):
    COMMENT = "comment"
    ALWAYS = "always"
    TIME = "time"
    NUMBER = "number"
    WORD = "word"
    SYMBOL = "symbol"
    END = "end"


class Token(NamedTuple):
    kind: Kind
    text: str


_END = Token(Kind.END, "")
_TOKEN = re.compile(
    r'"(?P<comment>[^"]*)"|(?P<always>24/7)(?!\d)|(?P<time>\d{1,2}:\d{2})(?!\d)|(?P<number>\d{1,4})(?!\d)'
    r"|(?P<word>[A-Za-z]+)|(?P<symbol>\|\||[;,+/:()\[\]-])|(?P<space>\s+)"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


class Tokens:
    """The tokens of `text`, taken one after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = _tokenize(text)
        self._next = 0

    def peek(self, ahead: int = 0) -> Token:
        index = self._next + ahead
        return self._tokens[index] if index < len(self._tokens) else _END

    def take(self) -> Token:
        token = self.peek()
        self._next += 1
        return token

    def accept(self, *texts: str) -> bool:
        """Take the next token when it is one of these words or symbols."""
        found = self.next_is(*texts)
        self._next += found
        return found

    def next_is(self, *texts: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token.kind in (Kind.WORD, Kind.SYMBOL) and token.text in texts

    def number(self) -> int:
        token = self.take()
        if token.kind != Kind.NUMBER:
            raise HoursError(Problem.UNREADABLE, token.text or self.text)
        return int(token.text)

    def unreadable(self) -> NoReturn:
        raise HoursError(Problem.UNREADABLE, self.peek().text or self.text)


def _tokenize(text: str) -> list[Token]:
    if len(text) > LONGEST:
        raise HoursError(Problem.UNREADABLE, text[:40])
    tokens, position = [], 0
    clean = text.translate(_DASHES)
    while position < len(clean):
        match = _TOKEN.match(clean, position)
        if not match or not match.lastgroup:
            raise HoursError(Problem.UNREADABLE, text[position:])
        position = match.end()
        if match.lastgroup != "space":
            kind = Kind(match.lastgroup)
            found = match[match.lastgroup]
            tokens.append(Token(kind, found if kind == Kind.COMMENT else found.lower()))
    return tokens
