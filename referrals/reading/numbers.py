"""Numbers in words, Dutch and English, as far as ages need them. Pure."""

from __future__ import annotations

import re

_FROM_EIGHT = {
    "nl": """acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien
        negentien twintig eenentwintig tweeentwintig drieentwintig vierentwintig vijfentwintig
        zesentwintig zevenentwintig achtentwintig negenentwintig dertig""",
    "en": """eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen twenty""",
}
_DUTCH, _ENGLISH = (text.split() for text in _FROM_EIGHT.values())
_CARDINALS = {word: 8 + place for words in (_DUTCH, _ENGLISH) for place, word in enumerate(words)}
_TENS = {"veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
_ORDINALS = {
    "achtste": 8,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    "twintigste": 20,
    "twentieth": 20,
} | {
    f"{word}{ending}": number
    for word, number in _CARDINALS.items()
    for ending in (("de",) if word in _DUTCH else ("th",))
}
_ADJECTIVE = re.compile(r"(\w+?)jarigen?$")


def cardinal(word: str) -> int | None:
    """The number that `word` (see `analysis.words`) is: 14, veertien, fourteen.

    >>> cardinal("veertien"), cardinal("14"), cardinal("veel")
    (14, 14, None)
    """
    if word.isdecimal():
        return int(word) if len(word) <= 3 else None
    return _CARDINALS.get(word) or _TENS.get(word)


def ordinal(word: str) -> int | None:
    """The number of an ordinal in one word: veertiende, fourteenth."""
    return _ORDINALS.get(word)


def adjective(word: str) -> int | None:
    """The age in one word: veertienjarige."""
    match = _ADJECTIVE.fullmatch(word)
    return cardinal(match[1]) if match else None
