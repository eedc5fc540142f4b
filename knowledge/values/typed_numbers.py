"""Phone numbers typed into texts, where a token belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from knowledge.values.phones import REGION

ALLOWED = frozenset({"112", "113"})
"""112 is the same in every text and every year; 113 is the name of an organisation."""

_MAY_HOLD_ONE = re.compile(r"\d{3}|\d\d[\d ./()-]{3}")
_CALLING = (
    r"\b(?:bel\w*|nummer|tel\w*|call\w*|dial\w*|number|phone\w*|ring)\b[\s:]+(?:\w+\s+){0,3}?"
)
_SHORT_NUMBER = r"(?<!\d)(?:116 ?\d{3}|14 ?0\d{2,3}|\d{3})"
_SHORT = re.compile(rf"{_CALLING}({_SHORT_NUMBER})(?![\w.,]?\d)", re.IGNORECASE)


def typed_numbers(text: str) -> Iterator[str]:
    """The phone numbers in `text`, as typed.

    The library knows numbers of every length and notation, and leaves years, dates, amounts and
    article numbers alone.
    """
    if _MAY_HOLD_ONE.search(text):
        for match in PhoneNumberMatcher(text, REGION, leniency=Leniency.VALID):
            yield match.raw_string


def short_numbers(text: str) -> Iterator[str]:
    """What the library does not look for: 911 or 116 000 where the text tells to call it."""
    for found in _SHORT.finditer(text):
        if found[1] not in ALLOWED:
            yield found[1]
