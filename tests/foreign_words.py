"""Words of the other language in a page or a mail, told by how often each language uses them."""

import re
from functools import cache
from html.parser import HTMLParser

from spellchecker import SpellChecker

_SAID = ("alt", "aria-label", "placeholder", "title")
_UNREAD = {"script", "style", "svg"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
_ADDRESS = re.compile(r"\S*[@/]\S*")
_RARE = 1_000
"""Below this number the lists are names, quotations and misspellings."""
_TIMES_MORE = 50
_BOTH = {"nl": {"english", "shift", "start"}, "en": {"nederlands", "sleutel", "verwijs", "wijzer"}}
"""Words that belong on pages of this language all the same: that of the other, a key's name."""
_FAMILIAR = {"nl": {"je", "jij", "jou", "jouw"}, "en": set()}
"""Dutch screens say "u"."""


@cache
def _frequencies(language: str) -> dict[str, int]:
    return dict(SpellChecker(language=language).word_frequency.items())


def foreign_words(text: str, language: str) -> set[str]:
    """The words of `text` that the other language uses far more often, and familiar Dutch."""
    own = _frequencies(language)
    other = _frequencies("en" if language == "nl" else "nl")
    prose = _ADDRESS.sub(" ", text.lower())
    words = "".join(sign if sign.isalpha() else " " for sign in prose).split()
    used = {word: other.get(word, 0) for word in words if len(word) > 1}
    foreign = {
        word
        for word, number in used.items()
        if number >= _RARE and number > _TIMES_MORE * own.get(word, 0)
    }
    return foreign - _BOTH[language] | _FAMILIAR[language] & set(words)


class _Text(HTMLParser):
    """What a page says in its own language: not what is marked as another, or as a name."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def counts(self) -> bool:
        return all(counts for _tag, counts in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_own = given.get("lang") in (None, self.language) and given.get("translate") != "no"
        counts = is_own and tag not in _UNREAD
        names = (*_SAID, "content") if given.get("name") == "description" else _SAID
        if tag == "input" and given.get("type") in ("submit", "button"):
            names = (*names, "value")
        if counts and self.counts:
            self.said += [given[name] or "" for name in names if name in given]
        if tag not in _VOID:
            self.open.append((tag, counts))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.counts:
            self.said.append(data)


def foreign_words_of_page(html: str, language: str) -> set[str]:
    page = _Text(language)
    page.feed(html)
    return foreign_words(" ".join(page.said), language)
