"""Tokens in texts: [tel:veilig-thuis], [art:sr-273f], [fig:slug].

An editor writes a token instead of a phone number, an article or a figure, and the text always
shows the present value. See docs/decisions/0040-tokens.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst


class TokenKind(StrEnum):
    """What a token stands for: the phone number of a desk, an article, a key figure."""

    PHONE = "tel"
    ARTICLE = "art"
    FIGURE = "fig"


_KINDS = "|".join(TokenKind)
_TOKEN = re.compile(rf"\[({_KINDS}):([a-z0-9_-]+)\]")
_MISTYPED = re.compile(
    rf"\[\s*(?:{_KINDS}|telefoon|phone|nummer|number|artikel|article|cijfer|figure)\s*[:;=][^\]\n]*\]?",
    re.IGNORECASE,
)
_AT_START = re.compile(r"(?:\A|[.!?:]\s+|\n)\s*\Z")


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    slug: str

    def __str__(self) -> str:
        return f"[{self.kind}:{self.slug}]"


@dataclass(frozen=True, slots=True)
class Value:
    """What a token shows: `text`, on screen a link to `url`, and then `after`."""

    text: str
    url: str = ""
    after: str = ""
    is_phone: bool = False

    @property
    def plain(self) -> str:
        return self.text + self.after

    def html(self, text: str) -> SafeString:
        if not self.url:
            return escape(text + self.after)
        if self.is_phone:
            link = '<a class="tel" href="{}" translate="no">{}</a>{}'
            return format_html(link, self.url, text, self.after)
        return format_html('<a href="{}">{}</a>{}', self.url, text, self.after)


class RichText(str):
    """A text with its tokens resolved: plain text as a string, with links in HTML.

    `source` is what was typed. Templates show `html`; whatever makes another string of it, such as
    paper, a card or a search result, gets the plain text.
    """

    __slots__ = ("html", "source")
    html: str
    source: str

    def __new__(cls, plain: str, html: str | None = None, source: str | None = None) -> RichText:
        text = super().__new__(cls, plain)
        text.html = escape(plain) if html is None else html
        text.source = plain if source is None else source
        return text

    def __html__(self) -> SafeString:
        return mark_safe(self.html)  # noqa: S308 - made by `resolved`, which escapes

    def __reduce__(self) -> tuple[type[RichText], tuple[str, str, str]]:
        return RichText, (str(self), self.html, self.source)

    def splitlines(self, keepends: bool = False) -> list[str]:
        """Lines that keep their links: a value is never more than one line."""
        plain, html, source = (
            text.splitlines(keepends) for text in (str(self), str(self.html), self.source)
        )
        return [RichText(*line) for line in zip(plain, html, source, strict=True)]

    def strip(self, characters: str | None = None, /) -> RichText:
        return RichText(*(str(t).strip(characters) for t in (str(self), self.html, self.source)))


def tokens_in(text: str) -> Iterator[Token]:
    """The tokens of `text`, in their order."""
    for match in _TOKEN.finditer(text):
        yield Token(TokenKind(match[1]), match[2])


def mistyped_tokens(text: str) -> list[str]:
    """What looks like a token and is none: [Tel:x], [tel: x], [phone:x]."""
    found = (match[0] for match in _MISTYPED.finditer(text))
    return [typed for typed in found if not _TOKEN.fullmatch(typed)]


def resolved(text: str, value_of: Callable[[Token], Value]) -> str:
    """`text` with its tokens replaced; a RichText when it has any."""
    if "[" not in text or not _TOKEN.search(text):
        return text
    plain: list[str] = []
    html: list[str] = []
    last = 0
    for match in _TOKEN.finditer(text):
        before = text[last : match.start()]
        value = value_of(Token(TokenKind(match[1]), match[2]))
        shown = capfirst(value.text) if _AT_START.search(text[: match.start()]) else value.text
        plain += before, shown + value.after
        html += escape(before), value.html(shown)
        last = match.end()
    plain.append(text[last:])
    html.append(escape(text[last:]))
    return RichText("".join(plain), "".join(html), text)
