"""Words as people write them: capitals, spaces, hyphens and a colon make no difference. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils import translation

from knowledge.introspection import LANGUAGES

_BETWEEN = re.compile(r"[\W_]+")


def words(text: str) -> str:
    """The words of `text` in lower case, with one space between them."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _BETWEEN.sub(" ", plain).strip().casefold()


def in_every_language(text: Any) -> list[str]:
    """A translatable text in each language of the site."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(text))
    return found


def value_of_words(writings: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """Words -> value, from each value and its writings, the exact one first.

    Words that can mean two values mean neither, unless they are the exact writing of one.
    """
    pairs = [(value, [words(text) for text in texts]) for value, texts in writings]
    exact = {texts[0]: value for value, texts in pairs}
    meanings: dict[str, set[str]] = {}
    for value, texts in pairs:
        for text in texts:
            meanings.setdefault(text, set()).add(value)
    clear = {text: values.pop() for text, values in meanings.items() if len(values) == 1}
    return {**clear, **exact}
